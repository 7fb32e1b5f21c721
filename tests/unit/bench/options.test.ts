/** What `npm run bench` accepts, and how it answers mistakes. */
import { describe, expect, it } from 'vitest';
import { CASES } from '../../../bench/cases.mjs';
import { CRAFTER_CASES } from '../../../bench/crafter/cases.mjs';
import { HELP, readOptions } from '../../../bench/options.mjs';
import { POOL_CASES } from '../../../bench/pool/cases.mjs';
import { UsageError } from '../../../cli/options.mjs';

describe('readOptions', () => {
  it('measures everything for publication unless told otherwise', () => {
    const options = readOptions([]);
    expect(options.cases).toEqual(CASES);
    expect(options.pool).toEqual(POOL_CASES);
    expect(options.crafter).toEqual(CRAFTER_CASES);
    expect(options).toMatchObject({
      entrants: null,
      publishes: 'all',
      gpu: false,
      node: false,
      out: null,
      help: false,
    });
    expect(options.settings.rounds).toBe(5);
  });

  it('publishes nothing that was only partly measured', () => {
    const parts = [['--only', 'bench'], ['--contestants', 'wasm'], ['--quick'], ['--out', 'x.json']];
    for (const args of parts) expect(readOptions(args).publishes).toBeNull();
  });

  it('measures and publishes the pool of agents by itself', () => {
    expect(readOptions(['--only', 'pool'])).toMatchObject({ cases: [], pool: POOL_CASES, publishes: 'pool' });
    expect(readOptions(['--only', 'pool', '--quick'])).toMatchObject({
      pool: POOL_CASES,
      publishes: null,
      rollouts: 2,
    });
    const { pool, cases, publishes } = readOptions(['--only', 'pool-chains,bench']);
    expect([pool.map(({ id }) => id), cases.map(({ id }) => id), publishes]).toEqual([
      ['pool-chains'],
      ['bench'],
      null,
    ]);
  });

  it('measures and publishes Crafter by itself', () => {
    expect(readOptions(['--only', 'crafter'])).toMatchObject({
      cases: [],
      pool: [],
      crafter: CRAFTER_CASES,
      samples: 30,
      publishes: 'crafter',
    });
    expect(readOptions(['--only', 'crafter', '--quick'])).toMatchObject({ samples: 3, publishes: null });
    const { crafter, publishes } = readOptions(['--only', 'crafter-fork']);
    expect([crafter.map(({ id }) => id), publishes]).toEqual([['crafter-fork'], null]);
    expect(readOptions(['--only', 'pool,crafter'])).toMatchObject({ pool: POOL_CASES, crafter: CRAFTER_CASES });
  });

  it('leaves the pool and Crafter out where there are no workers, or where contestants are named', () => {
    for (const args of [['--node'], ['--contestants', 'wasm']]) {
      expect(readOptions(args)).toMatchObject({ pool: [], crafter: [] });
    }
  });

  it('finds cases and contestants by name, in the order given', () => {
    const { cases, entrants } = readOptions(['--only', 'tokens-64, bench', '--contestants=tfjs-wasm,wasm']);
    expect(cases.map(({ id }) => id)).toEqual(['tokens-64', 'bench']);
    expect(entrants?.map(({ id }) => id)).toEqual(['tfjs-wasm', 'wasm']);
  });

  it('is short when quick, and lets a number win', () => {
    expect(readOptions(['--quick']).settings).toMatchObject({ rounds: 1, budget: 1 });
    expect(readOptions(['--quick', '--rounds', '3', '--budget', '0.5']).settings).toMatchObject({
      rounds: 3,
      budget: 0.5,
    });
  });

  it.each([
    [['--only', 'nothing'], 'parameters-25M'],
    [['--contestants', 'torch'], 'jax-wasm'],
    [['--rounds', '0'], '--rounds'],
    [['--rounds', '1.5'], '--rounds'],
    [['--budget', 'much'], '--budget'],
    [['--fast'], '--help'],
    [['--gpu', '--node'], '--gpu'],
    [['--node', '--only', 'pool'], '--node'],
    [['--node', '--only', 'crafter-resets'], '--node'],
  ])('answers %j in words', (args, words) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(words);
  });
});

it('tells of every case and every option', () => {
  for (const { id } of [...CASES, ...POOL_CASES, ...CRAFTER_CASES]) expect(HELP).toContain(id);
  for (const line of HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});
