/**
 * Everything that a game of Crafter consists of, in flat arrays: tiles, objects in the order of their creation, chunks,
 * and the player's numbers. It keeps itself consistent (what is seen on a tile, counts per chunk) and knows no rule of
 * the game. Nothing is allocated while a game goes on, but for room for more objects.
 */
import { type Direction, DOWN, FACINGS, HEALTH, NONE, NOTHING, PLAYER, SEEN, type Ways } from './ids.ts';
import { ACHIEVEMENTS, AREA, ITEMS, MATERIALS, MOST, OBJECTS, VITALS } from './rules.ts';

/** Tiles of nothing around the world, so that whoever looks or walks over its edge needs no test of coordinates. */
const MARGIN = 4;
/** From one column of tiles to the next. */
export const STRIDE = AREA + 2 * MARGIN;
/** The first column of the world in an array of tiles; those before are of the margin. */
const FIRST = MARGIN * STRIDE;

/** Edge of a chunk, in tiles; the last row and column of chunks are smaller. */
const CHUNK = 12;
const CHUNKS = Math.ceil(AREA / CHUNK);
/** By coordinate: its row or column of chunks. */
const CHUNK_OF = Uint8Array.from({ length: AREA }, (_, at) => Math.floor(at / CHUNK));

/** Room for objects at first; a world begins with some seventy. */
const ROOM = 128;
/** Numbers in a snapshot that stand alone; the last of them is how many objects there are. */
const SCALARS = 14;
/** Numbers per object in a snapshot: type, x, y, health, extra. */
const FIELDS = 5;

/** Distance from a tile to its neighbour in each direction. */
const NEIGHBOUR = Int32Array.from(FACINGS, ([dx, dy]) => dx * STRIDE + dy);
const DX = Int8Array.from(FACINGS, ([dx]) => dx);
const DY = Int8Array.from(FACINGS, ([, dy]) => dy);

/** The player's place in the list of objects: it is the first to come and never removed. */
export const SELF = 0;

/** Index of (x, y) in an array of tiles; coordinates may lie up to `MARGIN` outside of the world. */
export function tileAt(x: number, y: number): number {
  return (x + MARGIN) * STRIDE + y + MARGIN;
}

/** Where the arrays lie in a world's memory. What a snapshot copies stands together, between `FIRST` and `KEPT`. */
const TILES = STRIDE * STRIDE;
const ACHIEVED = TILES;
const CARRIED = ACHIEVED + 2 * ACHIEVEMENTS.length;
const CHUNK_ORDER = CARRIED + ITEMS.length;
const ENTERED = CHUNK_ORDER + CHUNKS * CHUNKS;
const TILE_COUNTS = ENTERED + CHUNKS * CHUNKS;
const OBJECT_COUNTS = TILE_COUNTS + CHUNKS * CHUNKS * MATERIALS.length;
const KEPT = OBJECT_COUNTS + CHUNKS * CHUNKS * OBJECTS.length;
const SEMANTICS = KEPT;
const OBJECT_BYTES = SEMANTICS + TILES;
const OBJECT_NUMBERS = 4 * Math.ceil((OBJECT_BYTES + 4 * ROOM) / 4);
const MEMORY = OBJECT_NUMBERS + 4 * ROOM;

/** A game between two steps, as plain data in one buffer: to be kept, sent to a thread, and gone on with. */
export interface GameState {
  /** Single numbers, then five per object. */
  readonly numbers: Int32Array;
  /** Tiles, what is carried and achieved, and chunks: the part of the world's memory that is kept. */
  readonly bytes: Uint8Array;
}

export class WorldState {
  /** Steps taken. */
  step = 0;
  /** The step after which time is up; -1 for never. */
  limit = -1;

  // One piece of memory for them all: a world is made and copied in a moment.
  private readonly memory = new Uint8Array(MEMORY);
  /** Material of every tile. */
  readonly materials = this.memory.subarray(0, TILES);
  /** What is seen on every tile: index into `SEMANTICS`. */
  readonly semantics = this.memory.subarray(SEMANTICS, OBJECT_BYTES);

