/**
 * A game of Crafter, step by step as the reference plays it. All its luck comes from the `Randomness` that it is given;
 * drawing pictures, which in the reference draws random numbers too, is not its business.
 */
import { balance } from './balance.ts';
import { spawn, updateObject } from './creatures.ts';
import { daylightAt } from './daylight.ts';
import { ARROW, FACINGS, HEALTH, NOWHERE, PLANT, PLAYER } from './ids.ts';
import { updatePlayer } from './player-update.ts';
import type { Randomness } from './randomness.ts';
import { ACTIONS, type Action, AREA, EPISODE_STEPS, ITEMS, OBJECTS, VIEW_HEIGHT, VIEW_WIDTH } from './rules.ts';
import type { Scene, SceneObject } from './scene.ts';
import { chunkCorner, type GameState, SELF, STRIDE, tileAt, WorldState } from './state.ts';
import { generateWorld } from './terrain.ts';

export type { GameState } from './state.ts';

/** Objects as far away as this from the player, or farther, wait. */
const ACTIVE = 2 * Math.max(VIEW_WIDTH, VIEW_HEIGHT);
/** Steps between two balancings of the creatures. */
const BALANCE = 10;

/** What a step did. */
export interface StepResult {
  /** A tenth of the change in health, and 1 if something was achieved for the first time in the episode. */
  readonly reward: number;
  /** Dead, or out of time. */
  readonly done: boolean;
  readonly dead: boolean;
}

export interface GameOptions {
  /** Steps after which time is up, or null for never. */
  readonly length?: number | null;
}

/** Bytes that `writeSymbols` writes. */
export const SYMBOLS = VIEW_WIDTH * VIEW_HEIGHT + ITEMS.length + 3;

/** Bytes per object of `Inspection.objects`. */
const OBJECT_BYTES = 8;

export interface Inspection {
  /** Ids of materials, x-major. */
  readonly materials: Uint8Array;
  /**
   * All objects in the order of their creation, eight bytes each: type, x, y, health, then for the player facing x + 1,
   * facing y + 1, sleeping; for an arrow facing x + 1, facing y + 1; for a zombie its cooldown, for a skeleton its
   * reload, for a plant the steps it has grown (low byte, high byte); zeros.
   */
  readonly objects: Uint8Array;
  /** Chunks in the order in which they are balanced: least x, least y, and how many objects they hold. */
  readonly chunks: readonly (readonly number[])[];
  /** The body's clocks, in steps. */
  readonly hunger: number;
  readonly thirst: number;
  readonly fatigue: number;
  readonly recover: number;
  /** One more than the number of objects that there have been. */
  readonly slots: number;
}

export class Game implements Scene {
  private readonly world: WorldState;
  private readonly random: Randomness;
  private readonly result = { reward: 0, done: false, dead: false };

  private constructor(world: WorldState, random: Randomness) {
    this.world = world;
    this.random = random;
  }

  /** A new episode: the world is made, with the player in its middle. */
  static begin(random: Randomness, { length = EPISODE_STEPS }: GameOptions = {}): Game {
    if (length !== null && !(Number.isInteger(length) && length >= 1)) {
      throw new RangeError(`An episode lasts a whole number of steps from 1 up, or null for no end; got ${length}.`);
    }
    random.at?.(0);
    const world = WorldState.begin(length ?? -1);
    const materials = new Uint8Array(AREA * AREA);
    generateWorld(materials, random, (type, x, y) => spawn(world, type, x, y));
    world.pave(materials);
    return new Game(world, random);
  }

  /** Goes on with a game as it was; `random` must stand where that of the other game stood. */
  static restore(state: GameState, random: Randomness): Game {
    return new Game(WorldState.unpack(state), random);
  }

  /** Another game that goes on from here; `random` must stand where that of this game stands. */
  fork(random: Randomness): Game {
    return Game.restore(this.snapshot(), random);
  }

  snapshot(): GameState {
    return this.world.pack();
  }

  /** Carries out one step. The result is the same object every time. A game may go on after its end. */
  step(action: Action): StepResult {
    checkAction(action);
    const { world, random } = this;
    world.step++;
    random.at?.(world.step);
    const before = world.unlocked;
    // What comes into being in this step waits for the next one.
    const { objects } = world;
    updatePlayer(world, action, random);
    for (let object = SELF + 1; object < objects; object++) {
      if (world.distance(world.x[object] as number, world.y[object] as number) < ACTIVE)
        updateObject(world, object, random);
    }
    if (world.step % BALANCE === 0) balance(world, daylightAt(world.step), random);
    world.compact();
    return this.judge(before);
  }

