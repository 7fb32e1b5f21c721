/** What holds for every paper: arms that can run and be measured, and reports that are read strictly. */
import { describe, expect, it } from 'vitest';
import { armExperiment } from '../../../../src/experiments/reproduction/arm.ts';
import { PAPER_IDS } from '../../../../src/experiments/reproduction/paper.ts';
import { findPaper, PAPERS } from '../../../../src/experiments/reproduction/papers.ts';

const CIRCUMSTANCES = { date: '2026-03-04T05:06:07.000Z', machine: { cpu: 'CPU', cores: 2 }, seeds: [1], trial: [] };

it('are found by their ids, each of which there is once', () => {
  for (const paper of PAPERS) expect(findPaper(paper.id)).toBe(paper);
  expect(new Set(PAPERS.map(({ id }) => id)).size).toBe(PAPERS.length);
  expect(PAPER_IDS).toEqual(expect.arrayContaining(PAPERS.map(({ id }) => id)));
  expect(findPaper('none')).toBeUndefined();
});

describe.each(PAPERS.map((paper) => [paper.id, paper] as const))('%s', (id, paper) => {
  it('has every arm and every measurement of an arm once', () => {
    expect(new Set(paper.arms.map((arm) => arm.id)).size).toBe(paper.arms.length);
    for (const { id: arm, measurements } of paper.arms) {
      expect(measurements.length, arm).toBeGreaterThan(0);
      expect(new Set(measurements.map((one) => one.id)).size, arm).toBe(measurements.length);
    }
  });

  it('has ids that can be file names', () => {
    const ids = paper.arms.flatMap((arm) => [arm.id, ...arm.measurements.map((one) => one.id)]);
    for (const one of ids) expect(one).toMatch(/^[a-z0-9-]+$/);
  });

  it('takes the rate of a measurement from an earlier one', () => {
    for (const { id: arm, measurements } of paper.arms) {
      for (const [i, { rateOf }] of measurements.entries()) {
        if (rateOf !== undefined)
          expect(
            measurements.slice(0, i).map((one) => one.id),
            arm,
          ).toContain(rateOf);
      }
    }
  });

  it('has seeds in ascending order, of which an arm takes some', () => {
    expect([...paper.seeds].sort((a, b) => a - b)).toEqual(paper.seeds);
    for (const { id: arm, seeds = paper.seeds } of paper.arms) {
      expect(seeds.length, arm).toBeGreaterThan(0);
      expect(paper.seeds, arm).toEqual(expect.arrayContaining([...seeds]));
    }
  });

  it('has arms that are experiments of its method', () => {
    for (const arm of paper.arms) expect(armExperiment(arm, 1).method).toBe(id);
  });

  it('says what is not measured when nothing has been run', () => {
    const report = paper.collect(CIRCUMSTANCES, []);
    expect(paper.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(paper.sections(report)).toEqual([]);
    expect(paper.claimsNotRun(report).length).toBeGreaterThan(0);
    expect(report.bars.length).toBeGreaterThan(0);
    expect(report.bars.every(({ value, met }) => value === null && met === null)).toBe(true);
  });

  it("refuses another paper's report in words that say what to do", () => {
    const report = { ...paper.collect(CIRCUMSTANCES, []), paper: 'none' };
    expect(() => paper.parse(report)).toThrow(/at "paper"/);
    expect(() => paper.parse(report)).toThrow(`npm run reproduce -- ${id}`);
  });
});