  /** Entries in the arrays of objects; those of type `NOTHING` have been removed since `compact`. */
  objects = 0;
  private removed = 0;
  /** Every object that there ever was has had a number, from 1 on; the next one's. */
  slots = 1;
  type = this.memory.subarray(OBJECT_BYTES, OBJECT_BYTES + ROOM);
  x = this.memory.subarray(OBJECT_BYTES + ROOM, OBJECT_BYTES + 2 * ROOM);
  y = this.memory.subarray(OBJECT_BYTES + 2 * ROOM, OBJECT_BYTES + 3 * ROOM);
  /** The player's is in its inventory. */
  health = this.memory.subarray(OBJECT_BYTES + 3 * ROOM, OBJECT_BYTES + 4 * ROOM);
  /** A zombie's cooldown, a skeleton's reload, an arrow's direction, steps that a plant has grown. */
  extra = new Int32Array(this.memory.buffer, OBJECT_NUMBERS, ROOM);

  /** Chunks that ever held an object, in the order in which they first did; the first `chunks` count. */
  readonly chunkOrder = this.memory.subarray(CHUNK_ORDER, ENTERED);
  chunks = 0;
  private readonly entered = this.memory.subarray(ENTERED, TILE_COUNTS);
  private readonly tileCounts = this.memory.subarray(TILE_COUNTS, OBJECT_COUNTS);
  private readonly objectCounts = this.memory.subarray(OBJECT_COUNTS, KEPT);

  facing: Direction = DOWN;
  sleeping = false;
  /** The body's clocks. They run in half steps, because a sleeper's run at half the speed. */
  hunger = 0;
  thirst = 0;
  fatigue = 0;
  recover = 0;
  readonly inventory = this.memory.subarray(CARRIED, CHUNK_ORDER);
  readonly achievements = new Uint16Array(this.memory.buffer, ACHIEVED, ACHIEVEMENTS.length);
  /** Bit i: achievement i has happened. */
  unlocked = 0;
  /** The player's health at the end of its own last update, and at the end of the last step. */
  healthFelt = MOST;
  healthShown = MOST;

  /** A world at the beginning of an episode, still without ground: the player, healthy and in the middle. */
  static begin(limit: number): WorldState {
    const state = new WorldState();
    state.limit = limit;
    state.inventory.fill(MOST, 0, VITALS);
    state.add(PLAYER, AREA / 2, AREA / 2, 0, 0);
    return state;
  }

  /** What is seen from an object in a direction. */
  ahead(object: number, direction: Direction): number {
    return this.semantics[this.tileAhead(object, direction)] as number;
  }

  tileOf(object: number): number {
    return tileAt(this.x[object] as number, this.y[object] as number);
  }

  tileAhead(object: number, direction: Direction): number {
    return this.tileOf(object) + (NEIGHBOUR[direction] as number);
  }

  /** Steps from a tile to the player, if nothing were in the way. */
  distance(x: number, y: number): number {
    return Math.abs(x - (this.x[SELF] as number)) + Math.abs(y - (this.y[SELF] as number));
  }

  /** The object on a tile of the world, or -1. */
  objectAt(tile: number): number {
    if ((this.semantics[tile] as number) <= SEEN) return -1;
    let object = 0;
    while (this.type[object] === NOTHING || this.tileOf(object) !== tile) object++;
    return object;
  }

  /** Puts a new object on a tile that holds none. Returns its index, which holds until `compact`. */
  add(type: number, x: number, y: number, health: number, extra: number): number {
    if (this.objects === this.type.length) this.makeRoom(2 * this.objects);
    const object = this.objects++;
    this.slots++;
    this.type[object] = type;
    this.x[object] = x;
    this.y[object] = y;
    this.health[object] = health;
    this.extra[object] = extra;
    this.semantics[tileAt(x, y)] = SEEN + type;
    this.enter(chunkOf(x, y), type);
    return object;
  }

  /** Takes an object out of the world; its entry goes with `compact`. */
  remove(object: number): void {
    const tile = this.tileOf(object);
    this.semantics[tile] = this.materials[tile] as number;
    this.leave(chunkOf(this.x[object] as number, this.y[object] as number), this.type[object] as number);
    this.type[object] = NOTHING;
    this.removed++;
  }

  /**
   * Moves an object by a tile. True when the tile was free for it; of an object that has been removed, nothing moves
   * even then.
   */
  move(object: number, direction: Direction, ways: Ways): boolean {
    const tile = this.tileOf(object);
    const target = tile + (NEIGHBOUR[direction] as number);
    if (ways[this.semantics[target] as number] === 0) return false;
    const type = this.type[object] as number;
    if (type === NOTHING) return true;
    const x = this.x[object] as number;
    const y = this.y[object] as number;
    const toX = x + (DX[direction] as number);
    const toY = y + (DY[direction] as number);
    this.x[object] = toX;
    this.y[object] = toY;
    this.semantics[tile] = this.materials[tile] as number;
    this.semantics[target] = SEEN + type;
    const from = chunkOf(x, y);
    const to = chunkOf(toX, toY);
    if (from !== to) {
      this.leave(from, type);
      this.enter(to, type);
    }
    return true;
  }

