/** The bench of the pool: that its scripts keep all agents alive at once, how a case is conducted, and what is published. */
import { describe, expect, it } from 'vitest';
import type { PoolSession } from '../../../bench/host.mjs';
import { PoolRunner } from '../../../bench/page/pool-runner.ts';
import type { PoolAsk, PoolSample } from '../../../bench/page/protocol.ts';
import { POOL_CASES, POOL_SIZES, type PoolCase } from '../../../bench/pool/cases.mjs';
import { measurePool, poolFigures } from '../../../bench/pool/measure.mjs';
import { poolBarLines } from '../../../bench/report/bars.mjs';
import { poolFailures, poolTable } from '../../../bench/report/pool.mjs';
import type { PoolReport, PoolResult } from '../../../bench/schema.mjs';

/** The case with few trees. */
function small(id: string, trees: number, agents: number): PoolCase {
  const bench = POOL_CASES.find((one) => one.id === id);
  if (!bench) throw new Error(`There is no case ${id}.`);
  return { ...bench, trees, agents };
}

describe('a script', () => {
  it.each([
    ['pool-roots', 20, 1],
    ['pool-tree', 3, 50],
    ['pool-chains', 3, 20],
  ])('of %s lets agents finish only once all are alive', async (id, trees, agents) => {
    const runner = new PoolRunner(small(id, trees, agents), 0);
    const sample = await runner.grow();
    expect(sample).toMatchObject({ agents: trees * agents, alive: trees * agents });
    expect(await runner.grow()).toMatchObject({ turns: sample.turns });
  });

  it('of TextCraft delegates, and every agent finishes', async () => {
    const { agents, turns } = await new PoolRunner(small('pool-textcraft', 3, 0), 0).grow();
    expect(agents).toBeGreaterThan(10);
    expect(turns).toBeGreaterThan(agents);
  });

  it('can be held while the most are alive', async () => {
    let held = 0;
    await new PoolRunner(small('pool-tree', 2, 10), 0).grow({ agents: 20, reached: async () => void held++ });
    expect(held).toBe(1);
  });
});

const SAMPLE: PoolSample = { milliseconds: 20, agents: 10, alive: 10, turns: 1000 };
const CASE = small('pool-roots', 10, 1);

/** A session that gives these samples, one after the other, and says how large its heap is. */
function sessions(samples: readonly PoolSample[]): { open: () => Promise<PoolSession>; log: string[] } {
  const log: string[] = [];
  const open = async (): Promise<PoolSession> => {
    let grown = 0;
    return {
      ask: async (ask: PoolAsk) => {
        log.push(ask.kind === 'open' ? `open ${ask.workers}` : ask.kind);
        if (ask.kind !== 'grow') return ask.kind === 'hold' ? { held: true } : { opened: true };
        const sample = samples[grown++];
        if (!sample) throw new Error('It fell over.\n  at some line');
        return { sample };
      },
      heap: async () => 1_000_000 + grown,
      close: async () => void log.push('close'),
    };
  };
  return { open, log };
}

describe('a case', () => {
  it('is grown as often as asked on every size of pool, and held once at its largest', async () => {
    const { open, log } = sessions([SAMPLE, { ...SAMPLE, milliseconds: 40 }, { ...SAMPLE, milliseconds: 30 }]);
    const { results, failures } = await measurePool(open, [CASE], 3, () => {});
    expect(failures).toEqual([]);
    expect(results.map(({ workers }) => workers)).toEqual(POOL_SIZES);
    expect(results[0]).toMatchObject({
      microsecondsPerTurn: 30,
      milliseconds: { min: 20, median: 30, max: 40, n: 3 },
      heap: { most: 1_000_003, after: [1_000_001, 1_000_002, 1_000_003] },
    });
    expect(log.slice(0, 6)).toEqual(['open 0', 'grow', 'grow', 'grow', 'hold', 'close']);
  });

  it.each([
    ['goes wrong', [SAMPLE], 'It fell over.'],
    ['is not the same twice', [SAMPLE, { ...SAMPLE, turns: 999 }], 'Two rollouts of the same trees differ.'],
    ['never has all agents alive', Array(2).fill({ ...SAMPLE, alive: 9 }), 'Only 9 agents were alive'],
  ])('that %s is a failure, not a figure', async (_, samples, reason) => {
    const { open, log } = sessions(samples);
    const { results, failures } = await measurePool(open, [CASE], 2, () => {});
    expect(results).toEqual([]);
    expect(failures[0]).toMatchObject({ case: CASE.id, workers: 0, reason: expect.stringContaining(reason) });
    expect(log.filter((entry) => entry === 'close')).toHaveLength(POOL_SIZES.length);
  });
});

describe('what is published', () => {
  const result: PoolResult = {
    case: 'pool-tree',
    title: 'a tree',
    workers: 2,
    agents: 10_000,
    alive: 10_000,
    turns: 1000,
    ...poolFigures([SAMPLE]),
    heap: { most: 5_000_000, after: [900_000, 2_000_000, 2_100_000] },
  };
  const report: PoolReport = {
    date: '2026-03-01T12:00:00.000Z',
    machine: { cpu: 'Abacus', cores: 2, memory: 8 * 2 ** 30, load: 0.1 },
    host: 'Chromium 1.0',
    results: [result],
    failures: [{ case: 'pool-roots', workers: 1, reason: 'It fell over.' }],
  };

  it('is a table per case, and what failed', () => {
    const table = poolTable(report);
    expect(table.match(/^\*\*/gm)).toHaveLength(1);
    expect(table).toMatch(
      /2 workers +\| +20 \| +20 \(20–20\) \| +1 \| +50,000 \| +500 \| +10,000 \| +10,000 \| +5 \| +2, 2\.1 \|/,
    );
    expect(poolFailures(report)).toBe('- 10,000 single agents, agents on 1 worker: It fell over.');
  });

  it('is held against what was promised', () => {
    expect(poolBarLines(report)).toEqual([
      'met: 10,000 (at least 10,000) agents alive at the same time',
      'met: 20 (at most 50) µs per turn of an agent on workers, without the engine',
      'met: 1.05 (at most 1.1) × the heap of the second rollout after the last one',
    ]);
    const worse = { ...result, alive: 9999, microsecondsPerTurn: 51, heap: { most: 9, after: [1, 1, 2] } };
    expect(poolBarLines({ ...report, results: [result, worse] }).map((line) => line.split(':')[0])).toEqual([
      'MISSED',
      'MISSED',
      'MISSED',
    ]);
  });
});
