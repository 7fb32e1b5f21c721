/**
 * One layer of noise over the tiles of the world, fast enough to make a thousand worlds a second. What does not depend on
 * the seed – which lattice points reach a tile, from where and how strongly – is computed once per layer, as small whole
 * numbers that fit a processor's cache; a seed fills in the gradients. That gives an estimate with a known error, which
 * nearly always decides on which side of a threshold the noise lies. Where it does not, the exact noise is there too.
 */
import { AREA } from './rules.ts';
import { contributions, GRADIENTS, gradientAt, NORM, noise3 } from './simplex.ts';

/** What 1 is in a weighted distance. These stay below 4.71 (where the weight is (2 - d²)⁴), hence within 16 bits. */
const SCALE = 6000;

/** What 1 is worth in a sum of weighted distances times gradients. */
const UNIT = 1 / (SCALE * NORM);

/** So many lattice points reach a point at most. */
const MOST_TERMS = 8;

/** An estimate is at most so far from the noise: every term has three numbers that are rounded, times (11, 4, 4). */
export const TOLERANCE = MOST_TERMS * 0.5 * (11 + 4 + 4) * UNIT;

export class NoiseGrid {
  /** No value of this layer lies further from 0, whatever the seed. */
  readonly reach: number;
  /** Where the terms of each tile begin; those of tile t end where those of t + 1 begin. */
  private readonly first = new Uint32Array(AREA * AREA + 1);
  /** Per term where its gradient stands in `gradients`, and the weighted distance along x, y and z. */
  private readonly terms: Int16Array;
  /** Per lattice point its three coordinates. */
  private readonly lattice: Uint8Array;
  /** Per lattice point its gradient under the current seed. */
  private readonly gradients: Int8Array;
  private order: Uint8Array = new Uint8Array(256);

  /** The layer whose noise at tile (x, y) is that at (`across(x)`, `down(y)`, `z`). */
  constructor(
    private readonly z: number,
    private readonly across: (x: number) => number,
    private readonly down: (y: number) => number,
  ) {
    const terms = new Int16Array(AREA * AREA * MOST_TERMS * 4);
    let end = 0;
    const lattice: number[] = [];
    const known = new Map<number, number>();
    let reach = 0;
    for (let tile = 0; tile < AREA * AREA; tile++) {
      let most = 0;
      for (const { lattice: point, dx, dy, dz, weight } of contributions(...this.place(tile))) {
        const [i, j, k] = point;
        const name = (i << 16) | (j << 8) | k;
        const at = known.get(name) ?? lattice.length;
        if (at === lattice.length) {
          known.set(name, at);
          lattice.push(i, j, k);
        }
        const scale = weight * SCALE;
        terms[end++] = at;
        terms[end++] = Math.round(dx * scale);
        terms[end++] = Math.round(dy * scale);
        terms[end++] = Math.round(dz * scale);
        // Along the steepest of the gradients, which are (±11, ±4, ±4) in any order.
        const [x, y, z] = [Math.abs(dx), Math.abs(dy), Math.abs(dz)];
        most += weight * (4 * (x + y + z) + 7 * Math.max(x, y, z));
      }
      this.first[tile + 1] = end;
      reach = Math.max(reach, most / NORM);
    }
    this.reach = reach + TOLERANCE;
    this.terms = terms.slice(0, end);
    this.lattice = Uint8Array.from(lattice);
    this.gradients = new Int8Array(lattice.length);
  }

  /** Makes this the layer of a seed, given its order. */
  seed(order: Uint8Array): void {
    const { lattice, gradients } = this;
    this.order = order;
    for (let at = 0; at < lattice.length; at += 3) {
      const g = gradientAt(order, lattice[at] as number, lattice[at + 1] as number, lattice[at + 2] as number);
      gradients[at] = GRADIENTS[g] as number;
      gradients[at + 1] = GRADIENTS[g + 1] as number;
      gradients[at + 2] = GRADIENTS[g + 2] as number;
    }
  }

  /** The noise at tile x · AREA + y. */
  exact(tile: number): number {
    return noise3(this.order, ...this.place(tile));
  }

  /** The noise at tile x · AREA + y, but for an error of at most `TOLERANCE`. */
  near(tile: number): number {
    const { terms, gradients } = this;
    const end = this.first[tile + 1] as number;
    let value = 0;
    for (let t = this.first[tile] as number; t < end; t += 4) {
      const at = terms[t] as number;
      value +=
        Math.imul(gradients[at] as number, terms[t + 1] as number) +
        Math.imul(gradients[at + 1] as number, terms[t + 2] as number) +
        Math.imul(gradients[at + 2] as number, terms[t + 3] as number);
    }
    return value * UNIT;
  }

  /** Whether the noise at tile x · AREA + y is above a threshold. */
  exceeds(tile: number, threshold: number): boolean {
    const above = this.near(tile) - threshold;
    // Twice the tolerance: this subtraction is rounded as well.
    return Math.abs(above) > 2 * TOLERANCE ? above > 0 : this.exact(tile) > threshold;
  }

  private place(tile: number): [x: number, y: number, z: number] {
    return [this.across(Math.floor(tile / AREA)), this.down(tile % AREA), this.z];
  }
}
