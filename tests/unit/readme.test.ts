/** The README's figures are those of the report, to the letter. */
import { expect, it } from 'vitest';
import { learningTable, readReport, tableInReadme } from '../../scripts/learning-report.mjs';

it('shows the table that the learning report makes', () => {
  expect(tableInReadme()).toBe(learningTable(readReport()));
});

it('reports every bar, and that it was met', () => {
  const { bars, runs } = readReport();
  expect(bars.length).toBeGreaterThan(0);
  expect(bars.filter((bar) => !bar.startsWith('met'))).toEqual([]);
  expect(new Set(runs.map((run) => run.seed)).size).toBeGreaterThanOrEqual(3);
});
