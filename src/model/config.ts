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
}
