/**
 * Draws recipe books. Items stand on tiers; a recipe takes ingredients from the tiers just below. Which
 * token stands for which item is shuffled, so that a name says nothing about what it names.
 */
import { between, categorical, derive, integer, type Key, permutation } from '../../random/index.ts';
import { type Book, type Ingredient, makeBook, type Recipe } from './book.ts';
import { type CheckedSettings, itemsOnTier } from './settings.ts';
import type { Lexicon } from './vocabulary.ts';

/** A place in the world, before items are named. */
export interface Slot {
  readonly tier: number;
  /** The families that its ingredients come from: one, or several for the paper's cross-domain items. */
  readonly domains: readonly number[];
}

/** A book with what the agent is not told. */
export interface World {
  readonly book: Book;
  /** The place of every item. [items] */
  readonly slots: readonly Slot[];
}

/** The paper's least number of ingredients on tiers 1 … 12. */
const BASE_INGREDIENTS = [1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4] as const;
const MOST_INGREDIENTS = 6;

/**
 * The places of a world in a fixed order, the same for all tasks. The paper has 12 cross-domain items on tiers 10–12;
 * how many families each joins is this project's choice: two on tier 10, three on tier 11, and twice all on tier 12.
 */
export function worldSlots(settings: CheckedSettings): Slot[] {
  const { domains, tiers } = settings;
  const slots: Slot[] = [];
  for (let tier = 0; tier < tiers; tier++) {
    for (let domain = 0; domain < domains; domain++) {
      for (let i = 0; i < itemsOnTier(settings, tier); i++) slots.push({ tier, domains: [domain] });
    }
  }
  for (let tier = 0; tier < tiers; tier++) {
    const width = tier === 12 ? domains : Math.min(tier - 8, domains);
    for (let first = 0; first < crossingItems(settings, tier); first++) {
      slots.push({ tier, domains: Array.from({ length: width }, (_, i) => (first + i) % domains) });
    }
  }
  return slots;
}

/** Cross-domain items on a tier. */
function crossingItems({ scale, domains }: CheckedSettings, tier: number): number {
  if (scale === 0 || domains < 2 || tier < 10) return 0;
  return tier === 12 ? 2 : domains;
}

/** What tokens mean in all worlds of these settings. */
export function lexiconOf(settings: CheckedSettings): Lexicon {
  let items = 0;
  for (let tier = 0; tier < settings.tiers; tier++) {
    items += settings.domains * itemsOnTier(settings, tier) + crossingItems(settings, tier);
  }
  return { items, maxNumber: settings.maxNumber, nameTokens: settings.nameTokens };
}

/**
 * A world under `key`. With `chained` every recipe has an ingredient from the tier just below, which makes crafting
 * depth equal to the tier; otherwise depth can be less.
 */
export function drawWorld(key: Key, settings: CheckedSettings, chained = false): World {
  const slots = worldSlots(settings);
  const names = permutation(derive(key, 'names'), slots.length);
  const recipes: (Recipe | null)[] = slots.map(() => null);
  const named: Slot[] = slots.slice();
  // Slots by tier and family; cross-domain items are nobody's ingredient.
  const shelves = slots.map((): number[] => []);
  const shelf = (tier: number, domain: number) => shelves[tier * settings.domains + domain] ?? [];
  slots.forEach((slot, index) => {
    if (slot.domains.length === 1) shelf(slot.tier, slot.domains[0] as number).push(index);
  });
  slots.forEach((slot, index) => {
    const name = names[index] as number;
    named[name] = slot;
    if (slot.tier === 0) return;
    const drawKey = derive(key, 'recipe', index);
    const picked =
      slot.domains.length > 1
        ? pickAcross(drawKey, slot, shelf, chained)
        : pick(drawKey, slot, settings, shelf, chained);
    const ingredients = picked.map((ingredient, i): Ingredient => {
      const count = between(derive(drawKey, 'count', i), 1, mostPieces(slot, settings));
      return { item: names[ingredient] as number, count };
    });
    const [low, high] = resultRange(slot, settings);
    recipes[name] = { makes: between(derive(drawKey, 'makes'), low, high), ingredients };
  });
  return { book: makeBook(recipes, settings), slots: named };
}

type Shelf = (tier: number, domain: number) => readonly number[];

/** Ingredients from the two tiers below, nearer ones likelier: weight 1 / (distance + 1), without replacement. */
function pick(key: Key, { tier, domains }: Slot, settings: CheckedSettings, shelf: Shelf, chained: boolean): number[] {
  const domain = domains[0] as number;
  const candidates: number[] = [];
  const weights: number[] = [];
  const add = (index: number, distance: number) => {
    candidates.push(index);
    weights.push(1 / (distance + 1));
  };
  for (const index of shelf(tier - 1, domain)) add(index, 1);
  const nearest = candidates.length;
  if (tier >= 2) for (const index of shelf(tier - 2, domain)) add(index, 2);
  if (settings.scale === 1 && tier >= 4) {
    const distance = between(derive(key, 'far'), 3, 4);
    const far = shelf(tier - distance, domain);
    add(far[integer(derive(key, 'far item'), far.length)] as number, distance);
  }
  const wanted = Math.min(candidates.length, ingredientCount(key, tier, settings));
  const picked: number[] = [];
  for (let i = 0; i < wanted; i++) {
    const likely = chained && i === 0 ? weights.slice(0, nearest) : weights;
    const choice = categorical(derive(key, 'ingredient', i), likely);
    picked.push(candidates[choice] as number);
    weights[choice] = 0;
  }
  return picked;
}

/** One ingredient per family, from the three tiers below. */
function pickAcross(key: Key, { tier, domains }: Slot, shelf: Shelf, chained: boolean): number[] {
  return domains.map((domain, i) => {
    const distances = chained && i === 0 ? [1] : [1, 2, 3];
    const candidates = distances.flatMap((distance) => shelf(tier - distance, domain));
    return candidates[integer(derive(key, 'ingredient', i), candidates.length)] as number;
  });
}

function ingredientCount(key: Key, tier: number, { scale, maxIngredients }: CheckedSettings): number {
  const drawKey = derive(key, 'ingredients');
  if (scale === 0) return between(drawKey, 1, maxIngredients);
  const base = BASE_INGREDIENTS[tier - 1] as number;
  return Math.min(MOST_INGREDIENTS, base + between(drawKey, 0, Math.min(2, Math.floor(tier / 3))));
}

function mostPieces({ tier, domains }: Slot, { scale, maxCount }: CheckedSettings): number {
  if (scale === 0) return maxCount;
  return tier <= 4 || domains.length > 1 ? 2 : 1;
}

function resultRange({ tier }: Slot, { scale, maxResult }: CheckedSettings): readonly [number, number] {
  if (scale === 0) return [1, maxResult];
  if (tier === 1) return [2, 4];
  if (tier === 2) return [2, 3];
  return tier <= 5 ? [1, 2] : [1, 1];
}
