/** The recipe graph's layout: columns by depth, nothing in one place twice, every line between two items. */
import { describe, expect, it } from 'vitest';
import { describeState, type TextCraftState, textcraft } from '../../../../src/envs/textcraft/index.ts';
import { key } from '../../../../src/random/index.ts';
import { recipeGraph } from '../../../../src/ui/views/recipe-graph.ts';
import { viewNamed } from '../../../../src/ui/views/registry.ts';

const part = (name: string, count = 1) => ({ name, count });

describe('recipeGraph', () => {
  it('puts the goal first and base materials last', () => {
    const graph = recipeGraph([
      { name: 'goal', makes: 1, depth: 2, ingredients: [part('mid', 2), part('raw')] },
      { name: 'mid', makes: 2, depth: 1, ingredients: [part('raw')] },
    ]);
    expect(graph.items.map(({ name, column }) => [name, column])).toEqual([
      ['goal', 0],
      ['mid', 1],
      ['raw', 2],
    ]);
    expect(graph.edges).toEqual([
      { ingredient: 'mid', product: 'goal', count: 2 },
      { ingredient: 'raw', product: 'goal', count: 1 },
      { ingredient: 'raw', product: 'mid', count: 1 },
    ]);
  });

  it('places every item of real books once and joins only what is placed', () => {
    for (const settings of [{}, { scale: 1, domains: 5, tiers: 13, itemsPerTier: 25, maxNumber: 99 }]) {
      const difficulty = textcraft.difficulties(settings).at(-1)!;
      const { state } = textcraft.generate(key(3), difficulty, settings);
      const graph = recipeGraph(describeState(state as TextCraftState).recipes);
      const places = graph.items.map(({ column, row }) => `${column},${row}`);
      expect(new Set(places).size).toBe(graph.items.length);
      const columns = new Map(graph.items.map(({ name, column }) => [name, column]));
      for (const { ingredient, product } of graph.edges) {
        expect(columns.get(ingredient)).toBeGreaterThan(columns.get(product)!);
      }
      expect(Math.max(...columns.values())).toBe(graph.columns - 1);
    }
  });
});

describe('viewNamed', () => {
  it('knows the view of every environment, and nothing by accident', () => {
    expect(viewNamed(textcraft.view)).toBeTypeOf('function');
    expect(viewNamed('toString')).toBeUndefined();
  });
});
