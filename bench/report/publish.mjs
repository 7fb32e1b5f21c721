/** Writes what is published of a report: docs/benchmarks.md, its pictures, and the README's table. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/install.mjs';
import { benchPage, pictures, readmeBlock } from './pages.mjs';

export const REPORT = join(ROOT, 'reports/bench.json');
const PAGE = join(ROOT, 'docs/benchmarks.md');
const README = join(ROOT, 'README.md');
const START = '<!-- bench: made by `npm run bench` -->';
const END = '<!-- /bench -->';

/** @param {import('../schema.mjs').BenchReport} report */
export function publish(report) {
  writeFileSync(PAGE, benchPage(report));
  for (const [file, picture] of Object.entries(pictures(report))) writeFileSync(join(ROOT, 'docs', file), picture);
  const { before, after } = readme();
  writeFileSync(README, `${before}\n\n${readmeBlock(report)}\n\n${after}`);
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
    readme: readme().block,
  };
}

function readme() {
  const text = readFileSync(README, 'utf8');
  const [from, to] = [text.indexOf(START), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md has lost its markers "${START}" and "${END}"; put them back.`);
  const begin = from + START.length;
  return { before: text.slice(0, begin), block: text.slice(begin, to).trim(), after: text.slice(to) };
}
