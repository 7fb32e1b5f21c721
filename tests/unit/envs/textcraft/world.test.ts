import { describe, expect, it } from 'vitest';
import { type Book, craftingDepths, recipeOf } from '../../../../src/envs/textcraft/book.ts';
import { generate } from '../../../../src/envs/textcraft/generator.ts';
import { type CheckedSettings, DIFFICULTY_BANDS, SCALES } from '../../../../src/envs/textcraft/settings.ts';
import { goldPlan } from '../../../../src/envs/textcraft/solver.ts';
import { bookOf } from '../../../../src/envs/textcraft/state.ts';
import { drawWorld, lexiconOf, type World, worldSlots } from '../../../../src/envs/textcraft/world.ts';
import { key } from '../../../../src/random/index.ts';

/** Every recipe of a world with its item's place. */
function recipesOf({ book, slots }: World) {
  return slots.flatMap((slot, item) => {
    const recipe = recipeOf(book, item);
    return recipe ? [{ item, slot, recipe }] : [];
  });
}

function isAcyclic(book: Book): boolean {
  const depths = craftingDepths(book);
  return Array.from(depths).every((depth, item) =>
    (recipeOf(book, item)?.ingredients ?? []).every((part) => (depths[part.item] as number) < depth),
  );
}

describe('lexiconOf', () => {
  it.each([
    SCALES.tiny,
    SCALES.paper,
    { ...SCALES.small, domains: 3 },
    { ...SCALES.paper, domains: 1 },
    { ...SCALES.paper, domains: 2, tiers: 12, itemsPerTier: 2 },
  ])('counts the items of a world without drawing it', (settings) => {
    const { maxNumber, nameTokens } = settings;
    expect(lexiconOf(settings)).toEqual({ items: worldSlots(settings).length, maxNumber, nameTokens });
  });
});

describe('worlds of uniform rules', () => {
  const settings: CheckedSettings = { ...SCALES.small, domains: 2, maxIngredients: 4 };
  const worlds = Array.from({ length: 8 }, (_, seed) => drawWorld(key(seed), settings));

  it('have the asked number of items on every tier, base materials on tier 0 only', () => {
    for (const { book, slots } of worlds) {
      expect(book.items).toBe(2 * 9 * 6);
      for (let tier = 0; tier < 9; tier++) {
        expect(slots.filter((slot) => slot.tier === tier)).toHaveLength(12);
      }
      slots.forEach((slot, item) => {
        expect(recipeOf(book, item) === null).toBe(slot.tier === 0);
      });
    }
  });

  it('take distinct ingredients of the same domain from the two tiers below', () => {
    for (const world of worlds) {
      expect(isAcyclic(world.book)).toBe(true);
      for (const { slot, recipe } of recipesOf(world)) {
        const parts = recipe.ingredients.map(({ item }) => item);
        expect(new Set(parts).size).toBe(parts.length);
        for (const part of parts) {
          const from = world.slots[part];
          expect(from?.domains).toEqual(slot.domains);
          expect([1, 2]).toContain(slot.tier - (from?.tier ?? 0));
        }
      }
    }
  });

  it('use the whole range of every knob and nothing beyond', () => {
    const recipes = worlds.flatMap(recipesOf).map(({ recipe }) => recipe);
    expect(new Set(recipes.map((recipe) => recipe.ingredients.length))).toEqual(new Set([1, 2, 3, 4]));
    expect(new Set(recipes.flatMap((recipe) => recipe.ingredients.map(({ count }) => count)))).toEqual(new Set([1, 2]));
    expect(new Set(recipes.map(({ makes }) => makes))).toEqual(new Set([1, 2]));
  });

  it('prefer the nearer tier by 3 to 2', () => {
    let near = 0;
    let all = 0;
    for (let seed = 0; seed < 60; seed++) {
      const world = drawWorld(key(seed), { ...SCALES.tiny, maxIngredients: 1 });
      for (const { slot, recipe } of recipesOf(world)) {
        if (slot.tier < 2) continue;
        all++;
        if (world.slots[recipe.ingredients[0]?.item ?? -1]?.tier === slot.tier - 1) near++;
      }
    }
    expect(near / all).toBeCloseTo(0.6, 1);
  });

  it('have depth equal to the tier when chained', () => {
    const { book, slots } = drawWorld(key(1), settings, true);
    expect([...craftingDepths(book)]).toEqual(slots.map(({ tier }) => tier));
  });

  it('make do with fewer ingredients where there are not enough to choose from', () => {
    const world = drawWorld(key(0), { ...SCALES.tiny, itemsPerTier: 1, maxIngredients: 6 });
    expect(Math.max(...recipesOf(world).map(({ recipe }) => recipe.ingredients.length))).toBe(2);
  });
});

