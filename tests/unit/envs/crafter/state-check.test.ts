/** What is restored may come from a file or another version: a damaged game is refused, and none that was played is. */
import { describe, expect, it } from 'vitest';
import { COW, GRASS } from '../../../../src/envs/crafter/ids.ts';
import { scriptedPlayer } from '../../../../src/envs/crafter/player/scripted-player.ts';
import { ACHIEVEMENTS, AREA } from '../../../../src/envs/crafter/rules.ts';
import { STRIDE, tileAt } from '../../../../src/envs/crafter/state.ts';
import { type CrafterState, CrafterWorld } from '../../../../src/envs/crafter/world.ts';
import { key } from '../../../../src/random/index.ts';
import { stage } from './stage.ts';

/** Where things stand in `numbers`: single numbers, then five per object, the player's first. */
const [STEP, LIMIT, FACING, SLEEPING, HUNGER] = [0, 1, 2, 3, 4];
const [UNLOCKED, HEALTH_SHOWN, SLOTS, CHUNKS, OBJECTS] = [8, 10, 11, 12, 13];
const PLAYER = 14;
const SECOND = PLAYER + 5;
const [TYPE, X, Y, HEALTH, EXTRA] = [0, 1, 2, 3, 4];

/** Where things stand in `bytes`: tiles from the first column of the world on, achievements, what is carried, chunks. */
const tile = (x: number, y: number) => tileAt(x, y) - tileAt(0, -4);
const ACHIEVED = STRIDE * STRIDE - tileAt(0, -4);
const CARRIED = ACHIEVED + 2 * ACHIEVEMENTS.length;
const ORDER = CARRIED + 16;
const ENTERED = ORDER + 36;
const TILE_COUNTS = ENTERED + 36;

const STATE = CrafterWorld.begin(key(4), 100).snapshot();

function damaged(change: (numbers: Int32Array, bytes: Uint8Array) => void): CrafterState {
  const { episode, game } = STATE;
  const [numbers, bytes] = [game.numbers.slice(), game.bytes.slice()];
  change(numbers, bytes);
  return { episode, game: { numbers, bytes } };
}

