/** The `predictions` buffer: what the loss has to know about a step, and about each token that it concerns. */
import type { TrainBatch } from '../../engine.ts';
import type { LossConfig } from '../../loss.ts';

/** 32-bit words; `kernels/predictions.wgsl` has the same as structs. */
export const SETTINGS_WORDS = 12;
export const PREDICTION_WORDS = 8;

const KINDS: readonly LossConfig['kind'][] = ['sft', 'reinforce', 'ppo', 'cispo'];

/** The contents of the buffer for some tokens of a batch, `indices` in its arrays, at `temperature`. */
export function packPredictions(
  tokens: Int32Array,
  indices: Int32Array,
  temperature: number,
  train: { readonly batch: TrainBatch; readonly loss: LossConfig } | null,
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(SETTINGS_WORDS + indices.length * PREDICTION_WORDS);
  const floats = new Float32Array(words.buffer);
  if (train) packSettings(words, floats, train.loss);
  floats[8] = 1 / temperature;
  for (let i = 0; i < indices.length; i++) {
    words[SETTINGS_WORDS + i * PREDICTION_WORDS] = tokens[indices[i] as number] as number;
  }
  if (train) packTokens(floats, indices, train.batch);
  return words;
}

function packSettings(words: Uint32Array, floats: Float32Array, loss: LossConfig): void {
  words[0] = KINDS.indexOf(loss.kind);
  if (loss.kind === 'ppo' || loss.kind === 'cispo') {
    floats[1] = loss.low;
    floats[2] = loss.high;
  }
  if (loss.kind === 'ppo') floats[3] = loss.dual;
  floats[4] = loss.kl ?? 0;
  floats[5] = loss.entropy ?? 0;
  floats[6] = loss.value?.weight ?? 0;
  floats[7] = loss.value?.clip ?? 0;
  words[9] = loss.value ? 1 : 0;
}

function packTokens(floats: Float32Array, indices: Int32Array, batch: TrainBatch): void {
  const { weights, advantages, logProbs, references, returns, values, normalizer } = batch;
  let at = SETTINGS_WORDS;
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    floats[at + 1] = (weights[index] as number) / normalizer;
    floats[at + 2] = advantages[index] as number;
    floats[at + 3] = logProbs[index] as number;
    if (references) floats[at + 4] = references[index] as number;
    if (returns) floats[at + 5] = returns[index] as number;
    if (values) floats[at + 6] = values[index] as number;
    at += PREDICTION_WORDS;
  }
}
