import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../src/envs/environment.ts';
import { checkedAgainst } from '../../../src/envs/settings.ts';

const TABLE = [
  { name: 'size', label: 'Size', help: '', min: 1, max: 9, step: 1, default: 4 },
  { name: 'share', label: 'Share', help: '', min: 0, max: 1, step: 0.05, default: 0.5 },
] as const;
const check = (settings: Settings) => checkedAgainst('Somewhere', TABLE, settings);

describe('checkedAgainst', () => {
  it('fills in what is missing, and keeps what is given', () => {
    expect(check({})).toEqual({ size: 4, share: 0.5 });
    expect(check(Object.freeze({ share: 0.33 }))).toEqual({ size: 4, share: 0.33 });
    expect(check({ size: 9, share: 0 })).toEqual({ size: 9, share: 0 });
  });

  it.each<[Settings, string]>([
    [{ colour: 1 }, 'Somewhere has no setting "colour"; its settings are size, share.'],
    [{ size: 0 }, "Somewhere's setting size must be from 1 to 9; got 0."],
    [{ size: 10 }, "Somewhere's setting size must be from 1 to 9; got 10."],
    [{ size: Number.NaN }, "Somewhere's setting size must be from 1 to 9; got NaN."],
    [{ size: 2.5 }, "Somewhere's setting size must be a whole number; got 2.5."],
    [{ share: 1.01 }, "Somewhere's setting share must be from 0 to 1; got 1.01."],
  ])('refuses %j', (settings, message) => {
    expect(() => check(settings)).toThrow(new RangeError(message));
  });
});
