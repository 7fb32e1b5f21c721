/** Writes what is published of a report: docs/benchmarks.md, its pictures, and the README's table. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/install.mjs';
import { readBlock, writeBlock } from '../../scripts/readme.mjs';
import { benchPage, pictures, readmeBlock } from './pages.mjs';

export const REPORT = join(ROOT, 'reports/bench.json');
const PAGE = join(ROOT, 'docs/benchmarks.md');
const BLOCK = { name: 'bench', command: 'npm run bench' };

/** @param {import('../schema.mjs').BenchReport} report */
export function publish(report) {
  writeFileSync(PAGE, benchPage(report));
  for (const [file, picture] of Object.entries(pictures(report))) writeFileSync(join(ROOT, 'docs', file), picture);
  writeBlock(BLOCK, readmeBlock(report));
}

/** What is published now, by path: for a test that holds it against the report. */
export function published() {
  const picture = (/** @type {string} */ name) => readFileSync(join(ROOT, 'docs', name), 'utf8');
  return {
    page: readFileSync(PAGE, 'utf8'),
    pictures: {
      'bench-parameters.svg': picture('bench-parameters.svg'),
      'bench-tokens.svg': picture('bench-tokens.svg'),
    },
    readme: readBlock(BLOCK),
  };
}
