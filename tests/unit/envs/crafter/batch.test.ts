import { describe, expect, it } from 'vitest';
import { Batch, episodeKey } from '../../../../src/envs/crafter/batch.ts';
import { Game, SYMBOLS } from '../../../../src/envs/crafter/game.ts';
import { EpisodeLuck } from '../../../../src/envs/crafter/luck.ts';
import { ACTIONS } from '../../../../src/envs/crafter/rules.ts';
import { between, derive, key } from '../../../../src/random/index.ts';

const KEY = key(31);
const SIZE = 3;
const choose = (game: number, step: number) => between(derive(KEY, 'action', game, step), 0, ACTIONS.length - 1);

describe('a batch', () => {
  it('is many single games, one episode after another', () => {
    const length = 40;
    const batch = new Batch(KEY, SIZE, { length });
    const begin = (game: number, episode: number) =>
      Game.begin(new EpisodeLuck(episodeKey(KEY, game, episode)), { length });
    const games = Array.from({ length: SIZE }, (_, i) => begin(i, 0));
    const episodes = games.map(() => 0);
    const symbols = new Uint8Array(SIZE * SYMBOLS);
    const last = new Uint8Array(SIZE * SYMBOLS);
    for (const [i, game] of games.entries()) game.writeSymbols(symbols, i * SYMBOLS);
    expect(batch.observations).toEqual(symbols);
    for (let step = 0; step < 100; step++) {
      const actions = Uint8Array.from(games, (_, i) => choose(i, step));
      batch.step(actions);
      games.forEach((game, i) => {
        const { reward, done, dead } = game.step(actions[i] as number);
        expect([batch.rewards[i], batch.terminated[i], batch.truncated[i]]).toEqual([
          reward,
          Number(dead),
          Number(done && !dead),
        ]);
        if (done) {
          game.writeSymbols(last, i * SYMBOLS);
          games[i] = begin(i, ++episodes[i]!);
        }
        games[i]!.writeSymbols(symbols, i * SYMBOLS);
      });
      expect(batch.observations).toEqual(symbols);
      expect(batch.finalObservations).toEqual(last);
      expect([...batch.episodes]).toEqual(episodes);
    }
    expect(Math.min(...episodes)).toBeGreaterThanOrEqual(2);
  });

  it('tells death from time that is up', () => {
    const batch = new Batch(KEY, 1, { length: 400 });
    const ends: string[] = [];
    for (let step = 0; step < 1200; step++) {
      batch.step([choose(0, step)]);
      if (batch.terminated[0]) ends.push('dead');
      if (batch.truncated[0]) ends.push('time');
    }
    expect(ends.length).toBe(batch.episodes[0]);
    expect(ends).toContain('dead');
  });

  it('gives every game and episode its own luck', () => {
    const keys = [0, 1].flatMap((game) => [0, 1].map((episode) => episodeKey(KEY, game, episode).join()));
    expect(new Set(keys).size).toBe(4);
  });

  it('refuses what does not fit', () => {
    expect(() => new Batch(KEY, 0)).toThrow('from 1 up; got 0');
    const batch = new Batch(KEY, 2);
    expect(() => batch.step([1])).toThrow('A batch of 2 games takes as many actions; got 1');
  });

  it('takes all actions or none', () => {
    const [batch, other] = [new Batch(KEY, SIZE), new Batch(KEY, SIZE)];
    expect(() => batch.step([1, 2, 99])).toThrow('An action is a whole number from 0 to 16; got 99.');
    for (let step = 0; step < 5; step++) {
      for (const one of [batch, other]) one.step([1, 2, 3]);
      expect(batch.observations).toEqual(other.observations);
    }
  });
});
