import { describe, expect, it } from 'vitest';
import { studentInterval } from '../../../../src/rl/intervals.ts';
import { type MeasuredMoment, summarizeAdvantage } from '../../../../src/rl/planning/advantage-summary.ts';

const FORKS = { rollouts: 8, steps: 32 };

const moment = (advantage: number, age: number, planned = false): MeasuredMoment => ({ advantage, age, planned });

describe('summarizeAdvantage', () => {
  it('has a mean with its interval, and the share of moments at which a plan pays', () => {
    const values = [0.5, -0.25, 0, 1];
    const summary = summarizeAdvantage(
      values.map((value) => moment(value, 1)),
      FORKS,
    );
    const [low, high] = studentInterval(values);
    expect(summary).toMatchObject({ ...FORKS, moments: 4, mean: 0.3125, low, high, positive: 0.5 });
  });

  it('tells plans of different ages apart, twice as widely each time, and leaves out ages that there were not', () => {
    const ages = [1, 1, 3, 4, 5, 8, 40];
    const { byAge } = summarizeAdvantage(
      ages.map((age) => moment(age, age)),
      FORKS,
    );
    expect(byAge.map(({ from, to, moments, mean }) => [from, to, moments, mean])).toEqual([
      [1, 1, 2, 1],
      [3, 4, 2, 3.5],
      [5, 8, 2, 6.5],
      [33, 64, 1, 40],
    ]);
    expect(byAge.at(-1)).toMatchObject({ low: Number.NaN, high: Number.NaN });
  });

  it('tells where the agent planned from where it did not', () => {
    const { decided } = summarizeAdvantage([moment(1, 1, true), moment(3, 1, true), moment(-1, 1)], FORKS);
    expect(decided.planned).toMatchObject({ moments: 2, mean: 2 });
    expect(decided.kept).toMatchObject({ moments: 1, mean: -1 });
    expect(summarizeAdvantage([moment(1, 1)], FORKS).decided.planned).toBeNull();
  });

  it('says nothing where there was nothing to measure', () => {
    expect(summarizeAdvantage([], FORKS)).toEqual({
      ...FORKS,
      moments: 0,
      mean: Number.NaN,
      low: Number.NaN,
      high: Number.NaN,
      positive: Number.NaN,
      byAge: [],
      decided: { planned: null, kept: null },
    });
  });
});
