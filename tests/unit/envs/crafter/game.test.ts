import { describe, expect, it } from 'vitest';
import { Game, SYMBOLS } from '../../../../src/envs/crafter/game.ts';
import { EpisodeLuck } from '../../../../src/envs/crafter/luck.ts';
import { ACTIONS, AREA, MATERIALS, OBJECTS } from '../../../../src/envs/crafter/rules.ts';
import { between, foldIn, type Key, key } from '../../../../src/random/index.ts';
import { act, inside, stage } from './stage.ts';

const ROOT = key(55);

/** Action number `step` of a random player. */
const choose = (player: Key, step: number) => between(foldIn(player, step), 0, ACTIONS.length - 1);

function play(game: Game, steps: number, player: Key = ROOT): Game {
  for (let i = 0; i < steps; i++) game.step(choose(player, game.steps));
  return game;
}

/** All that there is to know of a game. */
const portrait = (game: Game) => {
  const symbols = new Uint8Array(SYMBOLS);
  game.writeSymbols(symbols, 0);
  return { ...game.inspect(), ...game.snapshot(), symbols, achievements: [...game.achievements], steps: game.steps };
};

describe('an episode', () => {
  it('begins in the middle of a world, in good health', () => {
    const game = Game.begin(new EpisodeLuck(ROOT));
    expect([game.x, game.y, game.facing, game.sleeping, game.steps]).toEqual([32, 32, [0, 1], false, 0]);
    expect([...game.inventory]).toEqual([9, 9, 9, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(OBJECTS[game.object(32, 32)!.type]).toBe('player');
    expect(new Set(game.inspect().materials).size).toBeGreaterThan(5);
  });

  it('is decided by its key and the actions', () => {
    const games = [1, 1, 2].map((episode) => play(Game.begin(new EpisodeLuck(foldIn(ROOT, episode))), 150));
    expect(portrait(games[0]!)).toEqual(portrait(games[1]!));
    expect(portrait(games[0]!)).not.toEqual(portrait(games[2]!));
  });

  it('ends when its time is up', () => {
    const game = Game.begin(new EpisodeLuck(ROOT), { length: 2 });
    expect(act(game, 'noop')).toEqual({ reward: 0, done: false, dead: false });
    expect(act(game, 'noop')).toEqual({ reward: 0, done: true, dead: false });
    expect(act(stage({ ground: 'sand', steps: 9999, limit: 10_000 }).game, 'noop').done).toBe(true);
    expect(act(stage({ ground: 'sand', steps: 9999 }).game, 'noop').done).toBe(false);
  });

  it('refuses a length that is none, and what is no action', () => {
    for (const length of [0, 1.5, -3]) {
      expect(() => Game.begin(new EpisodeLuck(ROOT), { length })).toThrow(`got ${length}`);
    }
    const { game } = stage({});
    for (const action of [17, -1, 0.5, Number.NaN])
      expect(() => game.step(action)).toThrow(`from 0 to 16; got ${action}`);
    expect(game.steps).toBe(0);
  });

  it('gives a reward of 1 for the first time only, and once for several', () => {
    const { game } = stage(
      {
        ground: 'sand',
        tiles: [[32, 33, 'tree']],
        adjust: (world) => (world.sleeping = true),
      },
      0.5,
    );
    // Waking up and collecting wood in one step.
    expect(act(game, 'do').reward).toBe(1);
    expect([...game.achievements].filter((count) => count === 1).length).toBe(2);
    const again = stage({ items: { stone: 2 }, ground: 'water' }).game;
    expect([act(again, 'place_stone').reward, act(again, 'move_up').reward, act(again, 'place_stone').reward]).toEqual([
      1, 0, 0,
    ]);
  });

  it('tells health by tenths', () => {
    const { game } = stage({
      objects: [{ type: 'arrow', x: 33, y: 32, extra: 0 }],
      adjust: (world) => (world.recover = 50),
    });
    // One up in the player's own update, two down by the arrow.
    expect(act(game, 'noop').reward).toBe((9 - 2 - 9) / 10);
  });
});

describe('a snapshot', () => {
  it('goes on identically, in another thread too', () => {
    for (const episode of [1, 2, 3]) {
      const luck = () => new EpisodeLuck(foldIn(ROOT, episode));
      const game = play(Game.begin(luck()), 60);
      const copy = Game.restore(structuredClone(game.snapshot()), luck());
      expect(portrait(copy)).toEqual(portrait(game));
      for (let step = 0; step < 60; step++) {
        const action = choose(ROOT, game.steps);
        expect({ ...copy.step(action) }).toEqual({ ...game.step(action) });
      }
      expect(portrait(copy)).toEqual(portrait(game));
    }
  });

  it('is not touched by what comes after', () => {
    const luck = new EpisodeLuck(ROOT);
    const game = play(Game.begin(luck), 30);
    const before = portrait(game);
    const state = game.snapshot();
    play(game, 40);
    expect(portrait(Game.restore(state, luck))).toEqual(before);
  });

  it('is small', () => {
    const { numbers, bytes } = play(Game.begin(new EpisodeLuck(ROOT)), 30).snapshot();
    expect(numbers.byteLength + bytes.byteLength).toBeLessThan(8192);
    // One buffer holds both and nothing else.
    expect(bytes.buffer).toBe(numbers.buffer);
    expect(bytes.buffer.byteLength).toBe(numbers.byteLength + bytes.byteLength);
  });
});

describe('a fork', () => {
  it('lives its own life', () => {
    const luck = new EpisodeLuck(ROOT);
    const game = play(Game.begin(luck), 30);
    const twin = play(Game.begin(luck), 30);
    const fork = game.fork(luck);
    play(fork, 50, key(9));
    expect(portrait(game)).toEqual(portrait(twin));
    // In turns, with the same luck: they do not disturb each other.
    const other = game.fork(luck);
    for (let step = 0; step < 30; step++) {
      game.step(choose(ROOT, game.steps));
      other.step(choose(key(8), other.steps));
    }
    expect(portrait(game)).toEqual(portrait(play(twin, 30)));
  });
});

describe('what is counted along', () => {
  it('is what a recount finds', () => {
    for (let episode = 0; episode < 3; episode++) {
      const game = play(Game.begin(new EpisodeLuck(foldIn(ROOT, episode))), 130);
      const { materials, objects, chunks } = game.inspect();
      const world = inside(game);
      const seen = Array.from(materials);
      const members = new Map<string, number>();
      for (let at = 0; at < objects.length; at += 8) {
        const [type, x, y] = objects.subarray(at, at + 3) as unknown as [number, number, number];
        expect(seen[x * AREA + y]).toBeLessThan(MATERIALS.length);
        seen[x * AREA + y] = MATERIALS.length - 1 + type;
        const corner = `${x - (x % 12)},${y - (y % 12)}`;
        members.set(corner, (members.get(corner) ?? 0) + 1);
      }
      expect(seen).toEqual(Array.from({ length: AREA ** 2 }, (_, i) => game.semantic(Math.floor(i / AREA), i % AREA)));
      expect(chunks.map(([x, y, count]) => [`${x},${y}`, count])).toEqual(
        chunks.map(([x, y]) => [`${x},${y}`, members.get(`${x},${y}`) ?? 0]),
      );
      for (let chunk = 0; chunk < 36; chunk++) {
        const inChunk = Array.from(materials).filter(
          (_, i) => Math.floor(Math.floor(i / AREA) / 12) * 6 + Math.floor((i % AREA) / 12) === chunk,
        );
        for (let material = 0; material < MATERIALS.length; material++) {
          expect(world.tilesIn(chunk, material)).toBe(inChunk.filter((one) => one === material).length);
        }
      }
    }
  });

  it('follows every tile that changes', () => {
    const { game } = stage({ items: { stone: 1 } });
    act(game, 'place_stone');
    const world = inside(game);
    // The player's chunk is the third of the third column.
    const count = (name: (typeof MATERIALS)[number]) => world.tilesIn(2 * 6 + 2, MATERIALS.indexOf(name));
    expect([count('grass'), count('stone'), count('path')]).toEqual([143, 1, 0]);
  });

  it('has room for any number of objects', () => {
    const objects = Array.from(
      { length: 400 },
      (_, i) => ({ type: 'plant', x: i % 20, y: Math.floor(i / 20) }) as const,
    );
    const { game } = stage({ objects, items: { sapling: 1 } });
    act(game, 'place_plant');
    const { slots, objects: all } = game.inspect();
    expect([slots, all.length]).toEqual([403, 402 * 8]);
    expect([...all.subarray(8 * 400, 8 * 402)]).toEqual([6, 19, 19, 1, 0, 0, 0, 0, 6, 32, 33, 1, 0, 0, 0, 0]);
  });

  it('keeps the order of objects when some go', () => {
    const plant = (x: number, health: number) => ({ type: 'plant', x, y: 32, health }) as const;
    const { game } = stage({ objects: [plant(34, 1), plant(36, 0), plant(38, 1), plant(40, 0), plant(42, 1)] });
    act(game, 'noop');
    const { objects, slots } = game.inspect();
    expect([0, 1, 2, 3].map((i) => objects[8 * i + 1])).toEqual([32, 34, 38, 42]);
    expect([objects.length, slots]).toEqual([32, 7]);
  });
});

describe('the bytes of a comparison', () => {
  it('are those of the traces', () => {
    const { game } = stage({
      items: { energy: 4 },
      at: [10, 10],
      objects: [
        { type: 'cow', x: 50, y: 50 },
        { type: 'zombie', x: 51, y: 50, extra: 3 },
        { type: 'skeleton', x: 52, y: 50, extra: 2 },
        { type: 'arrow', x: 53, y: 50, extra: 2 },
        { type: 'plant', x: 54, y: 50, extra: 258 },
      ],
    });
    act(game, 'sleep');
    const { objects } = game.inspect();
    expect(Array.from({ length: 6 }, (_, i) => [...objects.subarray(8 * i, 8 * i + 8)])).toEqual([
      [1, 10, 10, 9, 1, 2, 1, 0],
      [2, 50, 50, 3, 0, 0, 0, 0],
      [3, 51, 50, 5, 3, 0, 0, 0],
      [4, 52, 50, 3, 2, 0, 0, 0],
      [5, 53, 50, 0, 1, 0, 0, 0],
      [6, 54, 50, 1, 2, 1, 0, 0],
    ]);
  });
});

describe('symbols', () => {
  it('are the view, the inventory and how things are', () => {
    const { game } = stage({
      at: [1, 62],
      items: { wood: 3, energy: 5 },
      tiles: [[5, 59, 'diamond']],
      objects: [{ type: 'plant', x: 0, y: 63 }],
      steps: 59,
      ground: 'sand',
    });
    act(game, 'sleep');
    const symbols = new Uint8Array(SYMBOLS + 4).fill(77);
    game.writeSymbols(symbols, 2);
    const view = symbols.subarray(2, 65);
    for (let dx = -4; dx <= 4; dx++) {
      for (let dy = -3; dy <= 3; dy++) expect(view[(dx + 4) * 7 + dy + 3]).toBe(game.semantic(1 + dx, 62 + dy));
    }
    expect([view[0], view[8 * 7], view[31]]).toEqual([0, MATERIALS.indexOf('diamond'), MATERIALS.length]);
    expect([...symbols.subarray(65, 81)]).toEqual([...game.inventory]);
    // Down, asleep, noon; and nothing written beyond.
    expect([...symbols.subarray(81)]).toEqual([3, 1, 255, 77, 77]);
    expect([symbols[0], symbols[1]]).toEqual([77, 77]);
  });
});
