import { describe, expect, it } from 'vitest';
import { deepdive } from '../../../../src/envs/deepdive/index.ts';
import { checkSettings, SETTINGS } from '../../../../src/envs/deepdive/settings.ts';
import type { Settings } from '../../../../src/envs/environment.ts';
import { settingsSuite } from '../../../support/environment-suite.ts';

describe('the table of settings', () => {
  settingsSuite(deepdive, { hops: 0 }, /hops must be from/);
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
});
