/**
 * One agent's context as it grows: every token with who wrote it and, for its own, how likely it was when it was drawn
 * and how uncertain the draw.
 */
import type { Completion } from '../model/engine.ts';
import type { Trace } from './trace.ts';

export class Transcript {
  #tokens: number[] = [];
  #own: (0 | 1)[] = [];
  #logProbs: number[] = [];
  #entropies: number[] = [];

  get length(): number {
    return this.#tokens.length;
  }

  /** A copy of the tokens so far. */
  tokens(): number[] {
    return this.#tokens.slice();
  }

  /** Appends what the agent read. */
  read(observed: readonly number[]): void {
    for (const token of observed) this.#append(token, 0, 0, 0);
  }

  /** Appends what the agent wrote. */
  write({ tokens, logProbs, entropies }: Completion): void {
    for (let i = 0; i < tokens.length; i++) {
      this.#append(tokens[i] as number, 1, logProbs[i] as number, entropies[i] as number);
    }
  }

  /**
   * Hands the first `context` tokens over and is empty then. An observation may overrun the window; what the agent could
   * not read any more is not part of its context.
   */
  end(context: number): Pick<Trace, 'tokens' | 'own' | 'logProbs' | 'entropies'> {
    const trace = {
      tokens: this.#tokens.slice(0, context),
      own: this.#own.slice(0, context),
      logProbs: this.#logProbs.slice(0, context),
      entropies: this.#entropies.slice(0, context),
    };
    [this.#tokens, this.#own, this.#logProbs, this.#entropies] = [[], [], [], []];
    return trace;
  }

  #append(token: number, own: 0 | 1, logProb: number, entropy: number): void {
    this.#tokens.push(token);
    this.#own.push(own);
    this.#logProbs.push(logProb);
    this.#entropies.push(entropy);
  }
}
