/**
 * What the player does in a step: its action, then what its body needs. The tables say what can be collected, placed and
 * made; here is how. A player that wakes up carries out its action in the same step.
 */
import { spawn } from './creatures.ts';
import {
  achievementId,
  COW,
  type Direction,
  DRINK,
  ENERGY,
  FACINGS,
  FOOD,
  HEALTH,
  itemId,
  LAVA,
  materialId,
  PLANT,
  PLAYER_WAYS,
  SKELETON,
  WATER,
  ZOMBIE,
} from './ids.ts';
import type { Randomness } from './randomness.ts';
import { ACTIONS, type Action, COLLECT, type ItemName, MAKE, MATERIALS, MOST, PLACE, RIPE } from './rules.ts';
import { SELF, STRIDE, type WorldState } from './state.ts';

const NOOP = ACTIONS.indexOf('noop');
const MOVE = ACTIONS.indexOf('move_left');
const DO = ACTIONS.indexOf('do');
const SLEEP = ACTIONS.indexOf('sleep');

const WAKE_UP = achievementId('wake_up');
const EAT_PLANT = achievementId('eat_plant');
const EAT_COW = achievementId('eat_cow');
const DEFEAT_ZOMBIE = achievementId('defeat_zombie');
const DEFEAT_SKELETON = achievementId('defeat_skeleton');

/** Half steps of the body's clocks after which something happens. */
const HUNGRY = 2 * 25;
const THIRSTY = 2 * 20;
const TIRED = 2 * 30;
const RESTED = 2 * -10;
const RECOVERED = 2 * 25;
const WORN = 2 * -15;

/** What a cow and a plant are worth as food. */
const COW_FOOD = 6;
const PLANT_FOOD = 4;

/** What one swing costs a creature: with bare hands, or with the best sword at hand. */
const BARE_HANDS = 1;
const SWORDS = [
  { item: itemId('iron_sword'), damage: 5 },
  { item: itemId('stone_sword'), damage: 3 },
  { item: itemId('wood_sword'), damage: 2 },
] as const;

type Amounts = readonly (readonly [item: number, amount: number])[];
const amounts = (table: Readonly<Partial<Record<ItemName, number>>>): Amounts =>
  Object.entries(table).map(([name, amount]) => [itemId(name as ItemName), amount]);

/** By material; undefined where nothing can be collected. */
const COLLECTIONS = MATERIALS.map((name) => {
  const rule = COLLECT[name];
  return (
    rule && {
      needs: amounts(rule.needs),
      gives: itemId(rule.gives),
      leaves: materialId(rule.leaves),
      probability: rule.probability,
      achievement: achievementId(`collect_${rule.gives}` as Parameters<typeof achievementId>[0]),
    }
  );
});

/** By action; undefined for those that place nothing. */
const PLACEMENTS = ACTIONS.map((action) => {
  const name = action.replace('place_', '') as keyof typeof PLACE;
  const rule = action.startsWith('place_') ? PLACE[name] : undefined;
  return (
    rule && {
      uses: amounts(rule.uses),
      where: new Set(rule.where.map(materialId)),
      /** The material that is put there, or null for a plant. */
      material: name === 'plant' ? null : materialId(name),
      achievement: achievementId(`place_${name}`),
    }
  );
});

/** By action; undefined for those that make nothing. */
const MAKINGS = ACTIONS.map((action) => {
  const name = action.replace('make_', '') as keyof typeof MAKE;
  const rule = action.startsWith('make_') ? MAKE[name] : undefined;
  return (
    rule && {
      uses: amounts(rule.uses),
      nearby: rule.nearby.map(materialId),
      gives: itemId(name),
      achievement: achievementId(`make_${name}`),
    }
  );
});

export function updatePlayer(world: WorldState, action: Action, random: Randomness): void {
  act(world, dreamOrWake(world, action), random);
  live(world);
}

/** What a player does that wants to do `action`: a sleeper sleeps on until it is full of energy, then wakes up. */
function dreamOrWake(world: WorldState, action: Action): Action {
  if (!world.sleeping) return action;
  if ((world.inventory[ENERGY] as number) < MOST) return SLEEP;
  world.sleeping = false;
  world.achieve(WAKE_UP);
  return action;
}

function act(world: WorldState, action: Action, random: Randomness): void {
  if (action === NOOP) return;
  if (action < DO) move(world, action - MOVE);
  else if (action === DO) use(world, random);
  else if (action === SLEEP) world.sleeping = world.sleeping || (world.inventory[ENERGY] as number) < MOST;
  else if (PLACEMENTS[action]) place(world, PLACEMENTS[action]);
  else if (MAKINGS[action]) make(world, MAKINGS[action]);
}

function move(world: WorldState, direction: Direction): void {
  world.facing = direction;
  world.move(SELF, direction, PLAYER_WAYS);
  if (world.materials[world.tileOf(SELF)] === LAVA) world.inventory[HEALTH] = 0;
}

/** Hits, eats or collects what is in front. */
function use(world: WorldState, random: Randomness): void {
  const tile = world.tileAhead(SELF, world.facing);
  const object = world.objectAt(tile);
  if (object >= 0) hit(world, object);
  else collect(world, tile, random);
}

