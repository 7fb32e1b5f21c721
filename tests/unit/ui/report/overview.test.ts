import { describe, expect, it } from 'vitest';
import type { Bar } from '../../../../src/experiments/reproduction/report.ts';
import type { Section } from '../../../../src/experiments/reproduction/section.ts';
import { parseRunHash } from '../../../../src/experiments/url.ts';
import { unbroken } from '../../../../src/ui/figures/unbroken.ts';
import { armAddress } from '../../../../src/ui/report/arm-address.ts';
import { barOutcome, barTally, effort, facts, tally } from '../../../../src/ui/report/overview.ts';
import { sampleReport } from '../../../support/sample-report.ts';

const report = sampleReport(['small-recursive', 'small-single']);
const [recursive] = report.arms;

function claims(...verdicts: Section['verdict'][]): Section[] {
  return verdicts.map((verdict, i) => ({
    id: `claim-${i}`,
    title: '',
    claim: '',
    finding: '',
    verdict,
    figures: [],
    tables: [],
    notes: [],
  }));
}

it.each([
  [
    claims('reproduced', 'reproduced', 'partly', 'not reproduced'),
    'Of 4 claims, 2 are reproduced, 1 is reproduced in part and 1 is not reproduced.',
  ],
  [claims('reproduced'), 'Of 1 claim, 1 is reproduced.'],
  [claims('not reproduced', 'not reproduced'), 'Of 2 claims, 2 are not reproduced.'],
  [[], 'None of the claims has been measured yet.'],
])('counts claims by verdict', (sections, words) => {
  expect(tally(sections)).toBe(words);
});

describe('bars', () => {
  const bar = (change: Partial<Bar>): Bar => ({
    id: 'a',
    text: 'A bar',
    unit: 'share',
    value: 0.946,
    met: false,
    ...change,
  });

  it.each([
    [bar({}), 'missed', '94.6 %'],
    [bar({ value: 0.99, met: true }), 'met', '99 %'],
    [bar({ unit: 'points', value: 0.17, met: true }), 'met', '+17 points'],
    [bar({ unit: 'minutes', value: 1.34, met: true }), 'met', '1.3 min'],
    [bar({ unit: 'achievements', value: 20.64, met: false }), 'missed', '21 of 22'],
    [bar({ value: null, met: null }), 'not measured', ''],
  ])('%j', (one, verdict, found) => {
    expect(barOutcome(one)).toEqual({ verdict, found });
  });

  it('are counted', () => {
    const bars = [bar({ met: true }), bar({}), bar({ value: null, met: null })];
    expect(barTally({ ...report, bars })).toBe('Of 3 bars set beforehand, 1 is met and 1 was not measured.');
    expect(barTally({ ...report, bars: [bar({}), bar({})] })).toBe('Of 2 bars set beforehand, 0 are met.');
  });
});

it('says where the figures come from, on the day in Greenwich', () => {
  expect(Object.fromEntries(facts(report))).toMatchObject({
    Measured: '4 May 2026',
    Seeds: '1, 2, 3, 4, 5',
    Machine: 'Sample CPU, 2 cores',
    Engine: 'WebAssembly, 2 threads',
    Runs: '10, of 2 experiments',
    Evaluation: '4 min in all',
  });
});

it('says so when runs shared the machine', () => {
  const [arm] = report.arms;
  const shared = { ...report, arms: [{ ...arm!, runs: arm!.runs.map((run, i) => ({ ...run, jobs: i + 1 })) }] };
  expect(Object.fromEntries(facts(shared))['At once']).toMatch(/^up to 5 runs/);
  expect(facts(report).map(([name]) => name)).not.toContain('At once');
});

it('says what a seed took', () => {
  expect(effort(recursive!)).toMatch(/^220 updates, 1,500,000 tokens, 1\.\d min$/);
});

describe('the address of an arm', () => {
  it('is its experiment, with its first seed', () => {
    const hash = armAddress({ ...recursive!, differences: ['training.lambda=0.4'], trial: ['training.updates=7'] });
    const { address, problems } = parseRunHash(hash ?? '');
    expect(problems).toEqual([]);
    expect(address.preset.id).toBe('rao-textcraft');
    expect(address.experiment).toMatchObject({
      seed: 1,
      name: recursive!.title,
      training: { lambda: 0.4, updates: 7 },
    });
  });

  it('is none when the app no longer has its preset or one of its settings', () => {
    expect(armAddress({ ...recursive!, preset: 'gone' })).toBeNull();
    expect(armAddress({ ...recursive!, differences: ['training.gone=1'] })).toBeNull();
    expect(armAddress({ ...recursive!, differences: ['training.lambda=many'] })).toBeNull();
  });
});

it('keeps numbers and their units together', () => {
  expect(unbroken('keeps 90 % (88 to 92) in 5 s, +16 points')).toBe(
    'keeps 90\u00a0% (88 to 92) in 5\u00a0s, +16\u00a0points',
  );
  expect(unbroken('5 seeds and 3 sections')).toBe('5 seeds and 3 sections');
});