describe('a state of Crafter', () => {
  it('is taken at any time of a game', () => {
    const world = CrafterWorld.begin(key(2), 300);
    const player = scriptedPlayer(key(2), { style: 3, noise: 0.2, interval: [2, 12] });
    for (let over = false; !over; ) {
      const { terminated, truncated } = world.act(player.next(world).action);
      over = terminated || truncated;
      if (world.scene.steps % 10 === 0) CrafterWorld.restore(structuredClone(world.snapshot()));
    }
    expect(world.scene.steps).toBe(300);
    expect(CrafterWorld.restore(world.snapshot()).snapshot()).toEqual(world.snapshot());
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['of another environment', { tree: [[1], [0]], target: 1, walk: [0] }],
    ['with a key that is none', { ...STATE, episode: [1, -1] }],
    ['with a key that is too short', { ...STATE, episode: [1] }],
    ['with plain lists', { ...STATE, game: { numbers: [...STATE.game.numbers], bytes: [...STATE.game.bytes] } }],
  ])('is refused when it is %s', (_, state) => {
    expect(() => CrafterWorld.restore(state as CrafterState)).toThrow(
      new RangeError('This is not a state of Crafter: a key and a game in numbers and bytes are expected.'),
    );
  });

  it.each([
    ['few numbers', STATE.game.numbers.slice(0, 30), STATE.game.bytes],
    ['hardly any numbers', STATE.game.numbers.slice(0, 3), STATE.game.bytes],
    ['few bytes', STATE.game.numbers, STATE.game.bytes.slice(0, -1)],
    ['bytes too many', STATE.game.numbers, new Uint8Array(STATE.game.bytes.length + 1)],
  ])('is refused when it has %s', (_, numbers, bytes) => {
    const cut = { episode: STATE.episode, game: { numbers, bytes } };
    expect(() => CrafterWorld.restore(cut)).toThrow(RangeError);
    expect(() => CrafterWorld.restore(cut)).toThrow('are not what it consists of');
  });

  const far = 'outside of the world';
  const counts = 'what it counts is not what is there';
  it.each<[string, (numbers: Int32Array, bytes: Uint8Array) => unknown, string]>([
    ['two thousand million objects', (n) => (n[OBJECTS] = 2e9), 'are not what it consists of'],
    ['fewer than no objects', (n) => (n[OBJECTS] = -1), 'are not what it consists of'],
    ['a player far in the east', (n) => (n[PLAYER + X] = 200), far],
    ['a cow just beyond the edge', (n) => (n[SECOND + Y] = AREA), far],
    ['a place that does not fit', (n) => (n[SECOND + X] = 256 + 5), 'too large'],
    ['a player that is half asleep', (n) => (n[SLEEPING] = 2), 'too large'],
    ['a time before its beginning', (n) => (n[STEP] = -1), 'no number of steps'],
    ['no time', (n) => (n[LIMIT] = 0), 'no number of steps'],
    ['a player that looks nowhere', (n) => (n[FACING] = 4), 'looks nowhere'],
    ['endless hunger', (n) => (n[HUNGER] = 1_000_000), 'need'],
    ['too good a health', (n) => (n[HEALTH_SHOWN] = 10), 'more of something than 9'],
    ['too much to carry', (_, b) => (b[CARRIED + 5] = 10), 'more of something than 9'],
    ['an unknown achievement', (n) => (n[UNLOCKED] = 1 << 22), 'achievements'],
    ['an achievement that is not marked', (_, b) => (b[ACHIEVED + 2] = 1), 'achievements'],
    ['more objects than there were', (n) => (n[SLOTS] = 3), 'not all counted'],
    ['an unknown object', (n) => (n[SECOND + TYPE] = 7), 'unknown kind'],
    ['two players', (n) => (n[SECOND + TYPE] = 1), 'not one player'],
    ['no player', (n) => (n[PLAYER + TYPE] = COW), 'not one player'],
    ['an immortal object', (n) => (n[SECOND + HEALTH] = 200), 'more health than 9'],
    ['an object in no state', (n) => (n[SECOND + EXTRA] = -1), 'no state that there is'],
    ['two objects on a tile', (n) => n.copyWithin(SECOND + X, PLAYER + X, PLAYER + X + 2), counts],
    ['an object in another chunk', (n) => (n[SECOND + X] = (n[SECOND + X]! + 32) % AREA), counts],
    [
      'an object of another type than is counted',
      (n) => (n[SECOND + TYPE] = n[SECOND + TYPE]! === COW ? 3 : COW),
      counts,
    ],
    ['a hole', (_, b) => (b[tile(3, 3)] = 0), 'unknown material'],
    ['an unknown material', (_, b) => (b[tile(3, 3)] = 13), 'unknown material'],
    ['ground beyond the edge', (_, b) => (b[tile(3, -1)] = GRASS), counts],
    ['a wrong count of tiles', (_, b) => (b[TILE_COUNTS + GRASS] = b[TILE_COUNTS + GRASS]! + 1), counts],
    ['a wrong count of objects', (_, b) => (b[b.length - 1] = 1), counts],
    ['chunks without end', (n) => (n[CHUNKS] = 1_000_000), counts],
    ['a chunk that does not exist', (_, b) => (b[ORDER] = 40), counts],
    ['a chunk that comes twice', (_, b) => (b[ORDER + 1] = b[ORDER]!), counts],
    [
      'a chunk with objects that never held one',
      (n, b) => b.fill(0, ENTERED + b[ORDER + --n[CHUNKS]!]!, ENTERED + b[ORDER + n[CHUNKS]!]! + 1),
      counts,
    ],
  ])('is refused when it has %s', (_, change, problem) => {
    const state = damaged((numbers, bytes) => {
      change(numbers, bytes);
    });
    expect(() => CrafterWorld.restore(state)).toThrow(RangeError);
    expect(() => CrafterWorld.restore(state)).toThrow(problem);
  });

  it('may have an arrow in flight, but none that flies nowhere', () => {
    const shot = (extra: number) => ({
      episode: STATE.episode,
      game: stage({ objects: [{ type: 'arrow', x: 20, y: 20, extra }] }).game.snapshot(),
    });
    expect(CrafterWorld.restore(shot(3)).snapshot()).toEqual(shot(3));
    expect(() => CrafterWorld.restore(shot(4))).toThrow('no state that there is');
  });
});
