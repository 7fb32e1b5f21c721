/**
 * How worlds are made, against the rules written down plainly: every layer exact, every condition in its order. That the
 * rules are those of the reference is what the recorded games show (tests/parity).
 */
import { describe, expect, it } from 'vitest';
import type { Randomness } from '../../../../src/envs/crafter/randomness.ts';
import { NumpyRandom } from '../../../../src/envs/crafter/reference/numpy-random.ts';
import { AREA, MATERIALS, OBJECTS } from '../../../../src/envs/crafter/rules.ts';
import { noise3, permutation } from '../../../../src/envs/crafter/simplex.ts';
import { generateWorld } from '../../../../src/envs/crafter/terrain.ts';

interface Terrain {
  readonly materials: readonly string[];
  /** Name, x and y. */
  readonly creatures: readonly string[];
}

function generate(random: Randomness): Terrain {
  const materials = new Uint8Array(AREA * AREA);
  const creatures: string[] = [];
  generateWorld(materials, random, (type, x, y) => creatures.push(`${OBJECTS[type]} ${x} ${y}`));
  return { materials: Array.from(materials, (id) => MATERIALS[id] as string), creatures };
}

function plainly(random: Randomness): Terrain {
  const order = permutation(random.below(2 ** 31 - 1));
  const noise = (x: number, y: number, z: number, size: number) => noise3(order, x / size, y / size, z);
  const tunnels = new Set<number>();
  const u = () => random.uniform();
  const distance = (x: number, y: number) => Math.sqrt((x - 32) ** 2 + (y - 32) ** 2);

  const material = (x: number, y: number): string => {
    const start = 1 / (1 + Math.exp(-(4 - distance(x, y) + 2 * noise(x, y, 8, 3))));
    const water = noise(x, y, 3, 15) + 0.15 * noise(x, y, 3, 5) + 0.1 - 2 * start;
    const mountain = (noise(x, y, 0, 15) + 0.3 * noise(x, y, 0, 5)) / 1.3 - (4 * start + 0.3 * water);
    if (start > 0.5) return 'grass';
    if (mountain > 0.15) {
      if (noise(x, y, 6, 7) > 0.15 && mountain > 0.3) return 'path';
      if (noise(2 * x, y / 5, 7, 3) > 0.4 || noise(x / 5, 2 * y, 7, 3) > 0.4) {
        tunnels.add(x * AREA + y);
        return 'path';
      }
      if (noise(x, y, 1, 8) > 0 && u() > 0.85) return 'coal';
      if (noise(x, y, 2, 6) > 0.4 && u() > 0.75) return 'iron';
      if (mountain > 0.18 && u() > 0.994) return 'diamond';
      return mountain > 0.3 && noise(x, y, 6, 5) > 0.35 ? 'lava' : 'stone';
    }
    if (water > 0.25 && water <= 0.35 && noise(x, y, 4, 9) > -0.2) return 'sand';
    if (water > 0.3) return 'water';
    return noise(x, y, 5, 7) > 0 && u() > 0.8 ? 'tree' : 'grass';
  };

  const places = Array.from({ length: AREA * AREA }, (_, i) => [Math.floor(i / AREA), i % AREA] as const);
  const materials = places.map(([x, y]) => material(x, y));
  const creatures = places.flatMap(([x, y], i) => {
    const ground = materials[i] as string;
    const far = distance(x, y);
    if (!['grass', 'sand', 'path'].includes(ground)) return [];
    if (far > 3 && ground === 'grass' && u() > 0.985) return [`cow ${x} ${y}`];
    if (far > 10 && u() > 0.993) return [`zombie ${x} ${y}`];
    if (ground === 'path' && tunnels.has(i) && u() > 0.95) return [`skeleton ${x} ${y}`];
    return [];
  });
  return { materials, creatures };
}

describe.each([1, 2, 3, 4, 5, 6])('the world of generator %i', (seed) => {
  it('is what the rules say, and drew what they draw', () => {
    const [one, other] = [new NumpyRandom(seed), new NumpyRandom(seed)];
    const found = generate(one);
    const expected = plainly(other);
    expect(found.creatures).toEqual(expected.creatures);
    expect(found.materials).toEqual(expected.materials);
    expect([one.position, one.uniform()]).toEqual([other.position, other.uniform()]);
  });
});

it('does not depend on the worlds made before', () => {
  const first = generate(new NumpyRandom(8));
  generate(new NumpyRandom(9));
  expect(generate(new NumpyRandom(8))).toEqual(first);
});

it('has a meadow around the start, and everything that is needed somewhere', () => {
  const worlds = Array.from({ length: 10 }, (_, seed) => generate(new NumpyRandom(100 + seed)));
  for (const { materials } of worlds) expect(materials[32 * AREA + 32]).toBe('grass');
  const natural = MATERIALS.filter((name) => !['none', 'table', 'furnace'].includes(name));
  expect(new Set(worlds.flatMap(({ materials }) => materials))).toEqual(new Set(natural));
  const creatures = new Set(worlds.flatMap(({ creatures }) => creatures.map((one) => one.split(' ')[0])));
  expect(creatures).toEqual(new Set(['cow', 'zombie', 'skeleton']));
});
