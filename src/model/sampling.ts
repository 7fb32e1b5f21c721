/** Drawing a token from logits: the one definition that all engines share, so that they differ only in arithmetic. */
import { foldIn, type Key, uniform } from '../random/index.ts';
import type { GenerateRequest } from './engine.ts';

export interface Draw {
  readonly token: number;
  /** Of the token, and of the whole distribution, at the request's temperature (1 when that is 0). */
  readonly logProb: number;
  readonly entropy: number;
}

/** How to draw: the part of a request that matters here. */
export type DrawSettings = Pick<GenerateRequest, 'temperature' | 'topK' | 'topP' | 'grammar'>;

/**
 * Draws a token from logits[offset … offset + size), whose position in the sequence is `position`:
 *
 * 1. Tokens that the grammar forbids in `state` are no candidates.
 * 2. Of the candidates, the `topK` with the largest logits stay (equal ones by number).
 * 3. Of those, in the same order, each stays before which less than `topP` of their probability has gone by.
 * 4. Temperature 0 takes the first candidate; otherwise softmax(logits / temperature) over those that stayed, in the
 *    order of their numbers, is inverted at one uniform number from `foldIn(key, position)`.
 *
 * Log-probability and entropy are those of all tokens, candidates or not.
 */
export function sampleToken(
  logits: Float32Array,
  offset: number,
  size: number,
  settings: DrawSettings,
  state: number,
  key: Key,
  position: number,
): Draw {
  const { temperature, grammar } = settings;
  const next = grammar?.grammar.next;
  const allowed = (token: number) => !next || (next[state * size + token] as number) >= 0;
  const all = distribution(logits, offset, size, temperature);
  let token = -1;
  for (let i = 0; i < size; i++) {
    const isBetter = token < 0 || (logits[offset + i] as number) > (logits[offset + token] as number);
    if (isBetter && allowed(i)) token = i;
  }
  if (temperature > 0) {
    const stays = survivors(logits, offset, size, settings, allowed, all.exponent);
    let mass = all.total;
    if (stays !== everything) {
      mass = 0;
      for (let i = 0; i < size; i++) if (stays(i)) mass += Math.exp(all.exponent(i));
    }
    const threshold = uniform(foldIn(key, position)) * mass;
    let sum = 0;
    for (let i = 0; i < size; i++) {
      if (!stays(i)) continue;
      sum += Math.exp(all.exponent(i));
      if (threshold < sum) {
        token = i;
        break;
      }
    }
  }
  return { token, logProb: all.exponent(token) - Math.log(all.total), entropy: all.entropy };
}

/** What `sampleToken` says of `token` had it drawn that one: for tokens that are forced. */
export function judgeToken(
  logits: Float32Array,
  offset: number,
  size: number,
  temperature: number,
  token: number,
): Draw {
  const { exponent, total, entropy } = distribution(logits, offset, size, temperature);
  return { token, logProb: exponent(token) - Math.log(total), entropy };
}

/** softmax(logits / temperature) as e^exponent(token) / total; a temperature of 0 counts as 1. */
function distribution(
  logits: Float32Array,
  offset: number,
  size: number,
  temperature: number,
): { readonly exponent: (token: number) => number; readonly total: number; readonly entropy: number } {
  const scale = temperature > 0 ? 1 / temperature : 1;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < size; i++) max = Math.max(max, logits[offset + i] as number);
  const exponent = (token: number) => ((logits[offset + token] as number) - max) * scale;
  let total = 0;
  let weighted = 0;
  for (let i = 0; i < size; i++) {
    const x = exponent(i);
    const e = Math.exp(x);
    total += e;
    // 0 · -∞ is no number; a token of probability 0 adds nothing.
    if (e > 0) weighted += e * x;
  }
  return { exponent, total, entropy: Math.log(total) - weighted / total };
}

const everything = (_: number) => true;

/** Which tokens may be drawn: steps 1 to 3. */
function survivors(
  logits: Float32Array,
  offset: number,
  size: number,
  { topK = 0, topP = 1, grammar }: DrawSettings,
  allowed: (token: number) => boolean,
  exponent: (token: number) => number,
): (token: number) => boolean {
  if (topK === 0 && topP >= 1) return grammar ? allowed : everything;
  const ranked = Array.from({ length: size }, (_, i) => i).filter(allowed);
  ranked.sort((a, b) => (logits[offset + b] as number) - (logits[offset + a] as number) || a - b);
  if (topK > 0) ranked.length = Math.min(ranked.length, topK);
  let mass = 0;
  for (const i of ranked) mass += Math.exp(exponent(i));
  const kept = new Set<number>();
  let before = 0;
  for (const i of ranked) {
    if (kept.size > 0 && before >= topP * mass) break;
    kept.add(i);
    before += Math.exp(exponent(i));
  }
  return (token) => kept.has(token);
}
