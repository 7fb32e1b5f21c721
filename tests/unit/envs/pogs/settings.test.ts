import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src/envs/environment.ts';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import { checkSettings, SETTINGS } from '../../../../src/envs/pogs/settings.ts';
import { key } from '../../../../src/random/index.ts';

it('has defaults in range and a help text for each setting', () => {
  for (const setting of SETTINGS) {
    expect(setting.default).toBeGreaterThanOrEqual(setting.min);
    expect(setting.default).toBeLessThanOrEqual(setting.max);
    expect(setting.help.length).toBeGreaterThan(20);
  }
  expect(checkSettings({})).toEqual({ nodes: 20, hops: 2, steps: 30 });
});

it.each<[Settings, RegExp]>([
  [{ branching: 1 }, /no setting "branching"; its settings are nodes, hops, steps/],
  [{ nodes: 41 }, /nodes must be from 5 to 40; got 41/],
  [{ hops: 0 }, /hops must be from 1 to 5; got 0/],
  [{ steps: 7.5 }, /steps must be a whole number/],
])('refuses %j', (settings, message) => {
  expect(() => checkSettings(settings)).toThrow(RangeError);
  expect(() => checkSettings(settings)).toThrow(message);
});

it('guards every function of the environment that takes settings', () => {
  const bad = { nodes: 3 };
  const options = { style: 0, noise: 0, interval: [2, 12] as const };
  for (const call of [
    () => pogs.vocabulary(bad),
    () => pogs.words(bad),
    () => pogs.difficulties(bad),
    () => pogs.bands(bad),
    () => pogs.generate(key(0), 1, bad),
    () => pogs.player(key(0), options, bad),
    () => pogs.readPlan('3', bad),
    () => pogs.wordPlan([], bad),
    () => pogs.randomPlan(key(0), bad),
  ]) {
    expect(call).toThrow(/nodes must be from/);
  }
});

describe('difficulties', () => {
  it.each([
    [{}, [0, 1, 2, 3]],
    [{ nodes: 5 }, [0]],
    [{ nodes: 8 }, [0, 1]],
    [{ hops: 5, nodes: 40 }, [0, 1, 2]],
    [{ steps: 10 }, [0, 1, 2]],
    [{ hops: 1, nodes: 7 }, [0, 1, 2, 3]],
  ])('leaves for %j those that can be made', (settings, expected) => {
    expect(pogs.difficulties(settings)).toEqual(expected);
    const bands = pogs.bands(settings);
    expect(bands.map(({ low, high }) => [low, high])).toEqual(expected.map((difficulty) => [difficulty, difficulty]));
    expect(bands.map(({ name }) => name)).toEqual(['easy', 'medium', 'hard', 'extreme'].slice(0, expected.length));
  });
});
