import { describe, expect, it } from 'vitest';
import { fromTensors, toTensors } from '../../../src/model/hf-weights.ts';
import { parameterLayout, slot } from '../../../src/model/layout.ts';
import { readSafetensors, SafetensorsError, writeSafetensors } from '../../../src/model/safetensors.ts';
import { someState, TINY, TINY_WITH_VALUES } from '../../support/engine-fixtures.ts';

describe('toTensors', () => {
  const { parameters } = someState(TINY_WITH_VALUES, 1);
  const tensors = toTensors(TINY_WITH_VALUES, parameters);
  const layout = parameterLayout(TINY_WITH_VALUES);

  it("has Hugging Face's names and shapes", () => {
    expect([...tensors].map(([name, { shape }]) => [name, shape])).toEqual([
      ['model.embed_tokens.weight', [11, 8]],
      ['model.layers.0.input_layernorm.weight', [8]],
      ['model.layers.0.self_attn.q_proj.weight', [8, 8]],
      ['model.layers.0.self_attn.k_proj.weight', [8, 8]],
      ['model.layers.0.self_attn.v_proj.weight', [8, 8]],
      ['model.layers.0.self_attn.o_proj.weight', [8, 8]],
      ['model.layers.0.post_attention_layernorm.weight', [8]],
      ['model.layers.0.mlp.gate_proj.weight', [12, 8]],
      ['model.layers.0.mlp.up_proj.weight', [12, 8]],
      ['model.layers.0.mlp.down_proj.weight', [8, 12]],
      ['model.norm.weight', [8]],
      ['value_head.weight', [1, 8]],
    ]);
  });

  it('stores projections [out, in], and the embedding by rows', () => {
    const gate = slot(layout, 'model.layers.0.mlp.gate_proj.weight');
    const [input, output] = [3, 10];
    expect(tensors.get(gate.name)?.data[output * 8 + input]).toBe(parameters[gate.offset + input * 12 + output]);
    expect(tensors.get('model.embed_tokens.weight')?.data).toEqual(parameters.slice(0, 88));
  });

  it('refuses a buffer of another model', () => {
    expect(() => toTensors(TINY, parameters)).toThrow(/numbers, but this model configuration has/);
  });
});

describe('fromTensors', () => {
  it.each([TINY, TINY_WITH_VALUES])('undoes toTensors, through a file', (config) => {
    const { parameters } = someState(config, 2);
    const bytes = writeSafetensors({ tensors: toTensors(config, parameters), metadata: {} });
    expect(fromTensors(config, readSafetensors(bytes).tensors)).toEqual(parameters);
  });

  it('names what is missing, too much or misshapen', () => {
    const { parameters } = someState(TINY, 2);
    const changed = (change: (tensors: ReturnType<typeof toTensors>) => void) => () => {
      const tensors = toTensors(TINY, parameters);
      change(tensors);
      fromTensors(TINY, tensors);
    };
    const bias = { shape: [8], data: new Float32Array(8) };
    expect(changed((t) => t.delete('model.norm.weight'))).toThrow('Tensor "model.norm.weight" is missing');
    expect(changed((t) => t.set('lm_head.weight', bias))).toThrow('Tensor "lm_head.weight" has no place');
    expect(changed((t) => t.set('model.norm.weight', { ...bias, shape: [2, 4] }))).toThrow(
      'Tensor "model.norm.weight" has shape [2, 4]; the configuration asks for [8].',
    );
    expect(changed((t) => t.set('model.layers.0.mlp.up_proj.weight', bias))).toThrow(SafetensorsError);
  });

  it('refuses before it allocates what an absurd configuration asks for', () => {
    const absurd = { ...TINY, vocabulary: 2 ** 20, width: 2 ** 20 };
    expect(() => fromTensors(absurd, toTensors(TINY, someState(TINY, 2).parameters))).toThrow(SafetensorsError);
  });
});
