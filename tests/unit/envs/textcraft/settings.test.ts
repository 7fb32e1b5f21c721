import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src/envs/environment.ts';
import { textcraft } from '../../../../src/envs/textcraft/index.ts';
import { checkSettings, SCALES } from '../../../../src/envs/textcraft/settings.ts';
import { settingsSuite } from '../../../support/environment-suite.ts';

describe('the table of settings', () => {
  settingsSuite(textcraft, { tiers: 0 }, /tiers must be from/);

  it('has valid bundles; tiny is the default', () => {
    for (const bundle of Object.values(SCALES)) expect(checkSettings(bundle)).toEqual(bundle);
    expect(checkSettings({})).toEqual(SCALES.tiny);
  });
});

describe('checkSettings', () => {
  it('fills in what is not given', () => {
    expect(checkSettings({ tiers: 4 })).toEqual({ ...SCALES.tiny, tiers: 4 });
  });

  it.each<[Settings, RegExp]>([
    [{ colour: 1 }, /no setting "colour"; its settings are scale, book, bookSeed, domains/],
    [{ tiers: 1 }, /tiers must be from 2 to 13; got 1/],
    [{ tiers: 14 }, /tiers must be from 2 to 13; got 14/],
    [{ tiers: 2.5 }, /tiers must be a whole number; got 2.5/],
    [{ buffer: -0.1 }, /buffer must be from 0 to 0.5/],
    [{ maxNumber: Number.NaN }, /maxNumber must be from 2 to 200; got NaN/],
    [{ itemsPerTier: Number.POSITIVE_INFINITY }, /itemsPerTier must be from 1 to 30/],
    [{ maxNumber: 2, maxCount: 3 }, /maxNumber \(2\) must be at least 3.*raise it, or lower maxCount/],
    [{ maxNumber: 3, maxResult: 4 }, /maxNumber \(3\) must be at least 4/],
    [{ ...SCALES.paper, maxNumber: 3 }, /maxNumber \(3\) must be at least 4/],
    [{ ...SCALES.paper, tiers: 2 }, /tiers must be at least 3 under the paper's rules.*got 2/],
    [{ book: 1, itemsPerTier: 1 }, /at least two items on every tier.*Raise itemsPerTier or domains/],
    [{ ...SCALES.paper, domains: 1, itemsPerTier: 5 }, /at least two items on every tier/],
    [{ bookSeed: -1 }, /bookSeed must be from 0 to 9999/],
  ])('refuses %j', (settings, message) => {
    expect(() => checkSettings(settings)).toThrow(RangeError);
    expect(() => checkSettings(settings)).toThrow(message);
  });
});
