import { describe, expect, it } from 'vitest';
import { deepdive } from '../../../../src/envs/deepdive/index.ts';
import { checkSettings, SETTINGS } from '../../../../src/envs/deepdive/settings.ts';
import type { Settings } from '../../../../src/envs/environment.ts';
import { key } from '../../../../src/random/index.ts';

describe('the table of settings', () => {
  it('has defaults in range, unique names and a help text each', () => {
    expect(new Set(SETTINGS.map(({ name }) => name)).size).toBe(SETTINGS.length);
    for (const setting of SETTINGS) {
      expect(setting.default).toBeGreaterThanOrEqual(setting.min);
      expect(setting.default).toBeLessThanOrEqual(setting.max);
      expect(setting.help.length).toBeGreaterThan(20);
    }
  });
});

describe('checkSettings', () => {
  it('fills in what is not given', () => {
    const defaults = Object.fromEntries(SETTINGS.map((setting) => [setting.name, setting.default]));
    expect(checkSettings({ hops: 4 })).toEqual({ ...defaults, hops: 4 });
  });

  it.each<[Settings, RegExp]>([
    [{ colour: 1 }, /no setting "colour"; its settings are hops, entities/],
    [{ hops: 11 }, /hops must be from 1 to 10; got 11/],
    [{ facts: 1.5 }, /facts must be a whole number; got 1.5/],
    [{ entities: Number.NaN }, /entities must be from 12 to 64; got NaN/],
    [{ relations: 7 }, /relations \(7\) must be at least hops \(8\)/],
    [{ entities: 29 }, /attributes \(8\) gives 28 descriptions for 29 entities/],
    [{ facts: 1 }, /entities \(24\) must be at least 28 for 8 hops; raise it or facts/],
  ])('refuses %j', (settings, message) => {
    expect(() => checkSettings(settings)).toThrow(RangeError);
    expect(() => checkSettings(settings)).toThrow(message);
  });

  it('guards every function of the environment that takes settings', () => {
    const bad = { hops: 0 };
    const message = /hops must be from/;
    expect(() => deepdive.vocabulary(bad)).toThrow(message);
    expect(() => deepdive.difficulties(bad)).toThrow(message);
    expect(() => deepdive.generate(key(0), 1, bad)).toThrow(message);
    expect(() => deepdive.expert('flat', [], bad)).toThrow(message);
    expect(() => deepdive.randomTurn(key(0), [], bad)).toThrow(message);
  });
});
