/**
 * A scene as English text, with the content and the wording of the language wrapper that the BALROG benchmark puts
 * around Crafter, so that what language models read elsewhere can be read here too. As there, nothing at all is seen
 * within four tiles of the world's western edge or within three of its northern edge.
 */
import { AREA, ITEMS, MOST, SEMANTICS, VIEW_HEIGHT, VIEW_WIDTH } from './rules.ts';
import type { Scene } from './scene.ts';

/** Which tiles are told, and how; names are those of `SEMANTICS`. */
export interface TextOptions {
  /** Of every name only the nearest tile, instead of all of them. */
  readonly nearestOnly: boolean;
  /** Steps in each axis, instead of steps in all and a point of the compass. */
  readonly precise: boolean;
  /** Names that are not told; who faces one faces nothing. */
  readonly skip: readonly string[];
  /** Names of which only those tiles are told that touch a tile of another name. */
  readonly edgeOnly: readonly string[];
}

/** What the wrapper does unless told otherwise, and the options that have been published for it. */
export const TEXT_VARIANTS = {
  default: { nearestOnly: true, precise: false, skip: [], edgeOnly: [] },
  precise: { nearestOnly: true, precise: true, skip: [], edgeOnly: [] },
  all: { nearestOnly: false, precise: false, skip: [], edgeOnly: [] },
  skip: { nearestOnly: true, precise: false, skip: ['grass', 'sand', 'path'], edgeOnly: ['water', 'lava'] },
} as const satisfies Record<string, TextOptions>;

interface Seen {
  readonly name: string;
  readonly dx: number;
  readonly dy: number;
}

/** What is seen where, and what is faced: the wrapper's long-term context. */
export function describeSurroundings(scene: Scene, options: TextOptions): string {
  const window = look(scene);
  const told = window.filter(
    (seen) =>
      (seen.dx !== 0 || seen.dy !== 0) &&
      !options.skip.includes(seen.name) &&
      (!options.edgeOnly.includes(seen.name) || touchesAnother(window, seen)),
  );
  const lines = (options.nearestOnly ? nearestOfEach(told) : told).map(
    ({ name, dx, dy }) => `- ${name} ${options.precise ? stepsInAxes(dx, dy) : stepsAndCompass(dx, dy)}`,
  );
  const list = lines.length > 0 ? `You see:\n${lines.join('\n')}` : 'You see nothing away from you.';
  const [fx, fy] = scene.facing;
  const faced = window.find(({ dx, dy }) => dx === fx && dy === fy)?.name ?? 'nothing';
  return `${condition(scene)}${list}\n\nYou face ${options.skip.includes(faced) ? 'nothing' : faced} at your front.`;
}

/** How the player is and what it carries: the wrapper's short-term context. */
export function describeStatus({ inventory }: Scene): string {
  const vitals = ITEMS.slice(0, 4).map((name, item) => `- ${name}: ${inventory[item]}/${MOST}`);
  const carried = ITEMS.slice(4).flatMap((name, i) => {
    const amount = inventory[4 + i] ?? 0;
    return amount > 0 ? [`- ${name}: ${amount}`] : [];
  });
  const pockets = carried.length > 0 ? `Your inventory:\n${carried.join('\n')}` : 'You have nothing in your inventory.';
  return `Your status:\n${vitals.join('\n')}\n\n${pockets}`;
}

function condition({ sleeping, inventory }: Scene): string {
  if (sleeping) return 'You are sleeping, and will not be able take actions until energy is full.\n\n\n\n';
  return inventory[0] === 0 ? 'You died.\n\n\n\n' : '';
}

/** All tiles in view, column by column from the west, each from the north; none near two of the world's edges. */
function look(scene: Scene): Seen[] {
  const [across, down] = [(VIEW_WIDTH - 1) / 2, (VIEW_HEIGHT - 1) / 2];
  if (scene.x < across || scene.y < down) return [];
  const tiles: Seen[] = [];
  for (let dx = -across; dx <= across && scene.x + dx < AREA; dx++) {
    for (let dy = -down; dy <= down && scene.y + dy < AREA; dy++) {
      tiles.push({ name: SEMANTICS[scene.semantic(scene.x + dx, scene.y + dy)] ?? 'none', dx, dy });
    }
  }
  return tiles;
}

function touchesAnother(window: readonly Seen[], { name, dx, dy }: Seen): boolean {
  return window.some((other) => distance(other.dx - dx, other.dy - dy) === 1 && other.name !== name);
}

/** Of each name the nearest, the first seen of those as near; in the order in which the names are met. */
function nearestOfEach(tiles: readonly Seen[]): Seen[] {
  const nearest = new Map<string, Seen>();
  for (const seen of tiles) {
    const known = nearest.get(seen.name);
    if (known === undefined || distance(seen.dx, seen.dy) < distance(known.dx, known.dy)) nearest.set(seen.name, seen);
  }
  return [...nearest.values()];
}

function distance(dx: number, dy: number): number {
  return Math.abs(dx) + Math.abs(dy);
}

/** `3 steps to your north-west`. */
function stepsAndCompass(dx: number, dy: number): string {
  return `${steps(distance(dx, dy))} to your ${[northSouth(dy), westEast(dx)].filter(Boolean).join('-')}`;
}

/** `2 steps north and 1 step west`. */
function stepsInAxes(dx: number, dy: number): string {
  const parts = [];
  if (dy !== 0) parts.push(`${steps(Math.abs(dy))} ${northSouth(dy)}`);
  if (dx !== 0) parts.push(`${steps(Math.abs(dx))} ${westEast(dx)}`);
  return parts.join(' and ');
}

function steps(n: number): string {
  return n === 1 ? '1 step' : `${n} steps`;
}

function northSouth(dy: number): string {
  return dy === 0 ? '' : dy < 0 ? 'north' : 'south';
}

function westEast(dx: number): string {
  return dx === 0 ? '' : dx < 0 ? 'west' : 'east';
}