function hit(world: WorldState, object: number): void {
  const type = world.type[object];
  if (type === PLANT) {
    if ((world.extra[object] as number) <= RIPE) return;
    world.extra[object] = 0;
    gain(world, FOOD, PLANT_FOOD);
    world.achieve(EAT_PLANT);
  } else if (type === ZOMBIE || type === SKELETON) {
    if (strike(world, object)) world.achieve(type === ZOMBIE ? DEFEAT_ZOMBIE : DEFEAT_SKELETON);
  } else if (type === COW && strike(world, object)) {
    gain(world, FOOD, COW_FOOD);
    world.hunger = 0;
    world.achieve(EAT_COW);
  }
}

/** Hurts a creature. Returns whether it is dead now; its body goes in its own update. */
function strike(world: WorldState, creature: number): boolean {
  const sword = SWORDS.find(({ item }) => (world.inventory[item] as number) > 0);
  world.damage(creature, sword?.damage ?? BARE_HANDS);
  return world.health[creature] === 0;
}

function collect(world: WorldState, tile: number, random: Randomness): void {
  const material = world.materials[tile] as number;
  if (material === WATER) world.thirst = 0;
  const rule = COLLECTIONS[material];
  if (!rule || !has(world, rule.needs)) return;
  if (rule.leaves !== material) world.setMaterial(tile, rule.leaves);
  // Drawn even for what is certain, as in the reference.
  if (random.uniform() > rule.probability) return;
  gain(world, rule.gives, 1);
  world.achieve(rule.achievement);
}

function place(world: WorldState, rule: NonNullable<(typeof PLACEMENTS)[number]>): void {
  const tile = world.tileAhead(SELF, world.facing);
  // An object that is seen there is no material, so it is never in the set.
  if (!rule.where.has(world.semantics[tile] as number) || !has(world, rule.uses)) return;
  spend(world, rule.uses);
  if (rule.material === null) {
    const [dx, dy] = FACINGS[world.facing]!;
    spawn(world, PLANT, (world.x[SELF] as number) + dx, (world.y[SELF] as number) + dy);
  } else {
    world.setMaterial(tile, rule.material);
  }
  world.achieve(rule.achievement);
}

function make(world: WorldState, rule: NonNullable<(typeof MAKINGS)[number]>): void {
  if (!rule.nearby.every((material) => isNearby(world, material)) || !has(world, rule.uses)) return;
  spend(world, rule.uses);
  gain(world, rule.gives, 1);
  world.achieve(rule.achievement);
}

/** Whether a material is among the 3 × 3 tiles around the player; at the western and northern edge, none is. */
function isNearby(world: WorldState, material: number): boolean {
  if (world.x[SELF] === 0 || world.y[SELF] === 0) return false;
  const centre = world.tileOf(SELF);
  for (let column = centre - STRIDE; column <= centre + STRIDE; column += STRIDE) {
    for (let tile = column - 1; tile <= column + 1; tile++) if (world.materials[tile] === material) return true;
  }
  return false;
}

function has(world: WorldState, needs: Amounts): boolean {
  return needs.every(([item, amount]) => (world.inventory[item] as number) >= amount);
}

function spend(world: WorldState, uses: Amounts): void {
  for (const [item, amount] of uses) world.inventory[item] = (world.inventory[item] as number) - amount;
}

/** May be more than can be carried until `live` cuts it. */
function gain(world: WorldState, item: number, amount: number): void {
  world.inventory[item] = (world.inventory[item] as number) + amount;
}

/** One less, but not less than none. */
function lose(world: WorldState, item: number): void {
  const amount = world.inventory[item] as number;
  if (amount > 0) world.inventory[item] = amount - 1;
}

/** Hunger, thirst, tiredness, recovery; and whoever is hurt wakes up. */
function live(world: WorldState): void {
  const { inventory, sleeping } = world;
  const pace = sleeping ? 1 : 2;
  world.hunger += pace;
  if (world.hunger > HUNGRY) {
    world.hunger = 0;
    lose(world, FOOD);
  }
  world.thirst += pace;
  if (world.thirst > THIRSTY) {
    world.thirst = 0;
    lose(world, DRINK);
  }
  world.fatigue = sleeping ? Math.min(world.fatigue - 2, 0) : world.fatigue + 2;
  if (world.fatigue < RESTED) {
    world.fatigue = 0;
    gain(world, ENERGY, 1);
  }
  if (world.fatigue > TIRED) {
    world.fatigue = 0;
    lose(world, ENERGY);
  }
  const well =
    (inventory[FOOD] as number) > 0 &&
    (inventory[DRINK] as number) > 0 &&
    (sleeping || (inventory[ENERGY] as number) > 0);
  world.recover += well ? (sleeping ? 4 : 2) : sleeping ? -1 : -2;
  if (world.recover > RECOVERED) {
    world.recover = 0;
    gain(world, HEALTH, 1);
  }
  if (world.recover < WORN) {
    world.recover = 0;
    lose(world, HEALTH);
  }
  for (let item = 0; item < inventory.length; item++) {
    if ((inventory[item] as number) > MOST) inventory[item] = MOST;
  }
  const health = inventory[HEALTH] as number;
  if (health < world.healthFelt) world.sleeping = false;
  world.healthFelt = health;
}
