/** Log-probabilities, entropies and values of whole batches, without gradients. */
import type { TokenBatch, TokenScores } from '../../engine.ts';
import { batchPasses } from './batches.ts';
import type { Network } from './network.ts';
import { judge } from './verdicts.ts';

/** Scores of a checked batch, at temperature 1. */
export function scoreBatch(network: Network, batch: TokenBatch): TokenScores {
  const size = batch.rows * batch.width;
  const scores = {
    logProbs: new Float32Array(size),
    entropies: new Float32Array(size),
    values: new Float32Array(size),
  };
  const reader = network.reader();
  for (const { readings, picks, indices } of batchPasses(batch, network.capacity, () => true)) {
    network.read(reader, readings, picks);
    const { logProbs, entropies } = judge(
      network,
      reader,
      indices.map((at) => batch.tokens[at] as number),
      () => 1,
    );
    const values = valuesOfPicked(network, picks.length);
    for (const [i, at] of indices.entries()) {
      scores.logProbs[at] = logProbs[i] as number;
      scores.entropies[at] = entropies[i] as number;
      scores.values[at] = values?.[i] ?? 0;
    }
  }
  return scores;
}

/** The value head's estimates for the rows that the reader just scored; null without a value head. */
function valuesOfPicked(network: Network, picked: number): Float32Array | null {
  const { kernels, arena, config, weights } = network;
  if (weights.valueHead === null) return null;
  const { lastInput, sums } = network.reader().buffers;
  const head = weights.parameters + 4 * weights.valueHead;
  kernels.gemm(lastInput, config.width, head, 1, 8, sums, 1, 0, picked, 1, config.width);
  return arena.floats(sums, picked).slice();
}
