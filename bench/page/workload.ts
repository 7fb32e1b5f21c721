/** The inputs of a case, pure functions of it: every contestant gets the same. */
import type { ModelState, TrainBatch } from '../../src/model/engine.ts';
import { initialState } from '../../src/model/init.ts';
import { derive, integer, key } from '../../src/random/index.ts';
import type { BenchCase } from '../cases.mjs';
import type { DecodeJob } from './contestant.ts';

const ROOT = key(2024);

export function startState(bench: BenchCase): ModelState {
  return initialState(bench.model, derive(ROOT, 'parameters'));
}

/** Rows of random tokens, all of them to be predicted but each row's first. Null when the case does not train. */
export function trainBatch({ batch, model }: BenchCase): TrainBatch | null {
  if (!batch) return null;
  const width = batch.tokens + 1;
  const size = batch.rows * width;
  return {
    rows: batch.rows,
    width,
    tokens: randomTokens('batch', size, model.vocabulary),
    lengths: new Int32Array(batch.rows).fill(width),
    weights: Float32Array.from({ length: size }, (_, i) => (i % width === 0 ? 0 : 1)),
    advantages: new Float32Array(size).fill(1),
    logProbs: new Float32Array(size),
    normalizer: batch.rows * batch.tokens,
  };
}

/** The case's prompts; null when it does not write. */
export function decodeJob({ decode, model }: BenchCase): DecodeJob | null {
  if (!decode) return null;
  const { sequences, prompt, length } = decode;
  const tokens = randomTokens('prompts', sequences * prompt, model.vocabulary);
  const prompts = Array.from({ length: sequences }, (_, i) => tokens.slice(i * prompt, (i + 1) * prompt));
  return { prompts, length, temperature: 1, seed: 0 };
}

function randomTokens(name: string, size: number, vocabulary: number): Int32Array {
  const k = derive(ROOT, name);
  return Int32Array.from({ length: size }, (_, i) => integer(derive(k, i), vocabulary));
}
