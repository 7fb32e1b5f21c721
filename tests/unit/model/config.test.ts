import { describe, expect, it } from 'vitest';
import { checkModelConfig } from '../../../src/model/config.ts';
import { TINY } from '../../support/engine-fixtures.ts';

describe('checkModelConfig', () => {
  it('accepts what can be built', () => {
    expect(() => checkModelConfig(TINY)).not.toThrow();
    expect(() => checkModelConfig({ ...TINY, heads: 1, hidden: 1, layers: 1 })).not.toThrow();
  });

  it.each([
    ['vocabulary', 0],
    ['context', 1.5],
    ['width', Number.NaN],
    ['layers', -1],
    ['hidden', Number.POSITIVE_INFINITY],
  ])('names model.%s when it is %d', (field, value) => {
    expect(() => checkModelConfig({ ...TINY, [field]: value })).toThrow(`model.${field} must be a whole number`);
  });

  it('wants heads of an even whole size', () => {
    for (const heads of [3, 8]) expect(() => checkModelConfig({ ...TINY, heads })).toThrow(/even whole number/);
  });
});
