import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src/envs/environment.ts';
import { craftingDepths, recipeOf } from '../../../../src/envs/textcraft/book.ts';
import { generate } from '../../../../src/envs/textcraft/generator.ts';
import { SCALES } from '../../../../src/envs/textcraft/settings.ts';
import { baseMaterials, goldPlan, largestRequest, provesSolvable } from '../../../../src/envs/textcraft/solver.ts';
import { bookOf } from '../../../../src/envs/textcraft/state.ts';
import { difficulties } from '../../../../src/envs/textcraft/task-set.ts';
import { itemToken, numberToken } from '../../../../src/envs/textcraft/vocabulary.ts';
import { key } from '../../../../src/random/index.ts';
import { piecesOf } from './fixtures.ts';

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);
const cases: { name: string; settings: Settings; depths: number[] }[] = [
  { name: 'tiny', settings: SCALES.tiny, depths: [1, 2, 3, 4, 5, 6, 7, 8] },
  { name: 'small', settings: SCALES.small, depths: [1, 2, 4, 6, 8] },
  { name: 'chains', settings: { tiers: 13, itemsPerTier: 1, maxIngredients: 1 }, depths: [1, 6, 12] },
  { name: 'two domains', settings: { domains: 2, tiers: 5, itemsPerTier: 3, distractors: 6 }, depths: [1, 2, 3, 4] },
];

describe.each(cases)('tasks of the scale $name', ({ settings, depths }) => {
  it.each(depths)('have exactly the depth %i and can be solved', (depth) => {
    for (const seed of SEEDS) {
      const task = generate(key(seed), depth, settings);
      const { item, count, initial, inventory, finished } = task.state;
      const book = bookOf(task.state);
      expect(task.difficulty).toBe(depth);
      expect(craftingDepths(book)[item]).toBe(depth);
      expect(task.goal).toEqual([itemToken(book, item), numberToken(book, count)]);
      expect(provesSolvable(book, task.state, goldPlan(book, item, count))).toBe(true);
      expect(inventory).toEqual(initial);
      expect(finished).toBe(false);
      expect(largestRequest(book, item, count)).toBeLessThanOrEqual(book.maxNumber);
    }
  });
});

describe('generate', () => {
  it('is a pure function of its arguments', () => {
    const settings = Object.freeze({ ...SCALES.small });
    for (const depth of [1, 5]) {
      expect(generate(key(7), depth, settings)).toEqual(generate(key(7), depth, settings));
    }
    expect(generate(key(7), 2, settings).state).not.toEqual(generate(key(8), 2, settings).state);
  });

  it('names tasks by depth and key', () => {
    const ids = SEEDS.flatMap((seed) => [1, 2].map((depth) => generate(key(seed), depth, {}).id));
    expect(ids[0]).toBe('textcraft-1-0000000000000000');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('survives structured cloning', () => {
    const task = generate(key(1), 3, SCALES.small);
    expect(structuredClone(task)).toEqual(task);
  });

  it('writes a fresh book for every task, in which names mean nothing', () => {
    const roles = new Map<number, Set<number>>();
    for (let seed = 0; seed < 60; seed++) {
      const depths = craftingDepths(bookOf(generate(key(seed), 3, {}).state));
      depths.forEach((depth, item) => {
        const set = roles.get(item) ?? new Set();
        roles.set(item, set.add(Math.min(depth, 2)));
      });
    }
    // Every name was a base material in one task, a simple and a deep product in others.
    for (const seen of roles.values()) expect(seen).toEqual(new Set([0, 1, 2]));
  });

  it('stocks exactly the base materials needed and the distractors by default', () => {
    for (const seed of SEEDS) {
      const { state } = generate(key(seed), 2, {});
      const { item, count } = state;
      const book = bookOf(state);
      const initial = piecesOf(state.initial, book.items);
      const needed = baseMaterials(book, item, count);
      const unused = Array.from(needed, (need, i) => (need === 0 && recipeOf(book, i) === null ? i : -1)).filter(
        (i) => i >= 0,
      );
      const distractors = unused.filter((i) => (initial[i] as number) > 0);
      expect(distractors.length).toBe(Math.min(2, unused.length));
      needed.forEach((need, i) => {
        if (need > 0) expect(initial[i]).toBe(need);
        if (recipeOf(book, i) !== null) expect(initial[i]).toBe(0);
      });
    }
  });

  it('adds spare material within the buffer', () => {
    let spare = 0;
    for (const seed of SEEDS) {
      const { state } = generate(key(seed), 5, { buffer: 0.5, distractors: 0 });
      const book = bookOf(state);
      const needed = baseMaterials(book, state.item, state.count);
      const initial = piecesOf(state.initial, book.items);
      initial.forEach((stock, i) => {
        const need = needed[i] as number;
        expect(stock).toBeGreaterThanOrEqual(need);
        expect(stock).toBeLessThanOrEqual(need * 1.5);
        spare += stock - need;
      });
    }
    expect(spare).toBeGreaterThan(0);
  });

  it('asks for up to as many pieces as set', () => {
    const counts = Array.from({ length: 40 }, (_, seed) => generate(key(seed), 1, { maxTargetCount: 3 }).state.count);
    expect(new Set(counts)).toEqual(new Set([1, 2, 3]));
  });

  it.each([0, -1, 9, 1.5, Number.NaN])('refuses the difficulty %s', (difficulty) => {
    expect(() => generate(key(0), difficulty, {})).toThrow(/difficulty 1 to 8 with 9 tiers.*raise the setting tiers/);
  });

  it('says what to change when the numbers of a task can’t be said', () => {
    const settings = { tiers: 12, itemsPerTier: 1, maxIngredients: 6, maxCount: 4, maxNumber: 4 };
    expect(() => generate(key(0), 11, settings)).toThrow(/no number above 4\. Raise the setting maxNumber/);
  });

  it('offers every depth below the number of tiers', () => {
    expect(difficulties({})).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(difficulties({ tiers: 2 })).toEqual([1]);
    expect(difficulties(SCALES.paper)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });
});
