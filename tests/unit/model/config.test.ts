import { describe, expect, it } from 'vitest';
import { checkModelConfig, type LoraConfig, type ModelConfig, type Projection } from '../../../src/model/config.ts';
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

  it('names what is wrong with adapters', () => {
    const adapted = (changes: Partial<LoraConfig>): ModelConfig => ({
      ...TINY,
      lora: { rank: 2, alpha: 4, targets: ['q_proj', 'down_proj'], ...changes },
    });
    expect(() => checkModelConfig(adapted({}))).not.toThrow();
    for (const rank of [0, 1.5]) expect(() => checkModelConfig(adapted({ rank }))).toThrow(/lora\.rank/);
    for (const alpha of [0, -1, Number.NaN]) expect(() => checkModelConfig(adapted({ alpha }))).toThrow(/lora\.alpha/);
    for (const targets of [[], ['q_proj', 'q_proj'], ['lm_head']] as Projection[][]) {
      expect(() => checkModelConfig(adapted({ targets }))).toThrow(/lora\.targets must name one or more of q_proj/);
    }
  });

  it('wants heads of an even whole size', () => {
    for (const heads of [3, 8]) expect(() => checkModelConfig({ ...TINY, heads })).toThrow(/even whole number/);
  });
});
