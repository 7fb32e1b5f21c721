/**
 * How much arithmetic a case is: floating-point operations of its matrix products, a multiplication and an addition
 * counting as two. Attention counts as causal (a token looks at itself and what is before it). Norms, gates, softmax,
 * the loss and the optimizer do not count, and neither does what an engine computes twice.
 */

/** @typedef {import('../src/model/config.ts').ModelConfig} ModelConfig */

/**
 * One train step: forward, and twice as much backward (gradients of inputs and of weights).
 *
 * @param {ModelConfig} model
 * @param {{ rows: number, tokens: number }} batch `tokens` read and predicted per row
 */
export function trainFlops(model, { rows, tokens }) {
  return 3 * rows * (tokens * (layerFlops(model) + headFlops(model)) + attentionFlops(model, tokens));
}

/**
 * Reading the prompts and writing all sequences: every token is read once but the last ones written, and scores are
 * made of those that something is drawn after.
 *
 * @param {ModelConfig} model
 * @param {{ sequences: number, prompt: number, length: number }} decode
 */
export function decodeFlops(model, { sequences, prompt, length }) {
  const read = prompt + length - 1;
  return sequences * (read * layerFlops(model) + length * headFlops(model) + attentionFlops(model, read));
}

/**
 * The projections of all layers, per token.
 *
 * @param {ModelConfig} model
 */
function layerFlops({ width: d, hidden: F, layers }) {
  return 2 * layers * (4 * d * d + 3 * d * F);
}

/**
 * The scores of the vocabulary, per token.
 *
 * @param {ModelConfig} model
 */
function headFlops({ width: d, vocabulary: V }) {
  return 2 * d * V;
}

/**
 * Attention's scores and mixing over one sequence of this many tokens.
 *
 * @param {ModelConfig} model
 * @param {number} tokens
 */
function attentionFlops({ width: d, layers }, tokens) {
  const pairs = (tokens * (tokens + 1)) / 2;
  return layers * 2 * 2 * d * pairs;
}
