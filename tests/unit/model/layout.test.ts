import { describe, expect, it } from 'vitest';
import { parameterLayout, slot } from '../../../src/model/layout.ts';
import { TINY, TINY_WITH_VALUES } from '../../support/engine-fixtures.ts';

describe('parameterLayout', () => {
  it('lays the tensors end to end, without gaps', () => {
    const { slots, size } = parameterLayout(TINY);
    let offset = 0;
    for (const s of slots) {
      expect(s.offset).toBe(offset);
      expect(s.size).toBe(s.shape.reduce((a, b) => a * b, 1));
      offset += s.size;
    }
    expect(size).toBe(offset);
    // V·d + layers · (2d + 4d² + 3dF) + d
    expect(size).toBe(11 * 8 + 2 * (16 + 4 * 64 + 3 * 96) + 8);
  });

  it('puts the value head last, so that models with and without one agree on the rest', () => {
    const one = { ...TINY, layers: 1 };
    const without = parameterLayout(one).slots;
    const slots = parameterLayout(TINY_WITH_VALUES).slots;
    expect(slots.slice(0, -1)).toEqual(without);
    expect(slots.at(-1)).toMatchObject({ name: 'value_head.weight', shape: [8, 1], init: 'zeros' });
  });

  it('decays matrices and spares gains', () => {
    for (const s of parameterLayout(TINY).slots) expect(s.decay).toBe(!s.name.includes('norm'));
  });
});

describe('slot', () => {
  it('finds by name, and says so when there is none', () => {
    const layout = parameterLayout(TINY);
    expect(slot(layout, 'model.norm.weight')).toBe(layout.slots.at(-1));
    expect(() => slot(layout, 'lm_head.weight')).toThrow('no tensor called "lm_head.weight"');
  });
});
