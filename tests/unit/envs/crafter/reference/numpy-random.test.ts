/** The generator against NumPy's, and its place in the stream. */
import { describe, expect, it } from 'vitest';
import { NumpyRandom } from '../../../../../src/envs/crafter/reference/numpy-random.ts';
import vectors from './vectors.json' with { type: 'json' };

const BLOCK = 624;

describe.each(vectors.generators)('seed $seed', (known) => {
  it('draws doubles as NumPy does', () => {
    const random = new NumpyRandom(known.seed);
    expect(known.uniform.map(() => random.uniform())).toEqual(known.uniform);
  });

  it('draws whole numbers as NumPy does, from as many words', () => {
    const four = new NumpyRandom(known.seed);
    expect(known.below4.map(() => four.below(4))).toEqual(known.below4);
    const growing = new NumpyRandom(known.seed);
    expect(known.below1To144.map((_, i) => growing.below(i + 1))).toEqual(known.below1To144);
    expect(growing.position).toBe(known.positionAfterwards);
    // The recording goes on with these.
    expect(known.below2147483647.map(() => growing.below(2147483647))).toEqual(known.below2147483647);
  });
});

it('counts its place as NumPy does: at the end of a block before the first draw of the next', () => {
  const random = new NumpyRandom(3);
  expect(random.position).toBe(BLOCK);
  random.uniform();
  expect(random.position).toBe(2);
  for (let i = 1; i < BLOCK / 2; i++) random.uniform();
  expect(random.position).toBe(BLOCK);
  random.below(4);
  expect(random.position).toBe(1);
});

it('draws nothing to choose from one', () => {
  const random = new NumpyRandom(3);
  random.uniform();
  expect([random.below(1), random.position]).toEqual([0, 2]);
});

it.each([0, 1, 2, 621, 622, 623, 624, 625, 1248, 6174])('skips %i words as if they were drawn', (words) => {
  const [skipping, drawing] = [new NumpyRandom(11), new NumpyRandom(11)];
  for (const random of [skipping, drawing]) random.uniform();
  skipping.skip(words);
  for (let i = 0; i < words; i++) drawing.below(4);
  expect(skipping.position).toBe(drawing.position);
  expect([...skipping.words]).toEqual([...drawing.words]);
  expect(skipping.uniform()).toBe(drawing.uniform());
});
