/**
 * Crafter's tables (version 1.8.3 of the reference): names in the order of their ids, what can be collected, placed and
 * made, and from what. Data only; who reads it decides what happens.
 */

/** Edge of the square world, in tiles. Maps are x-major: tile (x, y) stands at x · AREA + y; y grows to the south. */
export const AREA = 64;

/** What the player sees of the world: so many tiles across and down, itself in the middle. */
export const VIEW_WIDTH = 9;
export const VIEW_HEIGHT = 7;

/** A natural episode ends after so many steps at the latest. */
export const EPISODE_STEPS = 10_000;

/** Most of any item that can be carried; the vitals' maximum too. */
export const MOST = 9;

export const ACTIONS = [
  'noop',
  'move_left',
  'move_right',
  'move_up',
  'move_down',
  'do',
  'sleep',
  'place_stone',
  'place_table',
  'place_furnace',
  'place_plant',
  'make_wood_pickaxe',
  'make_stone_pickaxe',
  'make_iron_pickaxe',
  'make_wood_sword',
  'make_stone_sword',
  'make_iron_sword',
] as const;
export type ActionName = (typeof ACTIONS)[number];
/** Index into `ACTIONS`. */
export type Action = number;

/** What a tile is made of; 0 lies outside of the world. */
export const MATERIALS = [
  'none',
  'water',
  'grass',
  'stone',
  'path',
  'sand',
  'tree',
  'lava',
  'coal',
  'iron',
  'diamond',
  'table',
  'furnace',
] as const;
export type MaterialName = (typeof MATERIALS)[number];

/** What stands on a tile; 0 is nothing. */
export const OBJECTS = ['nothing', 'player', 'cow', 'zombie', 'skeleton', 'arrow', 'plant'] as const;
export type ObjectName = (typeof OBJECTS)[number];

/** What is seen on a tile, as one number: its material, or for an object `MATERIALS.length` - 1 + its type (13 … 18). */
export const SEMANTICS = [...MATERIALS, ...OBJECTS.slice(1)] as const;

/** The inventory; the first four are the vitals, which start full. */
export const ITEMS = [
  'health',
  'food',
  'drink',
  'energy',
  'sapling',
  'wood',
  'stone',
  'coal',
  'iron',
  'diamond',
  'wood_pickaxe',
  'stone_pickaxe',
  'iron_pickaxe',
  'wood_sword',
  'stone_sword',
  'iron_sword',
] as const;
/** So many of them, from the first on, are vitals. */
export const VITALS = 4;
export type ItemName = (typeof ITEMS)[number];

/** A plant that has grown for more steps is ripe. */
export const RIPE = 300;

/** In the order of the reference, which is also that of the bits in its traces. */
export const ACHIEVEMENTS = [
  'collect_coal',
  'collect_diamond',
  'collect_drink',
  'collect_iron',
  'collect_sapling',
  'collect_stone',
  'collect_wood',
  'defeat_skeleton',
  'defeat_zombie',
  'eat_cow',
  'eat_plant',
  'make_iron_pickaxe',
  'make_iron_sword',
  'make_stone_pickaxe',
  'make_stone_sword',
  'make_wood_pickaxe',
  'make_wood_sword',
  'place_furnace',
  'place_plant',
  'place_stone',
  'place_table',
  'wake_up',
] as const;
export type AchievementName = (typeof ACHIEVEMENTS)[number];

type Amounts = Readonly<Partial<Record<ItemName, number>>>;

/** What `do` makes of the tile in front when no object stands there. */
export const COLLECT: Readonly<
  Partial<
    Record<
      MaterialName,
      {
        readonly needs: Amounts;
        readonly gives: ItemName;
        readonly leaves: MaterialName;
        readonly probability: number;
      }
    >
  >
> = {
  tree: { needs: {}, gives: 'wood', leaves: 'grass', probability: 1 },
  stone: { needs: { wood_pickaxe: 1 }, gives: 'stone', leaves: 'path', probability: 1 },
  coal: { needs: { wood_pickaxe: 1 }, gives: 'coal', leaves: 'path', probability: 1 },
  iron: { needs: { stone_pickaxe: 1 }, gives: 'iron', leaves: 'path', probability: 1 },
  diamond: { needs: { iron_pickaxe: 1 }, gives: 'diamond', leaves: 'path', probability: 1 },
  water: { needs: {}, gives: 'drink', leaves: 'water', probability: 1 },
  grass: { needs: {}, gives: 'sapling', leaves: 'grass', probability: 0.1 },
};

/** What can be put on the tile in front, from what, and on which ground. A plant is an object; its tile stays grass. */
export const PLACE: Readonly<
  Record<'stone' | 'table' | 'furnace' | 'plant', { readonly uses: Amounts; readonly where: readonly MaterialName[] }>
> = {
  stone: { uses: { stone: 1 }, where: ['grass', 'sand', 'path', 'water', 'lava'] },
  table: { uses: { wood: 2 }, where: ['grass', 'sand', 'path'] },
  furnace: { uses: { stone: 4 }, where: ['grass', 'sand', 'path'] },
  plant: { uses: { sapling: 1 }, where: ['grass'] },
};

/** What can be made, from what, and which materials must be among the 3 × 3 tiles around the player. */
export const MAKE: Readonly<
  Record<
    'wood_pickaxe' | 'stone_pickaxe' | 'iron_pickaxe' | 'wood_sword' | 'stone_sword' | 'iron_sword',
    { readonly uses: Amounts; readonly nearby: readonly MaterialName[] }
  >
> = {
  wood_pickaxe: { uses: { wood: 1 }, nearby: ['table'] },
  stone_pickaxe: { uses: { wood: 1, stone: 1 }, nearby: ['table'] },
  iron_pickaxe: { uses: { wood: 1, coal: 1, iron: 1 }, nearby: ['table', 'furnace'] },
  wood_sword: { uses: { wood: 1 }, nearby: ['table'] },
  stone_sword: { uses: { wood: 1, stone: 1 }, nearby: ['table'] },
  iron_sword: { uses: { wood: 1, coal: 1, iron: 1 }, nearby: ['table', 'furnace'] },
};
