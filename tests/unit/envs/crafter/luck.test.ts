import { describe, expect, it } from 'vitest';
import { EpisodeLuck } from '../../../../src/envs/crafter/luck.ts';
import { derive, key, threefry2x32 } from '../../../../src/random/index.ts';

const EPISODE = key(7);

describe('the luck of an episode', () => {
  it('is Threefry under the key, counted by step and draw', () => {
    const luck = new EpisodeLuck(EPISODE);
    luck.at(12);
    const words = Array.from({ length: 5 }, () => luck.uniform() * 2 ** 32);
    const own = derive(EPISODE, 'luck');
    expect(words).toEqual([0, 1, 2].flatMap((block) => threefry2x32(own, [12, block])).slice(0, 5));
  });

  it('begins anew with every step, whatever was drawn before', () => {
    const [a, b] = [new EpisodeLuck(EPISODE), new EpisodeLuck(EPISODE)];
    a.at(1);
    a.uniform();
    a.at(2);
    b.at(2);
    expect([a.uniform(), a.below(7), a.uniform()]).toEqual([b.uniform(), b.below(7), b.uniform()]);
  });

  it('draws nothing to choose from one', () => {
    const [a, b] = [new EpisodeLuck(EPISODE), new EpisodeLuck(EPISODE)];
    expect(a.below(1)).toBe(0);
    expect(a.uniform()).toBe(b.uniform());
  });

  it('chooses evenly', () => {
    const luck = new EpisodeLuck(EPISODE);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 6000; i++) counts[luck.below(6)]!++;
    // Five degrees of freedom: above 20.5 once in a thousand.
    expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(20.5);
  });

  it('draws again instead of favouring small numbers', () => {
    // Of all words, a quarter is above the only multiple of 3 · 2^30.
    const luck = new EpisodeLuck(EPISODE);
    const values = Array.from({ length: 300 }, () => luck.below(3 * 2 ** 30));
    expect(values.every((value) => value < 3 * 2 ** 30)).toBe(true);
    const low = values.filter((value) => value < 2 ** 30).length;
    expect(low).toBeGreaterThan(70);
    expect(low).toBeLessThan(130);
  });
});
