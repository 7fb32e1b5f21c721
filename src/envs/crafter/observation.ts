/**
 * What an agent reads at a step: what is on its four sides and in front of it, the nearest of each kind of thing in the
 * rest of its view, its vitals and what it carries, and a prompt. Everything is in view in the reference's image too, and
 * in the same order every time. 10 to `LONGEST_OBSERVATION` tokens, less than twenty on average.
 */
import type { Token } from '../environment.ts';
import { RIPE, SEMANTICS, VIEW_HEIGHT, VIEW_WIDTH } from './rules.ts';
import type { Scene } from './scene.ts';
import {
  FLAG_WORDS,
  FRONT_WORDS,
  GOODS,
  GOODS_WORDS,
  KINDS,
  type Kind,
  PLACES,
  SIDE_WORDS,
  SIDES,
  SIGHT_WORDS,
  SIGHTS,
  TOKEN,
  TOOL_MATERIALS,
  TOOL_WORDS,
  TOOLS,
  VITAL_WORDS,
  VITALS,
} from './vocabulary.ts';

/** Of more kinds in view than these, only the most pressing are told. */
const MOST_SIGHTS = 10;

export const LONGEST_OBSERVATION =
  SIDES.length + 1 + MOST_SIGHTS + VITALS.length + GOODS.length + TOOLS.length + FLAG_WORDS.names.length + 1;

/** It is dark when the daylight is less. */
const DUSK = 0.5;

const OFFSETS = { w: [-1, 0], e: [1, 0], n: [0, -1], s: [0, 1] } as const;

/** Index into `KINDS` by index into `SEMANTICS`; for arrows and plants their object decides. */
const KIND_OF_SEMANTIC = SEMANTICS.map((name) => KINDS.indexOf(name as Kind));
const ARROW = SEMANTICS.indexOf('arrow');
const PLANT = SEMANTICS.indexOf('plant');
const ARROW_COMING = KINDS.indexOf('arrow_coming');
const ARROW_GOING = KINDS.indexOf('arrow_going');
const UNRIPE_PLANT = KINDS.indexOf('plant');
const RIPE_PLANT = KINDS.indexOf('ripe_plant');

/** Index into `SIGHTS` by index into `KINDS`, or -1. */
const SIGHT_OF_KIND = KINDS.map((kind) => (SIGHTS as readonly Kind[]).indexOf(kind));

/** The tiles in view but for the player's own and its neighbours', the nearest first. */
const FARTHER = viewBeyondNeighbours();

export function observe(scene: Scene): Token[] {
  const { x, y, facing, inventory } = scene;
  const tokens: Token[] = [];
  const told = new Uint8Array(SIGHTS.length);
  const tell = (kind: number) => {
    const sight = SIGHT_OF_KIND[kind] ?? -1;
    if (sight >= 0) told[sight] = 1;
  };

  SIDES.forEach((side, i) => {
    const [dx, dy] = OFFSETS[side];
    const kind = kindAt(scene, x + dx, y + dy);
    tell(kind);
    tokens.push(SIDE_WORDS.token(i * KINDS.length + kind));
  });
  tokens.push(FRONT_WORDS.token(kindAt(scene, x + facing[0], y + facing[1])));

  const sights: number[] = [];
  for (const { dx, dy, place } of FARTHER) {
    const kind = kindAt(scene, x + dx, y + dy);
    const sight = SIGHT_OF_KIND[kind] ?? -1;
    if (sight < 0 || told[sight] === 1) continue;
    told[sight] = 1;
    sights.push(sight * PLACES.length + place);
  }
  sights.sort((a, b) => a - b);
  for (const sight of sights.slice(0, MOST_SIGHTS)) tokens.push(SIGHT_WORDS.token(sight));

  const perVital = VITAL_WORDS.names.length / VITALS.length;
  VITALS.forEach((_, i) => {
    tokens.push(VITAL_WORDS.token(i * perVital + (inventory[i] ?? 0)));
  });
  const perGood = GOODS_WORDS.names.length / GOODS.length;
  GOODS.forEach((_, i) => {
    const amount = inventory[VITALS.length + i] ?? 0;
    if (amount > 0) tokens.push(GOODS_WORDS.token(i * perGood + amount - 1));
  });
  const perTool = TOOL_WORDS.names.length / TOOLS.length;
  TOOLS.forEach((_, i) => {
    const first = VITALS.length + GOODS.length + i * TOOL_MATERIALS.length;
    const set = TOOL_MATERIALS.reduce((bits, _, j) => bits | (Number((inventory[first + j] ?? 0) > 0) << j), 0);
    if (set > 0) tokens.push(TOOL_WORDS.token(i * perTool + set - 1));
  });
  if (scene.sleeping) tokens.push(FLAG_WORDS.token(0));
  if (scene.daylight < DUSK) tokens.push(FLAG_WORDS.token(1));
  tokens.push(TOKEN.prompt);
  return tokens;
}

/** Index into `KINDS`. */
function kindAt(scene: Scene, x: number, y: number): number {
  const semantic = scene.semantic(x, y);
  if (semantic === ARROW) {
    const arrow = scene.object(x, y);
    const nearing = arrow !== null && arrow.facing[0] * (scene.x - x) + arrow.facing[1] * (scene.y - y) > 0;
    return nearing ? ARROW_COMING : ARROW_GOING;
  }
  if (semantic === PLANT) return (scene.object(x, y)?.grown ?? 0) > RIPE ? RIPE_PLANT : UNRIPE_PLANT;
  return KIND_OF_SEMANTIC[semantic] ?? 0;
}

function viewBeyondNeighbours(): { dx: number; dy: number; place: number }[] {
  const [across, down] = [(VIEW_WIDTH - 1) / 2, (VIEW_HEIGHT - 1) / 2];
  const tiles = [];
  for (let dx = -across; dx <= across; dx++) {
    for (let dy = -down; dy <= down; dy++) {
      const place = PLACES.indexOf(letter(dy, 'N', 'n', 's', 'S') + letter(dx, 'W', 'w', 'e', 'E'));
      if (Math.abs(dx) + Math.abs(dy) > 1) tiles.push({ dx, dy, place });
    }
  }
  return tiles.sort((a, b) => Math.abs(a.dx) + Math.abs(a.dy) - Math.abs(b.dx) - Math.abs(b.dy));
}

function letter(d: number, ...[farBack, back, ahead, farAhead]: readonly [string, string, string, string]): string {
  if (d === 0) return '';
  if (d < 0) return d < -1 ? farBack : back;
  return d > 1 ? farAhead : ahead;
}
