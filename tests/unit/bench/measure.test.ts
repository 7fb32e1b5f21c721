/** How a case is conducted, on a host that is made up: turns, who sits out, who is thrown out. */
import { describe, expect, it } from 'vitest';
import { SMOKE } from '../../../bench/cases.mjs';
import { entrant } from '../../../bench/contestants.mjs';
import type { Host } from '../../../bench/host.mjs';
import { within } from '../../../bench/host.mjs';
import { decodeFigures, disagreement, figures, measureCase, Speeds } from '../../../bench/measure.mjs';
import type { Answer, Ask, Sample, Started } from '../../../bench/page/protocol.ts';

const STARTED: Started = {
  description: 'made up',
  parameters: 2000,
  firstStep: 30,
  losses: [2.5, 2.4, 2.3],
  estimate: 10,
  greedy: [[1, 2, 3]],
};

const sample = (milliseconds: number, script: number | null = null): Sample => ({
  milliseconds,
  script,
  dispatches: 0,
  submits: 0,
  readBacks: 0,
});

type Reply = (ask: Ask) => Answer;

const reply =
  (started: Partial<Started> = {}): Reply =>
  (ask) => {
    if (ask.kind === 'start') return { value: { ...STARTED, ...started } };
    if (ask.kind === 'train') return { value: [sample(10), sample(12)] };
    if (ask.kind === 'decode') return { value: { first: sample(1), all: sample(5) } };
    return { value: { device: null, wasm: 65536 } };
  };

/** A host that answers as told and writes down who was asked what. */
function hostOf(replies: Readonly<Record<string, Reply>>): { host: Host; log: string[] } {
  const log: string[] = [];
  const host: Host = {
    name: 'Nowhere 1.0',
    adapter: null,
    unable: ({ device }) => (device === 'gpu' ? 'No graphics here.' : null),
    open: async (name) => ({
      ask: async (ask) => {
        log.push(`${name} ${ask.kind}`);
        return replies[name]?.(ask) ?? { error: 'unknown' };
      },
      close: async () => {
        log.push(`${name} close`);
      },
    }),
    openPool: null,
    openCrafter: null,
    close: async () => {},
  };
  return { host, log };
}

const SETTINGS = { rounds: 2, milliseconds: 20, budget: 3 };
const measure = (host: Host, names: readonly string[], speeds = new Speeds()) =>
  measureCase(host, SMOKE, names.map(entrant), SETTINGS, speeds, () => {});

describe('measureCase', () => {
  it('lets all take turns, there and back, and closes every thread', async () => {
    const { host, log } = hostOf({ wasm: reply(), 'tfjs-wasm': reply() });
    const results = await measure(host, ['wasm', 'tfjs-wasm']);
    expect(log.filter((line) => line.endsWith('train'))).toEqual([
      'wasm train',
      'tfjs-wasm train',
      'tfjs-wasm train',
      'wasm train',
    ]);
    expect(log.filter((line) => line.endsWith('close'))).toHaveLength(2);
    expect(results[0]).toMatchObject({
      case: 'smoke',
      contestant: 'wasm',
      status: 'measured',
      train: { milliseconds: { min: 10, median: 11, max: 12, n: 4 }, script: null },
      decode: { milliseconds: { n: 2 } },
      memory: { wasm: 65536 },
    });
  });

  it('gives the reason of whoever cannot run, and does not start it', async () => {
    const { host, log } = hostOf({ wasm: reply() });
    const results = await measure(host, ['webgpu', 'wasm']);
    expect(results[0]).toEqual({ case: 'smoke', contestant: 'webgpu', status: 'skipped', reason: 'No graphics here.' });
    expect(log.some((line) => line.startsWith('webgpu'))).toBe(false);
    expect(results[1]?.status).toBe('measured');
  });

  it('does not start whoever would take too long, judging by an earlier case', async () => {
    const { host, log } = hostOf({ wasm: reply() });
    const speeds = new Speeds();
    speeds.add('wasm', { ...SMOKE, title: 'Tiny', batch: { rows: 1, tokens: 1 } }, 1000);
    const [result] = await measure(host, ['wasm'], speeds);
    expect(result).toMatchObject({ status: 'skipped' });
    expect(result && 'reason' in result ? result.reason : '').toMatch(
      /about \d+ s, judging by "Tiny"; the budget is 3 s/,
    );
    expect(log).toEqual([]);
  });

  it('throws out whoever computes something else', async () => {
    const { host, log } = hostOf({ wasm: reply(), 'jax-wasm': reply({ losses: [2.6, 2.4, 2.3] }) });
    const results = await measure(host, ['wasm', 'jax-wasm']);
    expect(results[1]).toMatchObject({ status: 'failed' });
    expect(log).toContain('jax-wasm close');
    expect(log).not.toContain('jax-wasm train');
  });

  it('goes on without whoever breaks down on the way', async () => {
    const broken: Reply = (ask) => (ask.kind === 'train' ? { error: 'out of memory' } : reply()(ask));
    const { host } = hostOf({ wasm: broken, 'tfjs-wasm': reply() });
    const results = await measure(host, ['wasm', 'tfjs-wasm']);
    expect(results[0]).toEqual({ case: 'smoke', contestant: 'wasm', status: 'failed', reason: 'out of memory' });
    expect(results[1]?.status).toBe('measured');
  });

  it('tells having nothing to measure from failing', async () => {
    const { host } = hostOf({ wasm: () => ({ error: 'no relaxed SIMD', unable: true }) });
    expect(await measure(host, ['wasm'])).toMatchObject([{ status: 'skipped', reason: 'no relaxed SIMD' }]);
  });
});

