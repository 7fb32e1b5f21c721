import { describe, expect, it } from 'vitest';
import { craftingDepths, partsOf, recipeOf } from '../../../../src/envs/textcraft/book.ts';
import {
  baseMaterials,
  goldPlan,
  largestRequest,
  planTurns,
  provesSolvable,
} from '../../../../src/envs/textcraft/solver.ts';
import { BOOK, stateOf } from './fixtures.ts';

describe('the book', () => {
  it('packs and unpacks recipes', () => {
    expect(recipeOf(BOOK, 0)).toBeNull();
    expect(recipeOf(BOOK, 3)).toEqual({ makes: 2, ingredients: [{ item: 0, count: 2 }] });
    expect(recipeOf(BOOK, 6)?.ingredients).toEqual([
      { item: 5, count: 1 },
      { item: 3, count: 3 },
    ]);
  });

  it('knows the longest chain of crafts to every item', () => {
    expect([...craftingDepths(BOOK)]).toEqual([0, 0, 0, 1, 1, 2, 3]);
    expect([...craftingDepths(BOOK, [3, 4])]).toEqual([0, 0, -1, 1, 1, -1, -1]);
  });

  it('lists what an item is made of, users first', () => {
    expect(partsOf(BOOK, 6)).toEqual([6, 5, 3, 4, 0, 1]);
    expect(partsOf(BOOK, 3)).toEqual([3, 0]);
    expect(partsOf(BOOK, 2)).toEqual([2]);
  });
});

describe('goldPlan', () => {
  it('crafts the fewest times, leaves first, and uses leftovers', () => {
    // Two i6 need two i5 and 6 + 4 = 10 i3, which five crafts make.
    expect(goldPlan(BOOK, 6, 2)).toEqual([
      { item: 4, executions: 2 },
      { item: 3, executions: 5 },
      { item: 5, executions: 2 },
      { item: 6, executions: 2 },
    ]);
    // One i6 needs 3 + 2 = 5 i3: three crafts, one piece left over.
    expect(goldPlan(BOOK, 6, 1).find(({ item }) => item === 3)).toEqual({ item: 3, executions: 3 });
  });

  it('counts turns: a recipe read and crafts for each item, and finish', () => {
    expect(planTurns(BOOK, goldPlan(BOOK, 4, 1))).toBe(3);
    expect(planTurns(BOOK, goldPlan(BOOK, 6, 1))).toBe(9);
    // Ten pieces of i3 have no number: 8 + 2 take two turns.
    expect(planTurns(BOOK, goldPlan(BOOK, 6, 2))).toBe(10);
  });

  it('is proved by carrying it out', () => {
    const plan = goldPlan(BOOK, 6, 1);
    expect(provesSolvable(BOOK, stateOf(6, 1, [7, 1]), plan)).toBe(true);
    expect(provesSolvable(BOOK, stateOf(6, 1, [6, 1]), plan)).toBe(false);
    expect(provesSolvable(BOOK, stateOf(6, 2, [20, 20]), plan)).toBe(false);
    expect(provesSolvable(BOOK, stateOf(6, 1, [20, 20]), plan.slice(0, -1))).toBe(false);
  });
});

describe('baseMaterials', () => {
  it('does not divide by result counts', () => {
    // i6 = i5 + 3 i3, i5 = 2 i3 + i4: five i3 at two i0 each, and one i4.
    expect([...baseMaterials(BOOK, 6, 1)]).toEqual([11, 1, 0, 0, 0, 0, 0]);
    expect([...baseMaterials(BOOK, 6, 3)]).toEqual([33, 3, 0, 0, 0, 0, 0]);
  });
});

describe('largestRequest', () => {
  it('is the largest number that a delegating agent has to say', () => {
    // For three i6: nine i3, made ten at a time.
    expect(largestRequest(BOOK, 6, 3)).toBe(10);
    expect(largestRequest(BOOK, 4, 2)).toBe(2);
  });
});
