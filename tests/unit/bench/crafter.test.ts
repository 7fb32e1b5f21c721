/** The bench of Crafter: that its samples are of the same work, how a case is conducted, and what is published. */
import { describe, expect, it } from 'vitest';
import { CRAFTER_CASES, type CrafterCase } from '../../../bench/crafter/cases.mjs';
import { crafterFigures, measureCrafter } from '../../../bench/crafter/measure.mjs';
import type { CrafterSession } from '../../../bench/host.mjs';
import { CrafterRunner } from '../../../bench/page/crafter-runner.ts';
import type { CrafterSample } from '../../../bench/page/protocol.ts';
import { crafterBarLines } from '../../../bench/report/bars.mjs';
import { crafterFailures, crafterSentence, crafterTable } from '../../../bench/report/crafter.mjs';
import type { CrafterReport, CrafterResult } from '../../../bench/schema.mjs';

function small(id: CrafterCase['id'], size: number): CrafterCase {
  const bench = CRAFTER_CASES.find((one) => one.id === id);
  if (!bench) throw new Error(`There is no case ${id}.`);
  return { ...bench, size };
}

describe('a sample', () => {
  it.each([
    ['crafter-steps', 3, 30],
    ['crafter-episodes', 2, 1000],
    ['crafter-resets', 2, 2],
    ['crafter-snapshot', 2, 200],
    ['crafter-restore', 2, 200],
    ['crafter-fork', 2, 200],
  ] as const)('of %s is of the same work every time', (id, size, least) => {
    const runner = new CrafterRunner(small(id, size));
    const { count, check, milliseconds } = runner.sample();
    expect(count).toBeGreaterThanOrEqual(least);
    expect(check).toBeGreaterThan(0);
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    expect(runner.sample()).toMatchObject({ count, check });
  });
});

const SAMPLE: CrafterSample = { milliseconds: 20, count: 10_000, check: 5 };
const CASE = small('crafter-steps', 1);

function sessions(samples: readonly CrafterSample[]): { open: () => Promise<CrafterSession>; log: string[] } {
  const log: string[] = [];
  const open = async (): Promise<CrafterSession> => {
    let taken = 0;
    return {
      ask: async ({ id }) => {
        log.push(id);
        const sample = samples[taken++];
        if (!sample) throw new Error('It fell over.\n  at some line');
        return sample;
      },
      close: async () => void log.push('close'),
    };
  };
  return { open, log };
}

describe('a case', () => {
  it('is warmed up, then sampled as often as asked', async () => {
    const { open, log } = sessions([900, 900, 900, 20, 40, 30].map((milliseconds) => ({ ...SAMPLE, milliseconds })));
    const { results, failures } = await measureCrafter(open, [CASE], 3, () => {});
    expect(failures).toEqual([]);
    expect(results).toEqual([
      {
        case: 'crafter-steps',
        title: CASE.title,
        unit: 'steps',
        count: 10_000,
        microseconds: { min: 2, median: 3, max: 4, n: 3 },
        perSecond: 333_300,
      },
    ]);
    expect(log).toEqual([...Array(6).fill('crafter-steps'), 'close']);
  });

  it.each([
    ['goes wrong', [SAMPLE], 'It fell over.'],
    ['does not do as much again', [SAMPLE, { ...SAMPLE, count: 9 }, SAMPLE, SAMPLE], 'Two samples of the same games'],
    ['computes something else', [SAMPLE, SAMPLE, SAMPLE, { ...SAMPLE, check: 6 }], 'Two samples of the same games'],
  ])('that %s is a failure, not a figure', async (_, samples, reason) => {
    const { open, log } = sessions(samples);
    const { results, failures } = await measureCrafter(open, [CASE], 1, () => {});
    expect(results).toEqual([]);
    expect(failures).toEqual([{ case: 'crafter-steps', reason: expect.stringContaining(reason) }]);
    expect(log.at(-1)).toBe('close');
  });
});

describe('what is published', () => {
  const result = (id: CrafterCase['id'], count: number): CrafterResult => {
    const { title, unit } = small(id, 1);
    return { case: id, title, unit, ...crafterFigures([{ ...SAMPLE, count }]) };
  };
  const report: CrafterReport = {
    date: '2026-03-01T12:00:00.000Z',
    machine: { cpu: 'Abacus', cores: 2, memory: 8 * 2 ** 30, load: 0.1 },
    host: 'Chromium 1.0',
    results: [result('crafter-steps', 18_050), result('crafter-resets', 10), result('crafter-fork', 4000)],
    failures: [{ case: 'crafter-restore', reason: 'It fell over.' }],
  };

  it('is a table with the reference beside it, and what failed', () => {
    const lines = crafterTable(report).split('\n');
    expect(lines[2]).toMatch(/^\| steps, .* \| +903,000 \| +1\.11 \(1\.11–1\.11\) \| +1 \| +903 \| +1000 \|$/);
    expect(lines[3]).toMatch(/^\| resets +\| +500 \| +2000 \(2000–2000\) \| +1 \| +1\.33 \| +376 \|$/);
    expect(lines[4]).toMatch(/^\| forks of a game +\| +200,000 \| +5 \(5–5\) \| +1 \| +\| +\|$/);
    expect(crafterFailures(report)).toBe('- games restored from snapshots: It fell over.');
    expect(crafterTable({ ...report, results: [] })).toBe('');
  });

  it('is held against what was promised', () => {
    expect(crafterBarLines(report)).toEqual([
      'met: 903,000 (at least 500,000) steps of Crafter per second, each with a symbolic observation',
      'MISSED: 500 (at least 1000) resets of Crafter per second',
      'met: 5 (at most 20) µs per fork of a game of Crafter',
    ]);
  });

  it('is a sentence for the README', () => {
    expect(crafterSentence(report)).toContain('903,000 steps per second');
    expect(crafterSentence(report)).toContain('1000 times');
    expect(crafterSentence({ ...report, results: [] })).toBe('');
  });
});
