/** One turn being written: what all engines agree on, namely what is kept of each draw and when the turn is over. */
import type { Completion, GenerateRequest } from './engine.ts';
import { nextState } from './grammar.ts';
import type { Draw } from './sampling.ts';

export class Turn {
  readonly request: GenerateRequest;
  /** The context: the request's tokens and those written since. */
  readonly tokens: number[];
  readonly #logProbs: number[] = [];
  readonly #entropies: number[] = [];
  readonly #values: number[] = [];
  #state: number;
  #ended: Completion['ended'] | null = null;

  constructor(request: GenerateRequest) {
    this.request = request;
    this.tokens = Array.from(request.tokens);
    this.#state = request.grammar?.state ?? 0;
  }

  /** Why the turn is over; null while it is not. */
  get ended(): Completion['ended'] | null {
    return this.#ended;
  }

  /** Tokens written so far. */
  get written(): number {
    return this.#logProbs.length;
  }

  /** The grammar's state before the next token (0 without a grammar). */
  get state(): number {
    return this.#state;
  }

  /** The next token when it is not to be drawn; null when it is. */
  get forced(): number | null {
    return this.request.forced?.[this.written] ?? null;
  }

  /**
   * Takes the next token; `vocabulary` and `context` are the model's. Where several ends coincide, the stop token
   * counts first, the context window last.
   */
  write({ token, logProb, entropy }: Draw, value: number, vocabulary: number, context: number): void {
    const { stop, maxTokens, grammar } = this.request;
    this.tokens.push(token);
    this.#logProbs.push(logProb);
    this.#entropies.push(entropy);
    this.#values.push(value);
    if (grammar) this.#state = nextState(grammar.grammar, vocabulary, this.#state, token);
    if (stop.includes(token)) this.#ended = 'stop';
    else if (this.written === maxTokens) this.#ended = 'length';
    else if (this.tokens.length === context) this.#ended = 'context';
  }

  /** What was written. Throws while the turn is not over. */
  completion(): Completion {
    if (this.#ended === null) throw new Error(`The turn of sequence "${this.request.sequence}" is not over.`);
    return {
      tokens: Int32Array.from(this.tokens.slice(this.request.tokens.length)),
      logProbs: Float32Array.from(this.#logProbs),
      entropies: Float32Array.from(this.#entropies),
      values: Float32Array.from(this.#values),
      ended: this.#ended,
    };
  }
}
