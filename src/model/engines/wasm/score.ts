/** Log-probabilities, entropies and values of whole batches, without gradients. */
import type { TokenBatch, TokenScores } from '../../engine.ts';
import { batchPasses } from './batches.ts';
import type { Network } from './network.ts';
import { judge } from './verdicts.ts';

/** Scores of a checked batch. */
export function scoreBatch(network: Network, batch: TokenBatch, temperature: number): TokenScores {
  const size = batch.rows * batch.width;
  const scores = {
    logProbs: new Float32Array(size),
    entropies: new Float32Array(size),
    values: new Float32Array(size),
  };
  const reader = network.reader();
  for (const { readings, picks, indices } of batchPasses(batch, network.capacity, () => true)) {
    network.read(reader, readings, picks);
    const targets = indices.map((at) => batch.tokens[at] as number);
    const { logProbs, entropies } = judge(network, reader, targets, temperature);
    const values = network.values(reader, picks.length);
    for (const [i, at] of indices.entries()) {
      scores.logProbs[at] = logProbs[i] as number;
      scores.entropies[at] = entropies[i] as number;
      scores.values[at] = values?.[i] ?? 0;
    }
  }
  return scores;
}
