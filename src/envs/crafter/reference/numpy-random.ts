/**
 * NumPy's legacy `RandomState`, as far as Crafter draws from it: MT19937 with `uniform()` and `randint(0, n)`, word for
 * word. Its place in the stream can be read, so that a trace can tell how many words a step has drawn.
 */
import type { Randomness } from '../randomness.ts';

const SIZE = 624;
const SHIFT = 397;

export class NumpyRandom implements Randomness {
  /** Picks so far that depend on the order of creatures. */
  orderedPicks = 0;
  private readonly key = new Uint32Array(SIZE);
  /** Words of the block that have been drawn: 1 … 624 between draws, and 624 at first. */
  private drawn = SIZE;

  /** Seeds with a whole number in [0, 2^32). */
  constructor(seed: number) {
    const { key } = this;
    key[0] = seed;
    for (let i = 1; i < SIZE; i++) {
      const last = key[i - 1] as number;
      key[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i;
    }
  }

  /** In 1 … 624, as NumPy counts. */
  get position(): number {
    return this.drawn;
  }

  /** The 624 words of the state, as they are now. */
  get words(): Readonly<Uint32Array> {
    return this.key;
  }

  uniform(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  below(n: number): number {
    const most = n - 1;
    if (most === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(most);
    for (;;) {
      const value = (this.word() & mask) >>> 0;
      if (value <= most) return value;
    }
  }

  picksByOrder(): void {
    this.orderedPicks++;
  }

  /** Draws that many words without looking at them. */
  skip(words: number): void {
    let left = words;
    while (this.drawn + left > SIZE) {
      left -= SIZE - this.drawn;
      this.twist();
      this.drawn = 0;
    }
    this.drawn += left;
  }

  private word(): number {
    if (this.drawn === SIZE) {
      this.twist();
      this.drawn = 0;
    }
    let y = this.key[this.drawn++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** Makes the next block. */
  private twist(): void {
    const { key } = this;
    for (let i = 0; i < SIZE; i++) {
      const next = i + 1 === SIZE ? 0 : i + 1;
      const far = i + SHIFT < SIZE ? i + SHIFT : i + SHIFT - SIZE;
      const y = ((key[i] as number) & 0x80000000) | ((key[next] as number) & 0x7fffffff);
      key[i] = (key[far] as number) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
  }
}
