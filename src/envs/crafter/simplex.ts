/**
 * OpenSimplex noise in three dimensions (Spencer, 2014), bit for bit as the Python package `opensimplex` computes it: the
 * world of a game hangs on signs of rounding residues, so the order of all operations below is part of the result.
 * Where a point lies and which lattice points reach it does not depend on the seed; only their gradients do.
 */

/** As doubles, for moving between the skewed lattice and space. */
const STRETCH = -1 / 6;
const SQUISH = 1 / 3;

/** Brings sums of contributions into about [-1, 1]. */
export const NORM = 103;

/** The 24 gradients, three numbers each. */
export const GRADIENTS: readonly number[] = [1, -1].flatMap((z) =>
  [1, -1].flatMap((y) => [-1, 1].flatMap((x) => [11 * x, 4 * y, 4 * z, 4 * x, 11 * y, 4 * z, 4 * x, 4 * y, 11 * z])),
);

/** A lattice point that reaches the point asked for. */
export interface Contribution {
  /** Where it is on the lattice, each in 0 … 255. */
  readonly lattice: readonly [i: number, j: number, k: number];
  /** From it to the point, in space. */
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
  /** How much of its slope arrives, above 0. */
  readonly weight: number;
}

/** The order of 0 … 255 that belongs to a seed, a whole number in [0, 2^31). */
export function permutation(seed: number): Uint8Array {
  const order = new Uint8Array(256);
  const source = Uint8Array.from({ length: 256 }, (_, i) => i);
  const lcg = new Lcg(seed);
  for (let i = 0; i < 3; i++) lcg.advance();
  for (let i = 255; i >= 0; i--) {
    lcg.advance();
    const r = lcg.plusModulo(31, i + 1);
    order[i] = source[r] as number;
    source[r] = source[i] as number;
  }
  return order;
}

/** The index into `GRADIENTS` of a lattice point, a multiple of three. */
export function gradientAt(order: Uint8Array, i: number, j: number, k: number): number {
  const ij = order[((order[i & 255] as number) + j) & 255] as number;
  return ((order[(ij + k) & 255] as number) % 24) * 3;
}

/** The noise at a point, under the order of its seed. */
export function noise3(order: Uint8Array, x: number, y: number, z: number): number {
  let value = 0;
  for (const { lattice, dx, dy, dz, weight } of contributions(x, y, z)) {
    const g = gradientAt(order, ...lattice);
    const slope = (GRADIENTS[g] as number) * dx + (GRADIENTS[g + 1] as number) * dy + (GRADIENTS[g + 2] as number) * dz;
    value += weight * slope;
  }
  return value / NORM;
}

/** Lattice points as bits: 1, 2 and 4 stand for a step along x, y and z. */
type Corner = number;

/** One of two corners that compete for being the closest to the point. */
interface Candidate {
  readonly corner: Corner;
  readonly score: number;
}

/** Every lattice point that reaches (x, y, z), in the order in which their contributions are summed. */
export function contributions(x: number, y: number, z: number): Contribution[] {
  const stretch = (x + y + z) * STRETCH;
  const i = Math.floor(x + stretch);
  const j = Math.floor(y + stretch);
  const k = Math.floor(z + stretch);
  const squish = (i + j + k) * SQUISH;
  const cell = new Cell(i, j, k, x - (i + squish), y - (j + squish), z - (k + squish));
  const a = x + stretch - i;
  const b = y + stretch - j;
  const c = z + stretch - k;
  const sum = a + b + c;
  if (sum <= 1) nearOrigin(cell, a, b, c, 1 - sum);
  else if (sum >= 2) nearOpposite(cell, a, b, c, 3 - sum);
  else between(cell, a, b, c);
  return cell.found;
}

/** The tetrahedron at (0, 0, 0). */
function nearOrigin(cell: Cell, a: number, b: number, c: number, w: number): void {
  let one: Candidate = { corner: 1, score: a };
  let two: Candidate = { corner: 2, score: b };
  if (one.score >= two.score && c > two.score) two = { corner: 4, score: c };
  else if (one.score < two.score && c > one.score) one = { corner: 4, score: c };
  for (const corner of [0, 1, 2, 4]) cell.corner(corner);
  if (w > one.score || w > two.score) {
    const { corner } = two.score > one.score ? two : one;
    const [first, second] = others(corner);
    cell.corner(corner, first);
    cell.corner(corner, second);
  } else {
    const both = one.corner | two.corner;
    cell.corner(both);
    cell.corner(both, 7 ^ both);
  }
}

/** The tetrahedron at (1, 1, 1). */
function nearOpposite(cell: Cell, a: number, b: number, c: number, w: number): void {
  let one: Candidate = { corner: 6, score: a };
  let two: Candidate = { corner: 5, score: b };
  if (one.score <= two.score && c < two.score) two = { corner: 3, score: c };
  else if (one.score > two.score && c < one.score) one = { corner: 3, score: c };
  for (const corner of [3, 5, 6, 7]) cell.corner(corner);
  if (w < one.score || w < two.score) {
    const { corner } = two.score < one.score ? two : one;
    for (const axis of [1, 2, 4]) if (corner & axis) cell.corner(corner, 0, axis, 'late');
  } else {
    const axis = one.corner & two.corner;
    cell.corner(axis);
    cell.corner(0, 0, axis);
  }
}