  /** Hurts whatever it is; health ends at 0. */
  damage(object: number, amount: number): void {
    if (object === SELF) this.inventory[HEALTH] = Math.max(0, (this.inventory[HEALTH] as number) - amount);
    else this.health[object] = Math.max(0, (this.health[object] as number) - amount);
  }

  /** Changes the material of a tile of the world on which no object stands. */
  setMaterial(tile: number, material: number): void {
    const chunk = chunkOf(Math.floor(tile / STRIDE) - MARGIN, (tile % STRIDE) - MARGIN);
    this.countTile(chunk, this.materials[tile] as number, -1);
    this.countTile(chunk, material, 1);
    this.materials[tile] = material;
    this.semantics[tile] = material;
  }

  /** Makes this the ground under all objects of a world that had none: materials, x-major without margins. */
  pave(materials: Readonly<Uint8Array>): void {
    for (let x = 0; x < AREA; x++) {
      for (let y = 0; y < AREA; y++) {
        const material = materials[x * AREA + y] as number;
        const tile = tileAt(x, y);
        this.materials[tile] = material;
        this.countTile(chunkOf(x, y), material, 1);
        if (this.semantics[tile] === NONE) this.semantics[tile] = material;
      }
    }
  }

  /** Materials, x-major without margins. */
  copyMaterials(): Uint8Array {
    const copy = new Uint8Array(AREA * AREA);
    for (let x = 0; x < AREA; x++) {
      const column = tileAt(x, 0);
      copy.set(this.materials.subarray(column, column + AREA), x * AREA);
    }
    return copy;
  }

  /** How many tiles of a chunk are of a material, whether or not something stands on them. */
  tilesIn(chunk: number, material: number): number {
    return this.tileCounts[chunk * MATERIALS.length + material] as number;
  }

  /** Number `k`, from 0, of those tiles, x-major; there must be so many. Returns x · AREA + y. */
  nthTileIn(chunk: number, material: number, k: number): number {
    const top = (chunk % CHUNKS) * CHUNK;
    const bottom = Math.min(top + CHUNK, AREA);
    let left = k;
    for (let x = Math.floor(chunk / CHUNKS) * CHUNK; ; x++) {
      for (let y = top; y < bottom; y++) {
        if (this.materials[tileAt(x, y)] === material && left-- === 0) return x * AREA + y;
      }
    }
  }

  /** How many objects of a type are in a chunk. */
  objectsIn(chunk: number, type: number): number {
    return this.objectCounts[chunk * OBJECTS.length + type] as number;
  }

  /** Number `k`, from 0, of those objects, in the order of their creation; there must be so many. */
  nthObjectIn(chunk: number, type: number, k: number): number {
    let left = k;
    for (let object = 0; ; object++) {
      if (this.type[object] !== type) continue;
      if (chunkOf(this.x[object] as number, this.y[object] as number) === chunk && left-- === 0) return object;
    }
  }

  /** Counts an achievement. */
  achieve(achievement: number): void {
    this.achievements[achievement] = (this.achievements[achievement] as number) + 1;
    this.unlocked |= 1 << achievement;
  }

  /** Closes the gaps of removed objects; the others keep their order. */
  compact(): void {
    if (this.removed === 0) return;
    let to = 0;
    for (let from = 0; from < this.objects; from++) {
      const type = this.type[from] as number;
      if (type === NOTHING) continue;
      this.type[to] = type;
      this.x[to] = this.x[from] as number;
      this.y[to] = this.y[from] as number;
      this.health[to] = this.health[from] as number;
      this.extra[to] = this.extra[from] as number;
      to++;
    }
    this.objects = to;
    this.removed = 0;
  }

  /** To be called between steps only, when nothing awaits `compact`. */
  pack(): GameState {
    const { objects } = this;
    const scalars = [
      this.step,
      this.limit,
      this.facing,
      Number(this.sleeping),
      this.hunger,
      this.thirst,
      this.fatigue,
      this.recover,
      this.unlocked,
      this.healthFelt,
      this.healthShown,
      this.slots,
      this.chunks,
      objects,
    ];
    const count = SCALARS + FIELDS * objects;
    const buffer = new ArrayBuffer(4 * count + KEPT - FIRST);
    const numbers = new Int32Array(buffer, 0, count);
    const bytes = new Uint8Array(buffer, 4 * count);
    bytes.set(this.memory.subarray(FIRST, KEPT));
    numbers.set(scalars);
    let at = SCALARS;
    for (let object = 0; object < objects; object++) {
      numbers[at++] = this.type[object] as number;
      numbers[at++] = this.x[object] as number;
      numbers[at++] = this.y[object] as number;
      numbers[at++] = this.health[object] as number;
      numbers[at++] = this.extra[object] as number;
    }
    return { numbers, bytes };
  }

