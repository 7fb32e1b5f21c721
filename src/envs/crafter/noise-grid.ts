/**
 * One layer of noise over the tiles of the world, fast enough to make a thousand worlds a second. What does not depend on
 * the seed – which lattice points reach a tile, from where and how strongly – is computed once per layer; a seed only
 * fills in their gradients. The result is that of `noise3`, bit for bit.
 */
import { AREA } from './rules.ts';
import { contributions, GRADIENTS, gradientAt, NORM } from './simplex.ts';

export class NoiseGrid {
  /**
   * No value of this layer lies further from 0 than `reach` of its tile, whatever the seed. A test that this decides
   * needs no noise. The margin is far above what rounding can add.
   */
  readonly reach = new Float64Array(AREA * AREA);
  /** Where the contributions to each tile begin; those to tile t end where those to t + 1 begin. */
  private readonly first = new Uint32Array(AREA * AREA + 1);
  /** Per contribution dx, dy, dz and weight. */
  private readonly terms: Float64Array;
  /** Per contribution the index of its lattice point's gradient in `gradients`. */
  private readonly points: Uint16Array;
  /** Per lattice point its three coordinates. */
  private readonly lattice: Uint8Array;
  /** Per lattice point the gradient under the current seed. */
  private readonly gradients: Float64Array;

  /** The layer whose noise at tile (x, y) is that at (`across(x)`, `down(y)`, z). */
  constructor(z: number, across: (x: number) => number, down: (y: number) => number) {
    const terms: number[] = [];
    const points: number[] = [];
    const lattice: number[] = [];
    const known = new Map<number, number>();
    for (let tile = 0; tile < AREA * AREA; tile++) {
      let most = 0;
      for (const one of contributions(across(Math.floor(tile / AREA)), down(tile % AREA), z)) {
        const [i, j, k] = one.lattice;
        const name = (i << 16) | (j << 8) | k;
        let point = known.get(name);
        if (point === undefined) {
          point = lattice.length;
          known.set(name, point);
          lattice.push(i, j, k);
        }
        points.push(point);
        terms.push(one.dx, one.dy, one.dz, one.weight);
        // The steepest of the gradients, which are (±11, ±4, ±4) in any order.
        const [dx, dy, dz] = [Math.abs(one.dx), Math.abs(one.dy), Math.abs(one.dz)];
        most += one.weight * (4 * (dx + dy + dz) + 7 * Math.max(dx, dy, dz));
      }
      this.first[tile + 1] = points.length;
      this.reach[tile] = most / NORM + 1e-9;
    }
    this.terms = Float64Array.from(terms);
    this.points = Uint16Array.from(points);
    this.lattice = Uint8Array.from(lattice);
    this.gradients = new Float64Array(lattice.length);
  }

  /** Makes this the layer of a seed, given its order. */
  seed(order: Uint8Array): void {
    const { lattice, gradients } = this;
    for (let p = 0; p < lattice.length; p += 3) {
      const g = gradientAt(order, lattice[p] as number, lattice[p + 1] as number, lattice[p + 2] as number);
      gradients[p] = GRADIENTS[g] as number;
      gradients[p + 1] = GRADIENTS[g + 1] as number;
      gradients[p + 2] = GRADIENTS[g + 2] as number;
    }
  }

  /** Whether the noise at a tile is above a threshold. */
  exceeds(tile: number, threshold: number): boolean {
    const reach = this.reach[tile] as number;
    if (reach < threshold) return false;
    return reach < -threshold || this.at(tile) > threshold;
  }

  /** The noise at tile x · AREA + y. */
  at(tile: number): number {
    const { terms, points, gradients } = this;
    const end = this.first[tile + 1] as number;
    let value = 0;
    for (let c = this.first[tile] as number; c < end; c++) {
      const p = points[c] as number;
      const t = 4 * c;
      value +=
        (terms[t + 3] as number) *
        ((gradients[p] as number) * (terms[t] as number) +
          (gradients[p + 1] as number) * (terms[t + 1] as number) +
          (gradients[p + 2] as number) * (terms[t + 2] as number));
    }
    return value / NORM;
  }
}
