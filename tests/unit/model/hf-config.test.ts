import { describe, expect, it } from 'vitest';
import { fromHfConfig, toHfConfig } from '../../../src/model/hf-config.ts';
import { TINY, TINY_WITH_VALUES } from '../../support/engine-fixtures.ts';

describe('toHfConfig', () => {
  it('describes a LlamaForCausalLM', () => {
    expect(toHfConfig(TINY, 3)).toMatchObject({
      architectures: ['LlamaForCausalLM'],
      model_type: 'llama',
      vocab_size: 11,
      max_position_embeddings: 44,
      hidden_size: 8,
      intermediate_size: 12,
      num_hidden_layers: 2,
      num_attention_heads: 2,
      num_key_value_heads: 2,
      head_dim: 4,
      rms_norm_eps: 1e-5,
      rope_theta: 10000,
      tie_word_embeddings: true,
      bos_token_id: null,
      eos_token_id: 3,
    });
    expect(toHfConfig(TINY)).toMatchObject({ eos_token_id: null });
  });
});

describe('fromHfConfig', () => {
  const adapted = { ...TINY, lora: { rank: 2, alpha: 4, targets: ['q_proj', 'down_proj'] as const } };

  it.each([TINY, TINY_WITH_VALUES, adapted])('undoes toHfConfig, through JSON', (config) => {
    expect(fromHfConfig(JSON.parse(JSON.stringify(toHfConfig(config))))).toEqual(config);
  });

  it('reads what older files leave out', () => {
    const { num_key_value_heads, head_dim, attention_bias, mlp_bias, value_head, ...old } = toHfConfig(TINY);
    expect([num_key_value_heads, head_dim, attention_bias, mlp_bias, value_head]).toHaveLength(5);
    expect(fromHfConfig(old)).toEqual(TINY);
  });

  it.each([
    ['model_type', 'mistral', /its model_type is "mistral", and "llama" is needed/],
    ['vocab_size', 0, /its vocab_size is 0/],
    ['hidden_size', '64', /its hidden_size is "64"/],
    ['num_hidden_layers', 1e12, /its num_hidden_layers is 1000000000000/],
    ['num_key_value_heads', 1, /its num_key_value_heads is 1, and 2 is needed/],
    ['head_dim', 16, /its head_dim is 16, and 4 is needed/],
    ['hidden_act', 'gelu', /its hidden_act is "gelu"/],
    ['rms_norm_eps', 1e-6, /its rms_norm_eps/],
    ['rope_scaling', { type: 'linear' }, /its rope_scaling/],
    ['tie_word_embeddings', false, /its tie_word_embeddings is false, and true is needed/],
    ['attention_bias', true, /its attention_bias is true/],
    ['num_attention_heads', 3, /num_key_value_heads|model\.heads/],
  ])('refuses %s = %j', (field, value, message) => {
    const read = () => fromHfConfig({ ...toHfConfig(TINY), [field]: value });
    expect(read).toThrow(RangeError);
    expect(read).toThrow(message);
  });

  it('refuses what is no table', () => {
    for (const json of [null, [], 'llama', 3]) expect(() => fromHfConfig(json)).toThrow(RangeError);
  });
});