  /**
   * Throws a RangeError when the state is not as long as it says; what comes from elsewhere has to be checked further
   * (`state-check.ts`).
   */
  static unpack({ numbers, bytes }: GameState): WorldState {
    const whole = SCALARS + FIELDS * (numbers[SCALARS - 1] as number);
    if (numbers.length !== whole || bytes.length !== KEPT - FIRST) {
      throw new RangeError(
        `A game of Crafter is damaged: ${numbers.length} numbers and ${bytes.length} bytes are not what it consists of.`,
      );
    }
    const state = new WorldState();
    let at = 0;
    const next = () => numbers[at++] as number;
    state.step = next();
    state.limit = next();
    state.facing = next();
    state.sleeping = next() === 1;
    state.hunger = next();
    state.thirst = next();
    state.fatigue = next();
    state.recover = next();
    state.unlocked = next();
    state.healthFelt = next();
    state.healthShown = next();
    state.slots = next();
    state.chunks = next();
    const objects = next();
    if (objects > ROOM) state.makeRoom(objects);
    state.memory.set(bytes, FIRST);
    state.semantics.set(state.materials);
    for (let object = 0; object < objects; object++) {
      const type = next();
      state.type[object] = type;
      state.x[object] = next();
      state.y[object] = next();
      state.health[object] = next();
      state.extra[object] = next();
      state.semantics[state.tileOf(object)] = SEEN + type;
    }
    state.objects = objects;
    return state;
  }

  /**
   * Whether there is one object per tile, nothing beyond the edge of the world, and what is counted per chunk is there.
   * Takes longer than a step; materials, types and coordinates must be possible ones.
   */
  isConsistent(): boolean {
    const again = new WorldState();
    for (let object = 0; object < this.objects; object++) {
      if (again.semantics[this.tileOf(object)] !== NONE) return false;
      again.add(this.type[object] as number, this.x[object] as number, this.y[object] as number, 0, 0);
    }
    again.pave(this.copyMaterials());
    const order = this.chunkOrder.subarray(0, this.chunks);
    return (
      areSame(again.materials, this.materials) &&
      areSame(again.tileCounts, this.tileCounts) &&
      areSame(again.objectCounts, this.objectCounts) &&
      this.chunks === this.entered.filter(Boolean).length &&
      this.entered.every((entered, chunk) => entered === Number(order.includes(chunk))) &&
      again.entered.every((entered, chunk) => entered <= (this.entered[chunk] as number))
    );
  }

  private countTile(chunk: number, material: number, change: number): void {
    const at = chunk * MATERIALS.length + material;
    this.tileCounts[at] = (this.tileCounts[at] as number) + change;
  }

  private enter(chunk: number, type: number): void {
    if (this.entered[chunk] === 0) {
      this.entered[chunk] = 1;
      this.chunkOrder[this.chunks++] = chunk;
    }
    const at = chunk * OBJECTS.length + type;
    this.objectCounts[at] = (this.objectCounts[at] as number) + 1;
  }

  private leave(chunk: number, type: number): void {
    const at = chunk * OBJECTS.length + type;
    this.objectCounts[at] = (this.objectCounts[at] as number) - 1;
  }

  private makeRoom(room: number): void {
    const larger = <T extends Uint8Array | Int32Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    this.type = larger(this.type, new Uint8Array(room));
    this.x = larger(this.x, new Uint8Array(room));
    this.y = larger(this.y, new Uint8Array(room));
    this.health = larger(this.health, new Uint8Array(room));
    this.extra = larger(this.extra, new Int32Array(room));
  }
}

function areSame(some: Readonly<Uint8Array>, others: Readonly<Uint8Array>): boolean {
  for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false;
  return true;
}

/** The chunk of a tile of the world; chunks are numbered x-major. */
function chunkOf(x: number, y: number): number {
  return (CHUNK_OF[x] as number) * CHUNKS + (CHUNK_OF[y] as number);
}

/** The least x and y of a chunk. */
export function chunkCorner(chunk: number): readonly [x: number, y: number] {
  return [Math.floor(chunk / CHUNKS) * CHUNK, (chunk % CHUNKS) * CHUNK];
}
