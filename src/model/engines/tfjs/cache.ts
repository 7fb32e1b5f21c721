/**
 * One sequence's keys and values between turns, kept on the CPU: they survive however the backend recycles memory,
 * and any set of sequences can be put together for the next pass.
 */
export class SequenceCache {
  readonly #width: number;
  /** Keys and values per layer, each [capacity, d]. */
  #keys: Float32Array[];
  #values: Float32Array[];
  #capacity = 0;
  /** The tokens whose keys and values are held, from position 0. */
  readonly #tokens: number[] = [];

  /** For `layers` layers of keys and values of size `width`. */
  constructor(width: number, layers: number) {
    this.#width = width;
    this.#keys = Array.from({ length: layers }, () => new Float32Array(0));
    this.#values = Array.from({ length: layers }, () => new Float32Array(0));
  }

  /** Tokens held. */
  get length(): number {
    return this.#tokens.length;
  }

  /**
   * Keeps the longest common prefix with `tokens`, short of its last token: that one must be read again, because
   * its hidden state says what comes next.
   */
  keepPrefix(tokens: ArrayLike<number>): void {
    const limit = Math.min(this.#tokens.length, tokens.length - 1);
    let n = 0;
    while (n < limit && this.#tokens[n] === tokens[n]) n++;
    this.#tokens.length = n;
  }

  /** A copy that holds the first `length` tokens, or all when there are fewer. */
  fork(length: number): SequenceCache {
    const copy = new SequenceCache(this.#width, this.#keys.length);
    copy.append(this.#tokens.slice(0, Math.max(0, length)), (l) => this.layer(l));
    return copy;
  }

  /** The held keys and values of one layer, [length, d] each; views, valid until the next `append`. */
  layer(l: number): { readonly keys: Float32Array; readonly values: Float32Array } {
    const end = this.length * this.#width;
    return { keys: rows(this.#keys, l).subarray(0, end), values: rows(this.#values, l).subarray(0, end) };
  }

  /** Adds `tokens`; `read(layer)` gives their keys and values, [tokens.length, d] each (more is not read). */
  append(
    tokens: readonly number[],
    read: (layer: number) => { readonly keys: Float32Array; readonly values: Float32Array },
  ): void {
    const start = this.length * this.#width;
    this.#reserve(this.length + tokens.length);
    for (let l = 0; l < this.#keys.length; l++) {
      const { keys, values } = read(l);
      rows(this.#keys, l).set(keys.subarray(0, tokens.length * this.#width), start);
      rows(this.#values, l).set(values.subarray(0, tokens.length * this.#width), start);
    }
    this.#tokens.push(...tokens);
  }

  /** Doubling keeps the cost of growing token by token linear. */
  #reserve(tokens: number): void {
    if (tokens <= this.#capacity) return;
    this.#capacity = Math.max(16, 2 * this.#capacity, tokens);
    const grow = (old: Float32Array) => {
      const bigger = new Float32Array(this.#capacity * this.#width);
      bigger.set(old);
      return bigger;
    };
    this.#keys = this.#keys.map(grow);
    this.#values = this.#values.map(grow);
  }
}

function rows(layers: readonly Float32Array[], l: number): Float32Array {
  return layers[l] as Float32Array;
}
