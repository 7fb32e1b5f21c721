/** Drawing a token from logits: the one definition that all engines share, so that they differ only in arithmetic. */
import { foldIn, type Key, uniform } from '../random/index.ts';

export interface Draw {
  readonly token: number;
  readonly logProb: number;
  readonly entropy: number;
}

/**
 * Draws from softmax(logits[offset … offset + size) / temperature) by inverting the cumulative distribution with one
 * uniform number keyed by the token's position; temperature 0 takes the first largest logit (scores as at 1).
 */
export function sampleToken(
  logits: Float32Array,
  offset: number,
  size: number,
  temperature: number,
  key: Key,
  position: number,
): Draw {
  const scale = temperature > 0 ? 1 / temperature : 1;
  let best = 0;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < size; i++) {
    const x = logits[offset + i] as number;
    if (x > max) {
      max = x;
      best = i;
    }
  }
  let total = 0;
  let weighted = 0;
  for (let i = 0; i < size; i++) {
    const x = ((logits[offset + i] as number) - max) * scale;
    const e = Math.exp(x);
    total += e;
    weighted += e * x;
  }
  const logTotal = Math.log(total);
  const entropy = logTotal - weighted / total;
  let token = best;
  if (temperature > 0) {
    const threshold = uniform(foldIn(key, position)) * total;
    let sum = 0;
    for (let i = 0; i < size; i++) {
      sum += Math.exp(((logits[offset + i] as number) - max) * scale);
      if (threshold < sum) {
        token = i;
        break;
      }
    }
  }
  return { token, logProb: ((logits[offset + token] as number) - max) * scale - logTotal, entropy };
}
