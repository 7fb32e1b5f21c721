/** What is published of the reproductions is what their reports say, to the letter. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pictureStyles, publishedBlock, readReport } from '../../../../scripts/publish-report.mjs';
import { PAPERS } from '../../../../src/experiments/reproduction/papers.ts';
import { documents, readmeBlock } from '../../../../src/ui/report/document.ts';

const AGAIN = 'Something that is published was made from another report: run `node scripts/publish-report.mjs`.';

/** `docs/<paper>.md` and what lies in `docs/<paper>/`. */
function published(id: string): Record<string, string> {
  const pictures = existsSync(`docs/${id}`) ? readdirSync(`docs/${id}`).map((file) => `${id}/${file}`) : [];
  const files = existsSync(`docs/${id}.md`) ? [`${id}.md`, ...pictures] : pictures;
  return Object.fromEntries(files.map((file) => [file, readFileSync(join('docs', file), 'utf8')]));
}

describe.each(PAPERS.map((paper) => [paper.id, paper] as const))('%s', (id, paper) => {
  const report = readReport(paper);

  it('is the documentation of the report, and of no other', () => {
    expect(published(id), AGAIN).toEqual(report === null ? {} : documents(paper, report, pictureStyles()));
  });

  it('is its block of the README', () => {
    expect(publishedBlock(id), AGAIN).toBe(readmeBlock(paper, report));
  });

  it('is of a reproduction, not of a trial', () => {
    expect(report?.arms.filter(({ trial }) => trial.length > 0) ?? []).toEqual([]);
  });
});
