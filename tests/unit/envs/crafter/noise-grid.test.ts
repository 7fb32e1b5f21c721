/** The fast layers of noise against the noise itself. */
import { beforeAll, describe, expect, it } from 'vitest';
import { NoiseGrid, TOLERANCE } from '../../../../src/envs/crafter/noise-grid.ts';
import { AREA } from '../../../../src/envs/crafter/rules.ts';
import { noise3, permutation } from '../../../../src/envs/crafter/simplex.ts';

const TILES = Array.from({ length: AREA * AREA }, (_, tile) => tile);
const SEEDS = [0, 5, 2_000_000_000];

let grid: NoiseGrid;
beforeAll(() => {
  grid = new NoiseGrid(
    5,
    (x) => x / 7,
    (y) => y / 3,
  );
});

/** The noise on every tile, for one seed after another. */
function* worlds(): Iterable<Float64Array> {
  for (const seed of SEEDS) {
    const order = permutation(seed);
    grid.seed(order);
    yield Float64Array.from(TILES, (tile) => noise3(order, Math.floor(tile / AREA) / 7, (tile % AREA) / 3, 5));
  }
}

it('has the exact noise', () => {
  for (const noise of worlds()) for (const tile of TILES) expect(grid.exact(tile)).toBe(noise[tile]);
});

it('estimates it within the tolerance', () => {
  for (const noise of worlds()) {
    const errors = TILES.map((tile) => Math.abs(grid.near(tile) - (noise[tile] as number)));
    expect(Math.max(...errors)).toBeLessThanOrEqual(TOLERANCE);
    // It is an estimate: otherwise these tests would compare the noise with itself.
    expect(Math.max(...errors)).toBeGreaterThan(0);
  }
});

it('reaches as far as it says, but not much less far', () => {
  const values = [...worlds()].flatMap((noise) => [...noise]);
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(grid.reach);
  expect(grid.reach).toBeLessThan(1);
});

describe('above a threshold', () => {
  it.each([-0.2, 0, 0.15, 0.4])('of %d is what lies above it exactly', (threshold) => {
    for (const noise of worlds()) {
      const above = TILES.map((tile) => grid.exceeds(tile, threshold));
      expect(above).toEqual(TILES.map((tile) => (noise[tile] as number) > threshold));
    }
  });

  it('is not what equals it', () => {
    for (const noise of worlds()) {
      for (const tile of TILES) expect(grid.exceeds(tile, noise[tile] as number)).toBe(false);
    }
  });

  it('is decided by the sign of a rounding residue on lattice points', () => {
    const whole = new NoiseGrid(
      5,
      (x) => x / 7,
      (y) => y / 7,
    );
    const order = permutation(0);
    whole.seed(order);
    const residues = TILES.filter((tile) => Math.abs(whole.exact(tile)) < 1e-30 && whole.exact(tile) !== 0);
    expect(residues.length).toBeGreaterThan(5);
    for (const tile of residues) expect(whole.exceeds(tile, 0)).toBe(whole.exact(tile) > 0);
  });
});
