/** Which key does what, and what every action is called and costs, for the keyboard and the buttons alike. */
import { ACTIONS, type ActionName, MAKE, PLACE } from '../../envs/crafter/rules.ts';
import { itemWords } from '../crafter/words.ts';

export interface ActionKey {
  readonly action: ActionName;
  readonly label: string;
  /** Values of `KeyboardEvent.key`, letters in small; the first is the one that is shown. */
  readonly keys: readonly string[];
  /** Name of its picture; moves have none. */
  readonly picture: string | null;
}

const entry = (action: ActionName, label: string, keys: readonly string[], picture: string | null = null) => ({
  action,
  label,
  keys,
  picture,
});

export const MOVES: readonly ActionKey[] = [
  entry('move_up', 'North', ['arrowup', 'w']),
  entry('move_left', 'West', ['arrowleft', 'a']),
  entry('move_right', 'East', ['arrowright', 'd']),
  entry('move_down', 'South', ['arrowdown', 's']),
];

export const DO: ActionKey = entry('do', 'Do', [' ']);

export const DEEDS: readonly ActionKey[] = [
  entry('sleep', 'Sleep', ['z'], 'player-asleep'),
  entry('place_stone', 'Stone', ['r'], 'rock-0'),
  entry('place_table', 'Table', ['t'], 'table'),
  entry('place_furnace', 'Furnace', ['f'], 'furnace'),
  entry('place_plant', 'Plant', ['p'], 'sapling'),
  entry('make_wood_pickaxe', 'Wood pickaxe', ['1'], 'item-wood_pickaxe'),
  entry('make_stone_pickaxe', 'Stone pickaxe', ['2'], 'item-stone_pickaxe'),
  entry('make_iron_pickaxe', 'Iron pickaxe', ['3'], 'item-iron_pickaxe'),
  entry('make_wood_sword', 'Wood sword', ['4'], 'item-wood_sword'),
  entry('make_stone_sword', 'Stone sword', ['5'], 'item-stone_sword'),
  entry('make_iron_sword', 'Iron sword', ['6'], 'item-iron_sword'),
  entry('noop', 'Wait', ['.'], null),
];

const BY_KEY: ReadonlyMap<string, number> = new Map(
  [...MOVES, DO, ...DEEDS].flatMap(({ action, keys }) => keys.map((key) => [key, ACTIONS.indexOf(action)] as const)),
);

/** The action of a key, or null. */
export function actionOfKey(key: string): number | null {
  return BY_KEY.get(key.toLowerCase()) ?? null;
}

const SHOWN: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  ' ': 'Space',
};

/** "↑ or W" */
export function keyWords({ keys }: ActionKey): string {
  return keys.map((key) => SHOWN[key] ?? key.toUpperCase()).join(' or ');
}

/** "1 wood, 1 stone; near a table", or null where nothing is needed. */
export function costWords(action: ActionName): string | null {
  const [verb, ...rest] = action.split('_');
  const name = rest.join('_');
  if (verb === 'place') return amountWords(PLACE[name as keyof typeof PLACE].uses);
  if (verb !== 'make') return null;
  const { uses, nearby } = MAKE[name as keyof typeof MAKE];
  return `${amountWords(uses)}; near a ${nearby.join(' and a ')}`;
}

function amountWords(amounts: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(amounts)
    .map(([item, amount]) => `${amount} ${itemWords(item as Parameters<typeof itemWords>[0])}`)
    .join(', ');
}
