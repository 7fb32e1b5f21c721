/**
 * Whether what was stored or sent is a state of Crafter: a damaged or foreign one would be played wrongly, or for ever.
 * It costs many times what restoring costs, so it is done where worlds come in and not for every copy of a game.
 */
import type { Key } from '../../random/index.ts';
import { ARROW, FACINGS, PLAYER } from './ids.ts';
import { ACHIEVEMENTS, AREA, MATERIALS, MOST, OBJECTS } from './rules.ts';
import { type GameState, SELF, WorldState } from './state.ts';

export interface CrafterState {
  /** What the episode's luck is drawn from. */
  readonly episode: Key;
  readonly game: GameState;
}

/** The body's clocks stay nearer to 0 than this. */
const CLOCK = 64;
/** Directions that lead somewhere. */
const DIRECTIONS = FACINGS.length - 1;

/** Throws a RangeError that says what is wrong. */
export function checkState(state: unknown): CrafterState {
  const { episode, game } = (state ?? {}) as Partial<Record<keyof CrafterState, unknown>>;
  if (!isKey(episode) || !isGame(game)) {
    throw new RangeError('This is not a state of Crafter: a key and a game in numbers and bytes are expected.');
  }
  const problem = problemOf(WorldState.unpack(game), game);
  if (problem !== null) throw new RangeError(`A game of Crafter is damaged: ${problem}.`);
  return { episode, game };
}

function isKey(value: unknown): value is Key {
  return Array.isArray(value) && value.length === 2 && value.every((word) => word === word >>> 0);
}

function isGame(value: unknown): value is GameState {
  const { numbers, bytes } = (value ?? {}) as Partial<Record<keyof GameState, unknown>>;
  return numbers instanceof Int32Array && bytes instanceof Uint8Array;
}

/** What is wrong with a world that was made from `game`, or null. */
function problemOf(world: WorldState, { numbers }: GameState): string | null {
  // Most places are smaller than the numbers that they are filled from.
  if (world.pack().numbers.some((number, i) => number !== numbers[i])) return 'a number is too large for its place';
  if (world.step < 0 || !(world.limit === -1 || world.limit > 0)) return 'its time is no number of steps';
  return problemOfPlayer(world) ?? problemOfObjects(world) ?? problemOfGround(world);
}

function problemOfPlayer(world: WorldState): string | null {
  const { facing, hunger, thirst, fatigue, recover, healthFelt, healthShown, inventory, achievements } = world;
  if (!isBelow(facing, DIRECTIONS)) return 'the player looks nowhere';
  if (![hunger, thirst, fatigue, recover].every((clock) => Math.abs(clock) < CLOCK)) return 'a need is out of bounds';
  if (![healthFelt, healthShown, ...inventory].every((amount) => isBelow(amount, MOST + 1))) {
    return `there is more of something than ${MOST}`;
  }
  if (
    world.unlocked >>> ACHIEVEMENTS.length > 0 ||
    achievements.some((n, i) => n > 0 && !((world.unlocked >> i) & 1))
  ) {
    return 'its achievements contradict each other';
  }
  return null;
}

function problemOfObjects(world: WorldState): string | null {
  if (world.objects < 1 || world.slots <= world.objects) return 'its objects are not all counted';
  for (let object = 0; object < world.objects; object++) {
    const [type, x, y] = [world.type[object] as number, world.x[object] as number, world.y[object] as number];
    if (!isBelow(type, OBJECTS.length) || type < PLAYER || (type === PLAYER) !== (object === SELF)) {
      return 'it has an object of an unknown kind, or not one player';
    }
    if (!(isBelow(x, AREA) && isBelow(y, AREA))) return `an object stands at x ${x}, y ${y}, outside of the world`;
    if (!isBelow(world.health[object] as number, MOST + 1)) return `an object has more health than ${MOST}`;
    const extra = world.extra[object] as number;
    if (extra < 0 || (type === ARROW && extra >= DIRECTIONS)) return 'an object is in no state that there is';
  }
  return null;
}

function problemOfGround(world: WorldState): string | null {
  for (const material of world.copyMaterials()) {
    if (material === 0 || material >= MATERIALS.length) return 'a tile is of an unknown material';
  }
  return world.isConsistent() ? null : 'what it counts is not what is there';
}

function isBelow(value: number, limit: number): boolean {
  return value >= 0 && value < limit;
}