/** The octahedron between the two. */
function between(cell: Cell, a: number, b: number, c: number): void {
  let one = side(a + b, 3);
  let two = side(a + c, 5);
  const three = side(b + c, 6);
  if (one.score <= two.score && one.score < three.score) one = three;
  else if (one.score > two.score && two.score < three.score) two = three;
  for (const corner of [1, 2, 4, 3, 5, 6]) cell.corner(corner);
  if (one.far && two.far) {
    cell.corner(7);
    cell.corner(0, 0, axisOf(one.corner & two.corner));
  } else if (!one.far && !two.far) {
    const missing = axisOf(7 ^ (one.corner | two.corner));
    cell.corner(0);
    cell.corner(7 ^ missing, missing);
  } else {
    const [far, near] = one.far ? [one, two] : [two, one];
    const missing = axisOf(7 ^ far.corner);
    cell.corner(7 ^ missing, missing);
    cell.corner(0, 0, axisOf(near.corner), 'early');
  }
}

/** Of a face with the corner `far` and the corner opposite of it: the one on whose side the point lies. */
function side(p: number, far: Corner): Candidate & { far: boolean } {
  return p > 1 ? { corner: far, score: p - 1, far: true } : { corner: 7 ^ far, score: 1 - p, far: false };
}

/** The first axis among some. */
function axisOf(corner: Corner): Corner {
  return corner & 1 || corner & 2 || 4;
}

/** The two axes besides one, in order. */
function others(axis: Corner): readonly [Corner, Corner] {
  return axis === 1 ? [2, 4] : axis === 2 ? [1, 4] : [1, 2];
}

/** One cell of the lattice with the point in it; collects the lattice points that reach it. */
class Cell {
  readonly found: Contribution[] = [];

  constructor(
    private readonly i: number,
    private readonly j: number,
    private readonly k: number,
    private readonly dx: number,
    private readonly dy: number,
    private readonly dz: number,
  ) {}

  /**
   * The lattice point one step along the axes of `up`, one step back along those of `down`, and two along `twice`.
   * `rounding` tells how the reference happens to subtract a double step: `early` takes the squish off first, and `late`
   * takes it off between the two steps, though along y only.
   */
  corner(up: Corner, down: Corner = 0, twice: Corner = 0, rounding: 'early' | 'late' | null = null): void {
    const steps = (axis: Corner) => (twice & axis ? 2 : up & axis ? 1 : down & axis ? -1 : 0);
    const [i, j, k] = [steps(1), steps(2), steps(4)];
    const squish = (i + j + k) * SQUISH;
    const away = (d: number, n: number, axis: Corner) => {
      if (n === 2 && rounding === 'early') return d - squish - 2;
      if (n === 2 && rounding === 'late' && axis === 2) return d - 1 - squish - 1;
      return d - n - squish;
    };
    const dx = away(this.dx, i, 1);
    const dy = away(this.dy, j, 2);
    const dz = away(this.dz, k, 4);
    const attenuation = 2 - dx * dx - dy * dy - dz * dz;
    if (attenuation <= 0) return;
    const squared = attenuation * attenuation;
    const lattice = [(this.i + i) & 255, (this.j + j) & 255, (this.k + k) & 255] as const;
    this.found.push({ lattice, dx, dy, dz, weight: squared * squared });
  }
}

/** The 64-bit linear congruential generator that shuffles, in two 32-bit halves. */
class Lcg {
  private high = 0;
  private low: number;

  constructor(seed: number) {
    this.low = seed >>> 0;
  }

  /** s ← s · 6364136223846793005 + 1442695040888963407 mod 2^64. */
  advance(): void {
    const { high, low } = this;
    // The low halves' product in pieces of 16 bits, so that every sum stays exact.
    const a = low & 0xffff;
    const b = low >>> 16;
    const middle = a * 0x4c95 + ((a * 0x7f2d) >>> 16);
    const cross = b * 0x7f2d + (middle % 0x10000);
    const carry = b * 0x4c95 + Math.floor(middle / 0x10000) + Math.floor(cross / 0x10000);
    const sum = (Math.imul(low, 0x4c957f2d) >>> 0) + 0xf767814f;
    this.low = sum >>> 0;
    this.high =
      (carry + Math.imul(high, 0x4c957f2d) + Math.imul(low, 0x5851f42d) + 0x14057b7e + (sum >= 2 ** 32 ? 1 : 0)) | 0;
  }

  /** (s + n) modulo m, in [0, m), with s read as a signed number that does not overflow; m at most 256. */
  plusModulo(n: number, m: number): number {
    const rest = (((this.high % m) + m) % m) * (2 ** 32 % m) + (this.low % m) + n;
    return rest % m;
  }
}
