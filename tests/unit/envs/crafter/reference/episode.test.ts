/** Episodes of the reference: what pictures cost. That the games are the reference's is shown by tests/parity. */
import { expect, it } from 'vitest';
import { ReferenceEpisode } from '../../../../../src/envs/crafter/reference/episode.ts';
import { NumpyRandom } from '../../../../../src/envs/crafter/reference/numpy-random.ts';

/** The first step after which it is dark. */
const DUSK = 148;

/** Words that are skipped in each step from 1 on. */
function skipped(picture: readonly [number, number] | null, steps: number): number[] {
  const found: number[] = [];
  class Counting extends NumpyRandom {
    override skip(words: number): void {
      super.skip(words);
      found.push(words);
    }
  }
  const episode = new ReferenceEpisode({ seed: 0, picture, length: null }, new Counting(1));
  return Array.from({ length: steps }, () => {
    found.length = 0;
    episode.step(0);
    return found.reduce((sum, words) => sum + words, 0);
  });
}

it('draws a picture of noise in every step from dusk on, two words for each pixel of the map', () => {
  const words = skipped([64, 64], DUSK + 1);
  expect(words.slice(0, DUSK - 1).every((n) => n === 0)).toBe(true);
  expect(words.slice(DUSK - 1)).toEqual([2 * 63 * 49, 2 * 63 * 49]);
});

it('draws more for larger pictures, and nothing without', () => {
  expect(skipped([256, 256], DUSK).at(-1)).toBe(2 * 252 * 196);
  expect(skipped(null, DUSK).at(-1)).toBe(0);
});

it('has another world for another seed and for another episode of the same environment', () => {
  const worlds = [
    new ReferenceEpisode({ seed: 0 }),
    new ReferenceEpisode({ seed: 1 }),
    new ReferenceEpisode({ seed: 0, episode: 2 }),
  ].map(({ game }) => String(game.inspect().materials));
  expect(new Set(worlds).size).toBe(3);
  expect(String(new ReferenceEpisode({ seed: 0n, episode: 1 }).game.inspect().materials)).toBe(worlds[0]);
});

it('is over when time is up', () => {
  const episode = new ReferenceEpisode({ seed: 0, length: 3 });
  expect([1, 2, 3].map(() => episode.step(0).done)).toEqual([false, false, true]);
});
