/**
 * The flat expert: reads recipes from the goal downwards until everything lacking is known, then crafts from the
 * leaves upwards, alone, remembering no more than its transcript holds.
 */
import type { Token } from '../../environment.ts';
import type { Recipe } from '../book.ts';
import { itemToken, numberToken, TOKEN } from '../vocabulary.ts';
import type { Knowledge } from './knowledge.ts';

/** The next turn. */
export function flatTurn(knowledge: Knowledge): Token[] {
  const { goal, recipes, made, lexicon } = knowledge;
  if (!goal || made >= goal.count) return [TOKEN.finish];
  const order = goalFirst(goal.item, recipes);
  const required = new Map<number, number>([[goal.item, goal.count - made]]);
  const crafts: { item: number; recipe: Recipe; executions: number }[] = [];
  for (const item of order) {
    const stock = item === goal.item ? 0 : (knowledge.stock.get(item) ?? 0);
    const deficit = (required.get(item) ?? 0) - stock;
    if (deficit <= 0) continue;
    const recipe = recipes.get(item);
    if (recipe === undefined || (knowledge.stale.has(item) && recipe !== 'base')) {
      return [TOKEN.info, itemToken(lexicon, item)];
    }
    // A base material that has run out can't be helped: nothing that is left to do reaches the goal.
    if (recipe === 'base') return [TOKEN.finish];
    const executions = Math.ceil(deficit / recipe.makes);
    crafts.push({ item, recipe, executions });
    for (const { item: ingredient, count } of recipe.ingredients) {
      required.set(ingredient, (required.get(ingredient) ?? 0) + executions * count);
    }
  }
  const next = crafts.at(-1);
  return next ? craftTurn(knowledge, next.item, next.recipe, next.executions) : [TOKEN.finish];
}

/** Crafts `executions` times, or as often as there is a number for. */
export function craftTurn({ lexicon }: Knowledge, item: number, { makes }: Recipe, executions: number): Token[] {
  const perTurn = Math.max(1, Math.floor(lexicon.maxNumber / makes));
  const pieces = Math.min(executions, perTurn) * makes;
  return [TOKEN.craft, itemToken(lexicon, item), numberToken(lexicon, pieces)];
}

/** The goal and all known or mentioned parts of it, every item before its ingredients, those in the recipe’s order. */
function goalFirst(goal: number, recipes: Knowledge['recipes']): number[] {
  const seen = new Set<number>();
  const leavesFirst: number[] = [];
  const visit = (item: number): void => {
    if (seen.has(item)) return;
    seen.add(item);
    const recipe = recipes.get(item);
    if (recipe !== undefined && recipe !== 'base') for (const part of recipe.ingredients.toReversed()) visit(part.item);
    leavesFirst.push(item);
  };
  visit(goal);
  return leavesFirst.reverse();
}
