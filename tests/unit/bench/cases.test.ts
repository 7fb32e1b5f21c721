/** The cases are possible, are what they are called, and have the sizes that the documentation promises. */
import { describe, expect, it, test } from 'vitest';
import { CASES, SMOKE } from '../../../bench/cases.mjs';
import { ENTRANTS, entrant } from '../../../bench/contestants.mjs';
import { describeCase } from '../../../bench/record.mjs';
import { environmentSpec } from '../../../src/experiments/environments.ts';
import { DEFAULT_PRESET } from '../../../src/experiments/presets/index.ts';
import { checkModelConfig } from '../../../src/model/config.ts';
import { parameterLayout } from '../../../src/model/layout.ts';

test.each([...CASES, SMOKE])('$id fits its network', (bench) => {
  expect(() => checkModelConfig(bench.model)).not.toThrow();
  expect(describeCase(bench).parameters).toBe(parameterLayout(bench.model).size);
  if (bench.batch) expect(bench.batch.tokens).toBeLessThan(bench.model.context);
  if (bench.decode) expect(bench.decode.prompt + bench.decode.length).toBeLessThanOrEqual(bench.model.context);
});

it('has every name once', () => {
  const names = [...CASES.map(({ id }) => id), ...ENTRANTS.map(({ id }) => id)];
  expect(new Set(names).size).toBe(names.length);
});

describe('the default policy', () => {
  it('is the default preset’s network but for the longer rows', () => {
    const { model, environment } = DEFAULT_PRESET.experiment;
    const vocabulary = environmentSpec(environment.id)?.vocabulary(environment.settings).names.length;
    const bench = CASES.find(({ id }) => id === 'default-short');
    expect(bench?.model).toEqual({ ...model, vocabulary, context: model.context + 1 });
  });
});

describe('the lines of growth', () => {
  it('reach from 25 thousand to 25 million parameters', () => {
    const sizes = CASES.filter(({ group }) => group === 'parameters').map((bench) => describeCase(bench).parameters);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(sizes[0]).toBeGreaterThan(22_000);
    expect(sizes[0]).toBeLessThan(28_000);
    expect(sizes.at(-1)).toBeGreaterThan(22e6);
    expect(sizes.at(-1)).toBeLessThan(28e6);
  });

  it('reach from 64 to 16 thousand tokens', () => {
    const line = CASES.filter(({ group }) => group === 'tokens');
    const tokens = line.map(({ batch }) => (batch ? batch.rows * batch.tokens : 0));
    expect(tokens).toEqual([64, 256, 1024, 4096, 16384]);
  });

  it('say in their names what they are', () => {
    for (const bench of CASES.filter(({ group }) => group === 'parameters')) {
      const label = bench.id.replace('parameters-', '');
      const unit = label.endsWith('M') ? 1e6 : 1e3;
      expect(describeCase(bench).parameters / unit / Number.parseFloat(label)).toBeCloseTo(1, 0);
    }
  });
});

it('knows its contestants', () => {
  expect(entrant('jax-wasm').maker).toBe('jax');
  expect(() => entrant('numpy')).toThrow('numpy');
});