  private judge(unlockedBefore: number): StepResult {
    const { world, result } = this;
    const health = world.inventory[HEALTH] as number;
    result.reward = (health - world.healthShown) / 10 + (world.unlocked === unlockedBefore ? 0 : 1);
    result.dead = health === 0;
    result.done = result.dead || (world.limit >= 0 && world.step >= world.limit);
    world.healthShown = health;
    return result;
  }

  /**
   * Writes what the player perceives as `SYMBOLS` bytes: what is seen on the tiles in view, column by column from the
   * west, each from the north; the inventory; facing (left, right, up, down: 0 … 3), sleeping (0 or 1), and daylight
   * (0 … 255).
   */
  writeSymbols(out: Uint8Array, from: number): void {
    const { semantics, inventory, facing, sleeping } = this.world;
    let at = from;
    const corner = this.world.tileOf(SELF) - (VIEW_WIDTH >> 1) * STRIDE - (VIEW_HEIGHT >> 1);
    for (let column = 0; column < VIEW_WIDTH; column++) {
      const top = corner + column * STRIDE;
      for (let row = 0; row < VIEW_HEIGHT; row++) out[at++] = semantics[top + row] as number;
    }
    for (let item = 0; item < ITEMS.length; item++) out[at++] = inventory[item] as number;
    out[at++] = facing;
    out[at++] = sleeping ? 1 : 0;
    out[at] = Math.round(255 * this.daylight);
  }

  get steps(): number {
    return this.world.step;
  }

  get daylight(): number {
    return daylightAt(this.world.step);
  }

  get x(): number {
    return this.world.x[SELF] as number;
  }

  get y(): number {
    return this.world.y[SELF] as number;
  }

  get facing(): readonly [dx: number, dy: number] {
    return FACINGS[this.world.facing] as readonly [number, number];
  }

  get sleeping(): boolean {
    return this.world.sleeping;
  }

  get inventory(): Readonly<Uint8Array> {
    return this.world.inventory;
  }

  get achievements(): Readonly<Uint16Array> {
    return this.world.achievements;
  }

  material(x: number, y: number): number {
    return isInside(x, y) ? (this.world.materials[tileAt(x, y)] as number) : 0;
  }

  semantic(x: number, y: number): number {
    return isInside(x, y) ? (this.world.semantics[tileAt(x, y)] as number) : 0;
  }

  object(x: number, y: number): SceneObject | null {
    const { world } = this;
    const object = isInside(x, y) ? world.objectAt(tileAt(x, y)) : -1;
    if (object < 0) return null;
    const type = world.type[object] as number;
    const extra = world.extra[object] as number;
    return {
      type,
      x,
      y,
      health: this.healthOf(object),
      facing: FACINGS[type === PLAYER ? world.facing : type === ARROW ? extra : NOWHERE] as SceneObject['facing'],
      grown: type === PLANT ? extra : 0,
    };
  }

  /** What a comparison with the reference needs to know beyond the scene. */
  inspect(): Inspection {
    const { world } = this;
    const objects = new Uint8Array(OBJECT_BYTES * world.objects);
    for (let object = 0; object < world.objects; object++) objects.set(this.bytesOf(object), OBJECT_BYTES * object);
    return {
      materials: world.copyMaterials(),
      objects,
      chunks: Array.from(world.chunkOrder.subarray(0, world.chunks), (chunk) => [
        ...chunkCorner(chunk),
        OBJECTS.reduce((sum, _, type) => sum + world.objectsIn(chunk, type), 0),
      ]),
      hunger: world.hunger / 2,
      thirst: world.thirst / 2,
      fatigue: world.fatigue / 2,
      recover: world.recover / 2,
      slots: world.slots,
    };
  }

  private bytesOf(object: number): readonly number[] {
    const { world } = this;
    const type = world.type[object] as number;
    const extra = world.extra[object] as number;
    const [dx, dy] = FACINGS[type === PLAYER ? world.facing : extra] ?? [0, 0];
    const place = [type, world.x[object] as number, world.y[object] as number, this.healthOf(object)] as const;
    if (type === PLAYER) return [...place, dx + 1, dy + 1, Number(world.sleeping)];
    if (type === ARROW) return [...place, dx + 1, dy + 1];
    return [...place, extra & 255, (extra >> 8) & 255];
  }

  private healthOf(object: number): number {
    return (object === SELF ? this.world.inventory[HEALTH] : this.world.health[object]) as number;
  }
}

/** Throws a RangeError for what is no action. */
export function checkAction(action: number): void {
  if (!(Number.isInteger(action) && action >= 0 && action < ACTIONS.length)) {
    throw new RangeError(`An action is a whole number from 0 to ${ACTIONS.length - 1}; got ${action}.`);
  }
}

function isInside(x: number, y: number): boolean {
  return x >= 0 && x < AREA && y >= 0 && y < AREA;
}
