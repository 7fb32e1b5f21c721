/**
 * Crafter's closed vocabulary. Words of observations are whole facts ("a tree to the north-west"), so that what an
 * observation says does not depend on where in the context its words stand. Goals have words of their own, apart from
 * the actions of the same name: one is wished for, the other done.
 */
import type { Token } from '../environment.ts';
import { DIRECTIONS, GOALS, MOST_COUNT } from './plan.ts';
import { ACTIONS, ITEMS, MATERIALS, MOST } from './rules.ts';

/** Consecutive tokens of one kind. */
export class Words {
  readonly first: Token;
  readonly names: readonly string[];

  constructor(first: Token, names: readonly string[]) {
    this.first = first;
    this.names = names;
  }

  /** The token of the word with this index; throws a RangeError when there is none. */
  token(index: number): Token {
    if (this.names[index] === undefined) throw new RangeError(`There is no word ${index} among ${this.names[0]} ….`);
    return this.first + index;
  }

  /** The index of a token among these words, or -1 when it is none of them. */
  indexOf(token: Token | undefined): number {
    return token !== undefined && this.names[token - this.first] !== undefined ? token - this.first : -1;
  }
}

/**
 * What may be told of a tile. An arrow comes while its flight brings it nearer to the player, and goes
 * otherwise; a plant is ripe when it can be eaten.
 */
export const KINDS = [
  ...MATERIALS,
  'cow',
  'zombie',
  'skeleton',
  'arrow_coming',
  'arrow_going',
  'plant',
  'ripe_plant',
] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds of which the nearest in view is told, the most pressing first. */
export const SIGHTS = [
  'zombie',
  'skeleton',
  'arrow_coming',
  'lava',
  'diamond',
  'iron',
  'coal',
  'table',
  'furnace',
  'ripe_plant',
  'plant',
  'cow',
  'water',
  'tree',
  'stone',
  'grass',
  'arrow_going',
] as const satisfies readonly Kind[];

/**
 * Where a sight is, one step (small letter) or several (capital) in either axis: `Ne` is two or three steps north and
 * one east. The four neighbours are missing: they have words of their own.
 */
export const PLACES = ['N', 'n', '', 's', 'S'].flatMap((northSouth) =>
  ['W', 'w', '', 'e', 'E'].flatMap((westEast) => {
    const place = northSouth + westEast;
    return ['n', 'w', '', 'e', 's'].includes(place) ? [] : [place];
  }),
);

/** The neighbours, in the order in which they are told. */
export const SIDES = ['w', 'e', 'n', 's'] as const;

export const VITALS = ITEMS.slice(0, 4);
/** Items that are counted. */
export const GOODS = ITEMS.slice(4, 10);
/** Tools, each of which may be of wood, of stone, of iron, or there in several; a second one of a kind is no better. */
export const TOOLS = ['pickaxe', 'sword'] as const;
/** What a tool may be made of. */
export const TOOL_MATERIALS = ['wood', 'stone', 'iron'] as const;
/** Sets of these materials but the empty one: material i is in those for which bit i of index + 1 is set. */
const MATERIAL_SETS = range(1, 2 ** TOOL_MATERIALS.length - 1).map((set) =>
  TOOL_MATERIALS.filter((_, i) => (set >> i) & 1).join('+'),
);

const NAMES: string[] = [];

function words(names: readonly string[]): Words {
  const made = new Words(NAMES.length, names);
  NAMES.push(...names);
  return made;
}

function combine(left: readonly string[], right: readonly (string | number)[], join = ''): string[] {
  return left.flatMap((a) => right.map((b) => `${a}${join}${b}`));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

const [pad, endOfTurn, open, close, prompt] = range(0, 4) as [Token, Token, Token, Token, Token];
words(['<pad>', '<eot>', '<plan>', '</plan>', '>']);

/** The words that are no group: padding, end of turn, the brackets of a plan, and what ends an observation. */
export const TOKEN = { pad, endOfTurn, open, close, prompt } as const;

export const ACTION_WORDS = words(ACTIONS);
export const GOAL_WORDS = words(GOALS.map((goal) => `goal:${goal}`));
/** Counts from 2 on. */
export const COUNT_WORDS = words(combine(['x'], range(2, MOST_COUNT)));
export const DIRECTION_WORDS = words(DIRECTIONS);
/** What the player faces. */
export const FRONT_WORDS = words(combine(['front'], KINDS, ':'));
/** What is on each side, in the order of `SIDES`, then of `KINDS`. */
export const SIDE_WORDS = words(combine(SIDES, KINDS, ':'));
/** In the order of `SIGHTS`, then of `PLACES`. */
export const SIGHT_WORDS = words(combine(SIGHTS, PLACES, '@'));
/** In the order of `VITALS`, then 0 … `MOST`. */
export const VITAL_WORDS = words(combine(VITALS, range(0, MOST)));
/** In the order of `GOODS`, then 1 … `MOST`. */
export const GOODS_WORDS = words(combine(GOODS, range(1, MOST)));
/** In the order of `TOOLS`, then of sets of materials: `pickaxe:wood+stone`. */
export const TOOL_WORDS = words(combine(TOOLS, MATERIAL_SETS, ':'));
/** Said when they are so. */
export const FLAG_WORDS = words(['asleep', 'dark']);

/** The name of every token, in order. */
export const TOKEN_NAMES: readonly string[] = NAMES;
