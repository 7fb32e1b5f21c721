/** Scenes of Crafter drawn by hand: a map of letters around the player, for tests of what is made of a scene. */
import { ACHIEVEMENTS, ITEMS, type ItemName, MATERIALS, OBJECTS, SEMANTICS } from '../../src/envs/crafter/rules.ts';
import type { Scene, SceneObject } from '../../src/envs/crafter/scene.ts';

/** What the letters of a map stand for; a space lies outside of the world. */
const LETTERS: Readonly<Record<string, string>> = {
  ' ': 'none',
  '~': 'water',
  '.': 'grass',
  s: 'stone',
  _: 'path',
  ':': 'sand',
  T: 'tree',
  L: 'lava',
  c: 'coal',
  i: 'iron',
  d: 'diamond',
  t: 'table',
  f: 'furnace',
  '@': 'player',
  C: 'cow',
  Z: 'zombie',
  K: 'skeleton',
  '<': 'arrow',
  '>': 'arrow',
  '^': 'arrow',
  v: 'arrow',
  p: 'plant',
  P: 'plant',
};
const FLIGHTS: Readonly<Record<string, readonly [number, number]>> = {
  '<': [-1, 0],
  '>': [1, 0],
  '^': [0, -1],
  v: [0, 1],
};

interface Drawing {
  /** Where in the world the player stands; the map is laid around it. */
  readonly at?: readonly [x: number, y: number];
  readonly facing?: readonly [dx: number, dy: number];
  readonly sleeping?: boolean;
  readonly daylight?: number;
  readonly inventory?: Readonly<Partial<Record<ItemName, number>>>;
}

/** `map` has one row per line, with `@` for the player; what is not drawn is grass. Capital `P` is a ripe plant. */
export function drawScene(map: readonly string[], drawing: Drawing = {}): Scene {
  const { at = [32, 32], facing = [0, 1], sleeping = false, daylight = 1, inventory = {} } = drawing;
  const row = map.findIndex((line) => line.includes('@'));
  const column = map[row]?.indexOf('@') ?? -1;
  if (column < 0) throw new Error('A drawing needs an @ for the player.');
  const [x, y] = at;
  const letterAt = (tx: number, ty: number) => map[ty - y + row]?.[tx - x + column] ?? '.';
  const nameAt = (tx: number, ty: number) => {
    const name = LETTERS[letterAt(tx, ty)];
    if (name === undefined) throw new Error(`"${letterAt(tx, ty)}" stands for nothing in a drawing.`);
    return name;
  };
  const vitals = { health: 9, food: 9, drink: 9, energy: 9 };
  return {
    steps: 0,
    daylight,
    x,
    y,
    facing,
    sleeping,
    inventory: Uint8Array.from(ITEMS, (item) => ({ ...vitals, ...inventory })[item] ?? 0),
    achievements: new Uint16Array(ACHIEVEMENTS.length),
    material: (tx, ty) => {
      const material = (MATERIALS as readonly string[]).indexOf(nameAt(tx, ty));
      return material < 0 ? MATERIALS.indexOf('grass') : material;
    },
    semantic: (tx, ty) => (SEMANTICS as readonly string[]).indexOf(nameAt(tx, ty)),
    object: (tx, ty): SceneObject | null => {
      const type = (OBJECTS as readonly string[]).indexOf(nameAt(tx, ty));
      if (type < 0) return null;
      const letter = letterAt(tx, ty);
      return {
        type,
        x: tx,
        y: ty,
        health: 1,
        facing: FLIGHTS[letter] ?? [0, 0],
        grown: letter === 'P' ? 301 : letter === 'p' ? 300 : 0,
      };
    },
  };
}
