/**
 * The `config.json` of a Hugging Face `LlamaForCausalLM` from a ModelConfig, and back. Reading accepts what this
 * model can be, and refuses every other Llama (grouped keys, biases, scaled rotary embedding …) by name.
 */
import * as v from 'valibot';
import { checkModelConfig, type ModelConfig, NORM_EPSILON, PROJECTIONS } from './config.ts';

/** The upper limits keep a damaged or hostile file from asking for more than any tab can hold. */
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(2 ** 20));
const layerCount = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1000));

/** Fields with one possible value are those that the network has no choice in. Others are ignored. */
const HfConfigSchema = v.object({
  model_type: v.literal('llama'),
  vocab_size: count,
  max_position_embeddings: count,
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: layerCount,
  num_attention_heads: count,
  num_key_value_heads: v.optional(count),
  head_dim: v.nullish(count),
  hidden_act: v.literal('silu'),
  rms_norm_eps: v.literal(NORM_EPSILON),
  rope_theta: v.pipe(v.number(), v.finite(), v.minValue(1)),
  rope_scaling: v.nullish(v.null()),
  tie_word_embeddings: v.literal(true),
  attention_bias: v.optional(v.literal(false), false),
  mlp_bias: v.optional(v.literal(false), false),
  /** Not Hugging Face's: whether `value_head.weight` [1, hidden_size] is in the checkpoint. */
  value_head: v.optional(v.boolean(), false),
  /** Not Hugging Face's either: adapters whose tensors are in the checkpoint, in the words of its PEFT library. */
  lora: v.exactOptional(
    v.object({ r: count, lora_alpha: v.number(), target_modules: v.array(v.picklist(PROJECTIONS)) }),
  ),
});

/** Plain data for `JSON.stringify`. */
export type HfConfig = Readonly<Record<string, unknown>>;

/** `stop`, when given, becomes the token at which Hugging Face's `generate` ends. */
export function toHfConfig(config: ModelConfig, stop?: number): HfConfig {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    vocab_size: config.vocabulary,
    max_position_embeddings: config.context,
    hidden_size: config.width,
    intermediate_size: config.hidden,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.heads,
    head_dim: config.width / config.heads,
    hidden_act: 'silu',
    rms_norm_eps: NORM_EPSILON,
    rope_theta: config.ropeBase,
    rope_scaling: null,
    tie_word_embeddings: true,
    attention_bias: false,
    mlp_bias: false,
    attention_dropout: 0,
    torch_dtype: 'float32',
    // Llama's defaults, 1 and 2, would be ordinary tokens here.
    bos_token_id: null,
    eos_token_id: stop ?? null,
    pad_token_id: null,
    value_head: config.valueHead,
    ...(config.lora && {
      lora: { r: config.lora.rank, lora_alpha: config.lora.alpha, target_modules: config.lora.targets },
    }),
  };
}

/** The ModelConfig of a parsed `config.json`. Throws a RangeError that names the field that does not fit. */
export function fromHfConfig(json: unknown): ModelConfig {
  const parsed = v.safeParse(HfConfigSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = v.getDotPath(issue);
    throw new RangeError(
      field
        ? `This model cannot be read: its ${field} is ${issue.received}, and ${issue.expected ?? 'another value'} is needed.`
        : 'This is not the configuration of a model: a table of settings is expected.',
    );
  }
  const hf = parsed.output;
  const config: ModelConfig = {
    vocabulary: hf.vocab_size,
    context: hf.max_position_embeddings,
    width: hf.hidden_size,
    layers: hf.num_hidden_layers,
    heads: hf.num_attention_heads,
    hidden: hf.intermediate_size,
    valueHead: hf.value_head,
    ropeBase: hf.rope_theta,
    ...(hf.lora && { lora: { rank: hf.lora.r, alpha: hf.lora.lora_alpha, targets: hf.lora.target_modules } }),
  };
  const keyHeads = hf.num_key_value_heads ?? config.heads;
  if (keyHeads !== config.heads) {
    throw new RangeError(
      `This model cannot be read: its num_key_value_heads is ${keyHeads}, and ${config.heads} is needed.`,
    );
  }
  const headSize = hf.head_dim ?? config.width / config.heads;
  if (headSize * config.heads !== config.width) {
    throw new RangeError(
      `This model cannot be read: its head_dim is ${headSize}, and ${config.width / config.heads} is needed.`,
    );
  }
  checkModelConfig(config);
  return config;
}