describe('disagreement', () => {
  it('is none with oneself, and none for the first', () => {
    expect(disagreement(STARTED, STARTED)).toBeNull();
    expect(disagreement(null, STARTED)).toBeNull();
  });

  it('allows rounding, and drift in later steps', () => {
    expect(disagreement(STARTED, { ...STARTED, losses: [2.5005, 2.41, 2.31] })).toBeNull();
  });

  it.each([
    ['a first loss', { losses: [2.502, 2.4, 2.3] }],
    ['a later loss', { losses: [2.5, 2.4, 2.5] }],
    ['no number', { losses: [Number.NaN, 2.4, 2.3] }],
    ['other tokens', { greedy: [[1, 2, 4]] }],
    ['fewer tokens', { greedy: [[1, 2]] }],
  ])('sees %s', (_, flaw) => {
    expect(disagreement(STARTED, { ...STARTED, ...flaw })).toMatch(/something else|not finite/);
  });
});

describe('figures', () => {
  it('makes rates of the median', () => {
    const { gflops, tokensPerSecond, script } = figures([sample(10, 1), sample(20, 2), sample(50, 4)], 4e9, 100);
    expect(gflops).toBe(200);
    expect(tokensPerSecond).toBe(5000);
    expect(script).toMatchObject({ min: 1, median: 2, max: 4 });
  });

  it('survives a clock that did not move', () => {
    expect(figures([sample(0)], 1e6, 10).tokensPerSecond).toBe(200_000);
  });
});

describe('decodeFigures', () => {
  it('tells one token step from the reading of the prompts', () => {
    const first = { ...sample(10, 2), dispatches: 40, submits: 1, readBacks: 1 };
    const all = { ...sample(70, 3), dispatches: 100, submits: 3, readBacks: 3 };
    const { step, milliseconds, dispatches } = decodeFigures([{ first, all }], SMOKE.model, {
      sequences: 8,
      prompt: 4,
      length: 4,
    });
    expect(step).toEqual({ milliseconds: 20, script: 0.3333, dispatches: 20, submits: 0.6667 });
    expect(milliseconds.median).toBe(70);
    expect(dispatches).toBe(100);
  });
});

describe('within', () => {
  it('waits for an answer, and not for ever', async () => {
    expect(await within(Promise.resolve(1), 1000)).toBe(1);
    await expect(within(new Promise(() => {}), 5)).rejects.toThrow('0.005 s');
    await expect(within(Promise.reject(new Error('gone')), 1000)).rejects.toThrow('gone');
  });
});
