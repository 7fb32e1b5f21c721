import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src/envs/environment.ts';
import { oolong } from '../../../../src/envs/oolong/index.ts';
import { checkSettings, recordsOf, SETTINGS } from '../../../../src/envs/oolong/settings.ts';
import { settingsSuite } from '../../../support/environment-suite.ts';

describe('the table of settings', () => {
  settingsSuite(oolong, { tiers: 0 }, /tiers must be from/);
});

describe('checkSettings', () => {
  it('fills in what is not given', () => {
    const defaults = Object.fromEntries(SETTINGS.map((setting) => [setting.name, setting.default]));
    expect(checkSettings({ tiers: 4 })).toEqual({ ...defaults, tiers: 4 });
  });

  it.each<[Settings, RegExp]>([
    [{ colour: 1 }, /no setting "colour"; its settings are window, tiers/],
    [{ tiers: 9 }, /tiers must be from 1 to 8; got 9/],
    [{ pieces: 2.5 }, /pieces must be a whole number; got 2.5/],
    [{ filtered: -0.1 }, /filtered must be from 0 to 1/],
    [{ maxNumber: Number.NaN }, /maxNumber must be from 2 to 99; got NaN/],
    [{ slice: 16 }, /window \(64\) must be at least 66.*raise it, or lower slice/],
    [{ pieces: 4 }, /window \(64\) must be at least 78/],
    [{ window: 53 }, /window \(53\) must be at least 54/],
  ])('refuses %j', (settings, message) => {
    expect(() => checkSettings(settings)).toThrow(RangeError);
    expect(() => checkSettings(settings)).toThrow(message);
  });

  it('needs less room where less is asked', () => {
    expect(checkSettings({ window: 49, questions: 1 }).window).toBe(49);
    expect(() => checkSettings({ window: 48, questions: 1 })).toThrow(/at least 49/);
    expect(checkSettings({ window: 78, pieces: 4 }).pieces).toBe(4);
  });
});

describe('recordsOf', () => {
  it('measures inputs in windows of three tokens per record', () => {
    const settings = checkSettings({});
    expect([1, 2, 3, 4, 5, 6, 7].map((difficulty) => recordsOf(settings, difficulty))).toEqual([
      11, 21, 43, 85, 171, 341, 683,
    ]);
    expect(recordsOf(checkSettings({ window: 96 }), 4)).toBe(128);
  });
});
