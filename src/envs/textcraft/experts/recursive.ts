/**
 * The recursive expert: reads its goal's recipe, has every lacking ingredient made by a child (all at once), waits,
 * crafts and finishes. A child that did not deliver is tried once more by itself; when that fails too, or when
 * children are refused, the agent does the rest alone.
 */
import type { Token } from '../../environment.ts';
import { itemToken, numberToken, TOKEN } from '../vocabulary.ts';
import { craftTurn, flatTurn } from './flat.ts';
import type { Knowledge } from './knowledge.ts';

/** The next turn. */
export function recursiveTurn(knowledge: Knowledge): Token[] {
  const { goal, recipes, made, lexicon, outstanding } = knowledge;
  if (!goal || made >= goal.count) return [TOKEN.finish];
  const recipe = recipes.get(goal.item);
  if (recipe === 'base') return [TOKEN.finish];
  if (recipe === undefined || knowledge.stale.has(goal.item)) return [TOKEN.info, itemToken(lexicon, goal.item)];

  const executions = Math.ceil((goal.count - made) / recipe.makes);
  const lacking = recipe.ingredients
    .map(({ item, count }) => ({ item, short: executions * count - (knowledge.stock.get(item) ?? 0) }))
    .filter(({ short }) => short > 0);
  if (lacking.length === 0) return craftTurn(knowledge, goal.item, recipe, executions);

  const spawnAttempt = (attempt: number): Token[] | null => {
    if (knowledge.refused) return null;
    const part = lacking.find(
      ({ item }) =>
        !outstanding.includes(item) &&
        (knowledge.attempts.get(item) ?? 0) === attempt &&
        knowledge.recipes.get(item) !== 'base',
    );
    return part ? [TOKEN.spawn, itemToken(lexicon, part.item), numberToken(lexicon, part.short)] : null;
  };
  const first = spawnAttempt(0);
  if (first) return first;
  if (outstanding.length > 0) return [TOKEN.wait];
  return spawnAttempt(1) ?? flatTurn(knowledge);
}
