/** What is published of the reproduction is what its report says, to the letter. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pictureStyles, publishedBlock, REPORT } from '../../../../scripts/publish-report.mjs';
import { parseReport } from '../../../../src/experiments/reproduction/report.ts';
import { documents, readmeBlock } from '../../../../src/ui/report/document.ts';

const report = existsSync(REPORT) ? parseReport(JSON.parse(readFileSync(REPORT, 'utf8'))) : null;
const AGAIN = 'Something that is published was made from another report: run `node scripts/publish-report.mjs`.';

/** `docs/rao.md` and what lies in `docs/rao/`. */
function published(): Record<string, string> {
  const pictures = existsSync('docs/rao') ? readdirSync('docs/rao').map((file) => `rao/${file}`) : [];
  const files = existsSync('docs/rao.md') ? ['rao.md', ...pictures] : pictures;
  return Object.fromEntries(files.map((file) => [file, readFileSync(join('docs', file), 'utf8')]));
}

it('is the documentation of the report, and of no other', () => {
  expect(published(), AGAIN).toEqual(report === null ? {} : documents(report, pictureStyles()));
});

it('is the block of the README', () => {
  expect(publishedBlock(), AGAIN).toBe(readmeBlock(report));
});

it('is of a reproduction, not of a trial', () => {
  expect(report?.arms.filter(({ trial }) => trial.length > 0) ?? []).toEqual([]);
});
