/** The policy's architecture: a Llama-style decoder. Every number that its shape depends on, and nothing else. */

export interface ModelConfig {
  /** Number of tokens V. */
  readonly vocabulary: number;
  /** Longest sequence T, in tokens. */
  readonly context: number;
  /** Width d of the residual stream. */
  readonly width: number;
  readonly layers: number;
  /** Attention heads H; `width / heads` is the (even) size of one. */
  readonly heads: number;
  /** Hidden width F of the SwiGLU block. */
  readonly hidden: number;
  /** A linear value head on the last hidden state. */
  readonly valueHead: boolean;
  /** Base of the rotary embedding's wavelengths. */
  readonly ropeBase: number;
  /** Low-rank adapters: then they (and a value head) are all that is trained. */
  readonly lora?: LoraConfig;
}

/** The matrices of a layer that can have an adapter. */
export const PROJECTIONS = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'] as const;
export type Projection = (typeof PROJECTIONS)[number];

/** LoRA (Hu et al. 2022, Eq. 3): a projection W acts as W + (alpha / rank) · A · B. */
export interface LoraConfig {
  readonly rank: number;
  readonly alpha: number;
  /** Which projections, in every layer; at least one, none twice. */
  readonly targets: readonly Projection[];
}

/** RMSNorm's epsilon (Llama's). */
export const NORM_EPSILON = 1e-5;

/** Throws a RangeError that names the field and the remedy when `config` cannot be built. */
export function checkModelConfig(config: ModelConfig): void {
  for (const field of ['vocabulary', 'context', 'width', 'layers', 'heads', 'hidden'] as const) {
    const value = config[field];
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`model.${field} must be a whole number of at least 1; got ${value}.`);
    }
  }
  const headSize = config.width / config.heads;
  if (!Number.isInteger(headSize) || headSize % 2 !== 0) {
    throw new RangeError(
      `model.width (${config.width}) divided by model.heads (${config.heads}) must be an even whole number, ` +
        'because the rotary embedding turns pairs of channels.',
    );
  }
  if (config.lora) checkLora(config.lora);
}

function checkLora({ rank, alpha, targets }: LoraConfig): void {
  if (!Number.isInteger(rank) || rank < 1) {
    throw new RangeError(`model.lora.rank must be a whole number of at least 1; got ${rank}.`);
  }
  if (!(alpha > 0 && alpha < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`model.lora.alpha must be a positive number; got ${alpha}.`);
  }
  const known: readonly string[] = PROJECTIONS;
  if (targets.length === 0 || new Set(targets).size < targets.length || !targets.every((t) => known.includes(t))) {
    throw new RangeError(
      `model.lora.targets must name one or more of ${PROJECTIONS.join(', ')}, each once; got ${targets.join(', ') || 'none'}.`,
    );
  }
}
