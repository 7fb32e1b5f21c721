import { describe, expect, it } from 'vitest';
import { type ParameterSlot, parameterLayout, slot } from '../../../src/model/layout.ts';
import { adapters } from '../../../src/model/lora.ts';
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

describe('parameterLayout with adapters', () => {
  const lora = { rank: 3, alpha: 6, targets: ['down_proj', 'q_proj'] } as const;
  const { slots } = parameterLayout({ ...TINY_WITH_VALUES, layers: 2, lora });
  const plain = parameterLayout({ ...TINY_WITH_VALUES, layers: 2 }).slots;

  it('puts them behind everything else, in the order of the projections, whatever that of the targets', () => {
    const place = ({ name, shape, offset }: ParameterSlot) => ({ name, shape, offset });
    expect(slots.slice(0, plain.length).map(place)).toEqual(plain.map(place));
    const added = slots.slice(plain.length).map(({ name, shape }) => `${name} ${shape.join('×')}`);
    expect(added).toEqual(
      [0, 1].flatMap((l) => [
        `model.layers.${l}.self_attn.q_proj.lora_A.weight 8×3`,
        `model.layers.${l}.self_attn.q_proj.lora_B.weight 3×8`,
        `model.layers.${l}.mlp.down_proj.lora_A.weight 12×3`,
        `model.layers.${l}.mlp.down_proj.lora_B.weight 3×8`,
      ]),
    );
  });

  it('trains adapters and the value head, and without adapters everything', () => {
    const trained = slots.filter((s) => s.trained).map((s) => s.name);
    expect(trained[0]).toBe('value_head.weight');
    expect(trained).toHaveLength(9);
    for (const name of trained.slice(1)) expect(name).toMatch(/lora_[AB]\.weight$/);
    expect(plain.every((s) => s.trained)).toBe(true);
  });

  it('starts B at zero, so that an untrained adapter changes nothing', () => {
    for (const { name, init } of slots.slice(plain.length)) {
      if (name.endsWith('lora_B.weight')) expect(init).toBe('zeros');
      else expect(init).toEqual({ std: 1 / Math.sqrt(name.includes('down_proj') ? 12 : 8) });
    }
  });

  it('is what the adapters are found by', () => {
    const config = { ...TINY_WITH_VALUES, layers: 2, lora };
    const found = adapters(config, parameterLayout(config));
    expect(found.map(({ weight }) => weight.name)).toEqual([
      'model.layers.0.self_attn.q_proj.weight',
      'model.layers.0.mlp.down_proj.weight',
      'model.layers.1.self_attn.q_proj.weight',
      'model.layers.1.mlp.down_proj.weight',
    ]);
    for (const { weight, a, b, scale } of found) {
      expect(scale).toBe(2);
      expect([a.shape[0], b.shape[1]]).toEqual(weight.shape);
    }
    expect(adapters(TINY, parameterLayout(TINY))).toEqual([]);
  });
});

describe('slot', () => {
  it('finds by name, and says so when there is none', () => {
    const layout = parameterLayout(TINY);
    expect(slot(layout, 'model.norm.weight')).toBe(layout.slots.at(-1));
    expect(() => slot(layout, 'lm_head.weight')).toThrow('no tensor called "lm_head.weight"');
  });
});
