import { describe, expect, it } from 'vitest';
import { initialState } from '../../../src/model/init.ts';
import { parameterLayout, slot } from '../../../src/model/layout.ts';
import { key } from '../../../src/random/index.ts';
import { TINY, TINY_WITH_VALUES } from '../../support/engine-fixtures.ts';

const spread = (values: Float32Array) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

describe('initialState', () => {
  it('is a function of configuration and key', () => {
    expect(initialState(TINY, key(1))).toEqual(initialState(TINY, key(1)));
    expect(initialState(TINY, key(1)).parameters).not.toEqual(initialState(TINY, key(2)).parameters);
  });

  it('starts at step 0 with empty moments, unit gains and a silent value head', () => {
    const state = initialState(TINY_WITH_VALUES, key(1));
    expect(state.step).toBe(0);
    expect([...state.firstMoment, ...state.secondMoment].every((m) => m === 0)).toBe(true);
    const { slots } = parameterLayout(TINY_WITH_VALUES);
    for (const { name, offset, size } of slots) {
      const values = state.parameters.subarray(offset, offset + size);
      if (name.includes('norm')) expect(values.every((x) => x === 1)).toBe(true);
      if (name === 'value_head.weight') expect(values.every((x) => x === 0)).toBe(true);
    }
  });

  it("draws projections with the layout's spread, smaller into the residual stream", () => {
    const config = { ...TINY, width: 64, hidden: 128 };
    const { parameters } = initialState(config, key(3));
    const layout = parameterLayout(config);
    for (const name of ['self_attn.q_proj', 'mlp.up_proj', 'self_attn.o_proj', 'mlp.down_proj']) {
      const { offset, size, init } = slot(layout, `model.layers.0.${name}.weight`);
      const { std } = init as { std: number };
      expect(std).toBeCloseTo((0.02 * Math.sqrt(768 / 64)) / (/o_proj|down_proj/.test(name) ? 2 : 1), 10);
      expect(Math.abs(spread(parameters.subarray(offset, offset + size)) / std - 1)).toBeLessThan(0.05);
    }
  });

  it('gives tensors of one shape different numbers', () => {
    const { parameters } = initialState(TINY, key(1));
    const layout = parameterLayout(TINY);
    const [q, k] = ['q', 'k'].map((p) => slot(layout, `model.layers.0.self_attn.${p}_proj.weight`).offset);
    expect(parameters[q ?? 0]).not.toBe(parameters[k ?? 0]);
  });

  it('refuses what cannot be built', () => {
    expect(() => initialState({ ...TINY, width: 9 }, key(1))).toThrow(RangeError);
  });
});
