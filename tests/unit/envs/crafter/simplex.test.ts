/** The noise against values of the Python package, and against what any such noise must be. */
import { describe, expect, it } from 'vitest';
import { GRADIENTS, noise3, permutation } from '../../../../src/envs/crafter/simplex.ts';
import vectors from './reference/vectors.json' with { type: 'json' };

describe.each(vectors.noise)('seed $seed', ({ seed, order, values }) => {
  it('shuffles as the package does', () => {
    expect([...permutation(seed)]).toEqual(order);
  });

  it('has its values, to the last bit', () => {
    const found = values.map(([x = 0, y = 0, z = 0]) => noise3(permutation(seed), x, y, z));
    expect(found).toEqual(values.map(([, , , value]) => value));
  });
});

it('has gradients in 24 different directions, all as long', () => {
  const directions = Array.from({ length: 24 }, (_, i) => GRADIENTS.slice(3 * i, 3 * i + 3));
  expect(new Set(directions.map(String)).size).toBe(24);
  expect(new Set(directions.map(([x = 0, y = 0, z = 0]) => x * x + y * y + z * z))).toEqual(new Set([153]));
});

it('repeats after 256 lattice points along every axis', () => {
  const order = permutation(123);
  // (256, 0, 0) on the lattice lies at (256 + 256 / 3, 256 / 3, 256 / 3) in space.
  const third = 256 / 3;
  expect(noise3(order, 0.3 + 256 + third, 0.7 + third, 0.2 + third)).toBeCloseTo(noise3(order, 0.3, 0.7, 0.2), 9);
});

it('is smooth from cell to cell', () => {
  const order = permutation(99);
  let steepest = 0;
  for (let i = 0; i < 3000; i++) {
    const x = i * 0.001;
    steepest = Math.max(steepest, Math.abs(noise3(order, x + 0.001, 2 * x, 8) - noise3(order, x, 2 * x, 8)));
  }
  expect(steepest).toBeLessThan(0.005);
});
