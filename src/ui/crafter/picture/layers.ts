/**
 * Which frames make up a tile, from the ground up: its ground, the edges towards other grounds, what stands on it, and who.
 * Pure; the same tile of the same scene always looks the same.
 */
import { MATERIALS, type MaterialName, OBJECTS, type ObjectName, RIPE } from '../../../envs/crafter/rules.ts';
import type { Scene, SceneObject } from '../../../envs/crafter/scene.ts';
import { frame, SIDES } from './frames.ts';

type Ground = 'void' | 'water' | 'grass' | 'rock' | 'path' | 'sand' | 'lava';

/** What a material looks like: its ground, and what stands out of it. */
const LOOKS: Readonly<Record<MaterialName, { readonly ground: Ground; readonly feature?: string }>> = {
  none: { ground: 'void' },
  water: { ground: 'water' },
  grass: { ground: 'grass' },
  stone: { ground: 'rock' },
  path: { ground: 'path' },
  sand: { ground: 'sand' },
  tree: { ground: 'grass', feature: 'tree' },
  lava: { ground: 'lava' },
  coal: { ground: 'rock', feature: 'coal' },
  iron: { ground: 'rock', feature: 'iron' },
  diamond: { ground: 'rock', feature: 'diamond' },
  table: { ground: 'path', feature: 'table' },
  furnace: { ground: 'path', feature: 'furnace' },
};

/** By material: its ground, and the frame that stands on it or -1. */
const GROUNDS: readonly Ground[] = MATERIALS.map((name) => LOOKS[name].ground);
const FEATURE = MATERIALS.map((name) => {
  const { feature } = LOOKS[name];
  return feature === undefined ? -1 : frame(feature);
});

/** Textures of a ground, each as often as it is to be met. */
const TEXTURES: Readonly<Record<Ground, readonly number[]>> = {
  void: [frame('void')],
  water: [frame('water-0'), frame('water-1')],
  grass: ['0', '1', '2', '0', '1', '2', '0', '1', '2', '0', '1', '2', '0', '1', '2', '3'].map((n) =>
    frame(`grass-${n}`),
  ),
  rock: [frame('rock-0'), frame('rock-1')],
  path: [frame('path-0'), frame('path-1')],
  sand: [frame('sand-0'), frame('sand-1')],
  lava: [frame('lava-0'), frame('lava-1')],
};

/** Offsets of the neighbours, in the order of `SIDES`. */
const OFFSETS = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
] as const;

const foursome = (name: string) => SIDES.map((side) => frame(`${name}-${side}`));
const BANK = [frame('bank-north'), ...foursome('foam').slice(1)];
const CRUST = foursome('crust');
const TUFTS = foursome('tufts');
const RIM = foursome('rock');
const SHADE = frame('shade-north');

/** The frame at the side of a tile of ground `own` towards a neighbour of ground `other`, or -1. */
function edge(own: Ground, other: Ground, side: number): number {
  if (own === other || other === 'void' || own === 'void') return -1;
  if (own === 'water') return BANK[side] as number;
  if (own === 'lava') return CRUST[side] as number;
  if (own === 'rock') return RIM[side] as number;
  if (other === 'rock') return side === 0 ? SHADE : -1;
  if (other === 'grass') return TUFTS[side] as number;
  return -1;
}

const PLAYER = OBJECTS.indexOf('player');
const ARROW = OBJECTS.indexOf('arrow');
const PLANT = OBJECTS.indexOf('plant');

const STILL: readonly number[] = OBJECTS.map((name: ObjectName) =>
  ['cow', 'zombie', 'skeleton'].includes(name) ? frame(name) : -1,
);
const PLAYER_FRAMES = foursome('player');
const ARROW_FRAMES = foursome('arrow');
const ASLEEP = frame('player-asleep');
const SAPLING = frame('sapling');
const RIPE_PLANT = frame('plant-ripe');

function sideOf([dx, dy]: readonly [number, number]): number {
  return dy < 0 ? 0 : dx > 0 ? 1 : dx < 0 ? 3 : 2;
}

/** The frame of an object, or -1. */
function objectFrame(object: SceneObject, { sleeping, facing }: Scene): number {
  if (object.type === PLAYER) return sleeping ? ASLEEP : (PLAYER_FRAMES[sideOf(facing)] as number);
  if (object.type === ARROW) return ARROW_FRAMES[sideOf(object.facing)] as number;
  if (object.type === PLANT) return object.grown > RIPE ? RIPE_PLANT : SAPLING;
  return STILL[object.type] ?? -1;
}

/** A number of the tile that looks like chance. */
export function tileHash(x: number, y: number, salt = 0): number {
  let h = Math.imul(x + 101, 0x9e3779b1) ^ Math.imul(y + 57, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Calls `draw` with every frame of a tile, the lowest first. */
export function forEachLayer(scene: Scene, x: number, y: number, draw: (frame: number) => void): void {
  const material = scene.material(x, y);
  const ground = GROUNDS[material] as Ground;
  const textures = TEXTURES[ground];
  draw(textures[tileHash(x, y) % textures.length] as number);
  for (let side = 0; side < OFFSETS.length; side++) {
    const [dx, dy] = OFFSETS[side] as readonly [number, number];
    const found = edge(ground, GROUNDS[scene.material(x + dx, y + dy)] as Ground, side);
    if (found >= 0) draw(found);
  }
  const feature = FEATURE[material] as number;
  if (feature >= 0) draw(feature);
  const object = scene.object(x, y);
  if (object === null) return;
  const shown = objectFrame(object, scene);
  if (shown >= 0) draw(shown);
}