describe('the world of the paper', () => {
  const settings = SCALES.paper;
  const world = drawWorld(key(42), settings);
  const recipes = recipesOf(world);
  const plain = recipes.filter(({ slot }) => slot.domains.length === 1);
  const tierOf = (item: number) => world.slots[item]?.tier ?? -1;

  it('has about 1500 items in 5 domains on 13 tiers, 12 of them cross-domain on tiers 10 to 12', () => {
    const slots = worldSlots(settings);
    expect(slots).toHaveLength(5 * (3 * (25 + 24 + 23 + 22) + 21) + 12);
    const crossing = slots.filter(({ domains }) => domains.length > 1);
    expect(crossing.map(({ tier }) => tier).sort()).toEqual([10, 10, 10, 10, 10, 11, 11, 11, 11, 11, 12, 12]);
    for (const { domains } of crossing) expect(new Set(domains).size).toBe(domains.length);
    expect(crossing.filter(({ tier }) => tier === 12).every(({ domains }) => domains.length === 5)).toBe(true);
  });

  it('is acyclic', () => {
    expect(isAcyclic(world.book)).toBe(true);
  });

  it.each([
    [1, 1, 1],
    [2, 2, 2],
    [3, 2, 3],
    [5, 2, 3],
    [6, 2, 4],
    [8, 3, 5],
    [11, 3, 5],
    [12, 4, 6],
  ])('gives tier %i from %i to %i ingredients', (tier, low, high) => {
    const counts = plain.filter(({ slot }) => slot.tier === tier).map(({ recipe }) => recipe.ingredients.length);
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([low, high]);
  });

  it('takes one or two pieces up to tier 4, one above', () => {
    for (const { slot, recipe } of plain) {
      for (const { count } of recipe.ingredients) {
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count).toBeLessThanOrEqual(slot.tier <= 4 ? 2 : 1);
      }
    }
  });

  it.each([
    [1, [2, 3, 4]],
    [2, [2, 3]],
    [3, [1, 2]],
    [5, [1, 2]],
    [6, [1]],
    [12, [1]],
  ])('makes on tier %i one of %j pieces', (tier, expected) => {
    const makes = plain.filter(({ slot }) => slot.tier === tier).map(({ recipe }) => recipe.makes);
    expect(new Set(makes)).toEqual(new Set(expected));
  });

  it('takes ingredients of the own domain, at most one of them from three or four tiers down', () => {
    let far = 0;
    for (const { slot, recipe } of plain) {
      const distances = recipe.ingredients.map(({ item }) => slot.tier - tierOf(item));
      for (const { item } of recipe.ingredients) expect(world.slots[item]?.domains).toEqual(slot.domains);
      const beyond = distances.filter((distance) => distance > 2);
      expect(beyond.length).toBeLessThanOrEqual(slot.tier >= 4 ? 1 : 0);
      for (const distance of distances) {
        expect(distance).toBeGreaterThanOrEqual(1);
        expect(distance).toBeLessThanOrEqual(4);
      }
      far += beyond.length;
    }
    expect(far).toBeGreaterThan(0);
  });

  it('joins the domains of a cross-domain item with one ingredient each, and uses it for nothing else', () => {
    const crossing = recipes.filter(({ slot }) => slot.domains.length > 1);
    expect(crossing).toHaveLength(12);
    for (const { item, slot, recipe } of crossing) {
      expect(recipe.makes).toBe(1);
      expect(recipe.ingredients.map((part) => world.slots[part.item]?.domains[0])).toEqual(slot.domains);
      for (const part of recipe.ingredients) {
        expect([1, 2]).toContain(part.count);
        expect([1, 2, 3]).toContain(slot.tier - tierOf(part.item));
      }
      expect(recipes.some((other) => other.recipe.ingredients.some((part) => part.item === item))).toBe(false);
    }
  });

  it('makes tasks of every band with crafts in the range of the paper', () => {
    expect(DIFFICULTY_BANDS).toEqual({ easy: [2, 3], medium: [4, 6], hard: [7, 9], extreme: [10, 12] });
    for (const depth of [2, 6, 9, 12]) {
      const { state } = generate(key(3), depth, settings);
      const book = bookOf(state);
      expect(craftingDepths(book)[state.item]).toBe(depth);
      expect(state.count).toBeLessThanOrEqual(depth >= 7 ? 2 : 3);
      expect(goldPlan(book, state.item, state.count).length).toBeGreaterThanOrEqual(depth);
    }
  });

  it('works without cross-domain items when there is one domain or too few tiers', () => {
    expect(worldSlots({ ...settings, domains: 1 }).every(({ domains }) => domains.length === 1)).toBe(true);
    expect(worldSlots({ ...settings, tiers: 10 }).every(({ domains }) => domains.length === 1)).toBe(true);
    expect(worldSlots({ ...settings, domains: 2 }).filter(({ domains }) => domains.length > 1)).toHaveLength(6);
  });

  it('has depth equal to the tier when chained, across domains too', () => {
    const { book, slots } = drawWorld(key(42), settings, true);
    expect([...craftingDepths(book)]).toEqual(slots.map(({ tier }) => tier));
  });
});
