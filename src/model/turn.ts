/** One turn being written: what all engines agree on, namely what is kept of each draw and when the turn is over. */
import type { Completion, GenerateRequest } from './engine.ts';
import type { Draw } from './sampling.ts';

export class Turn {
  readonly request: GenerateRequest;
  /** The context: the request's tokens and those written since. */
  readonly tokens: number[];
  readonly #logProbs: number[] = [];
  readonly #entropies: number[] = [];
  #ended: Completion['ended'] | null = null;

  constructor(request: GenerateRequest) {
    this.request = request;
    this.tokens = Array.from(request.tokens);
  }

  /** Why the turn is over; null while it is not. */
  get ended(): Completion['ended'] | null {
    return this.#ended;
  }

  /** Takes the next token. Where several ends coincide, the stop token counts first, the context window last. */
  write({ token, logProb, entropy }: Draw, context: number): void {
    this.tokens.push(token);
    this.#logProbs.push(logProb);
    this.#entropies.push(entropy);
    if (token === this.request.stop) this.#ended = 'stop';
    else if (this.#logProbs.length === this.request.maxTokens) this.#ended = 'length';
    else if (this.tokens.length === context) this.#ended = 'context';
  }

  /** What was written. Throws while the turn is not over. */
  completion(): Completion {
    if (this.#ended === null) throw new Error(`The turn of sequence "${this.request.sequence}" is not over.`);
    return {
      tokens: Int32Array.from(this.tokens.slice(this.request.tokens.length)),
      logProbs: Float32Array.from(this.#logProbs),
      entropies: Float32Array.from(this.#entropies),
      ended: this.#ended,
    };
  }
}
