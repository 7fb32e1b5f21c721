/** What is published of the bench is what its report says, to the letter. */
import { expect, it } from 'vitest';
import { CASES } from '../../../bench/cases.mjs';
import { describeCase } from '../../../bench/record.mjs';
import { benchPage, pictures, readmeBlock } from '../../../bench/report/pages.mjs';
import { published, REPORT } from '../../../bench/report/publish.mjs';
import { readReport } from '../../../bench/schema.mjs';

const report = readReport(REPORT);

it('shows the report in the documentation and the README', () => {
  expect(published()).toEqual({
    page: benchPage(report),
    pictures: pictures(report),
    readme: readmeBlock(report),
  });
});

it('is a report on the cases as they are', () => {
  expect(report.cases).toEqual(CASES.map(describeCase));
});

it('hides no failure', () => {
  expect(report.results.filter(({ status }) => status === 'failed')).toEqual([]);
});
