/**
 * Writing turns, a token at a time: reads, in one go, what each live turn has not read yet (its prompt short of the
 * cached prefix, or the token it just wrote) and draws the next tokens. A row's arithmetic does not depend on the
 * other rows, so a completion does not depend on what else is written.
 */
import { foldIn, uniform } from '../../../random/index.ts';
import { sampleToken } from '../../sampling.ts';
import type { Slot } from '../../slots.ts';
import type { Chunk, Writing } from '../../writer.ts';
import type { Network } from './network.ts';
import { type Exponentials, entropyOf, exponentials, logProbOfToken } from './verdicts.ts';

export class DecodeChunk implements Chunk {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  get capacity(): number {
    return this.#network.capacity;
  }

  copy(from: Slot, to: Slot, length: number): void {
    this.#network.cache.copy(from, to, length);
  }

  run(writings: readonly Writing[]): void {
    const network = this.#network;
    const reader = network.reader();
    const { vocabulary, context } = network.config;
    for (const { slot } of writings) network.cache.provide(slot);
    network.read(
      reader,
      writings.map(({ tokens, slot }) => ({ tokens, first: slot.tokens.length, end: tokens.length, slot })),
      writings.map(({ tokens }, reading) => ({ reading, position: tokens.length - 1 })),
    );
    const temperatures = (i: number) => writings[i]?.request.temperature || 1;
    const exponents = exponentials(network, reader, writings.length, null, temperatures);
    const values = network.values(reader, writings.length);
    for (const [i, writing] of writings.entries()) {
      const token = writing.forced ?? drawToken(exponents, i, vocabulary, writing);
      writing.noteRead(writing.tokens.length);
      const draw = { token, logProb: logProbOfToken(exponents, i, token), entropy: entropyOf(exponents, i) };
      writing.write(draw, values?.[i] ?? 0, vocabulary, context);
    }
  }
}

/**
 * The token that `sampleToken` draws from row i. Where nothing is cut off, it is found from the exponentials that are
 * there already.
 */
function drawToken(exponents: Exponentials, i: number, vocabulary: number, writing: Writing): number {
  const { request, tokens, state } = writing;
  const { temperature, topK = 0, topP = 1, grammar, key } = request;
  const { logits, e, stride } = exponents;
  const start = i * stride;
  if (temperature === 0 || topK > 0 || topP < 1 || grammar) {
    return sampleToken(logits, start, vocabulary, request, state, key, tokens.length).token;
  }
  let total = 0;
  for (let at = start; at < start + vocabulary; at++) total += e[at] as number;
  const threshold = uniform(foldIn(key, tokens.length)) * total;
  let sum = 0;
  for (let token = 0; token < vocabulary; token++) {
    sum += e[start + token] as number;
    if (threshold < sum) return token;
  }
  // Scores that are not finite: what `sampleToken` would say.
  return sampleToken(logits, start, vocabulary, request, state, key, tokens.length).token;
}
