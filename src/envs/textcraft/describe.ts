/** TextCraft for human eyes: states as named items and numbers, tokens as text. */
import type { Settings, Token } from '../environment.ts';
import { craftingDepths, recipeOf } from './book.ts';
import { checkSettings } from './settings.ts';
import { itemName, tokenNames } from './spelling.ts';
import { bookOf, gained, type TextCraftState } from './state.ts';

import { lexiconOf } from './world.ts';

export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

export interface NamedRecipe {
  readonly name: string;
  /** Pieces per craft. */
  readonly makes: number;
  readonly ingredients: readonly NamedCount[];
  /** Longest chain of crafts down to base materials; at least 1. */
  readonly depth: number;
}

export interface StateDescription {
  readonly goal: NamedCount;
  /** Pieces of the goal that this agent has gained since it started; negative when it used some up. */
  readonly gained: number;
  readonly finished: boolean;
  /** What is in stock, by item number. */
  readonly inventory: readonly NamedCount[];
  /** Recipes that the goal depends on, the goal's own first, then by falling depth. */
  readonly recipes: readonly NamedRecipe[];
}

/** Everything that a panel shows about a state. */
export function describeState(state: TextCraftState): StateDescription {
  const { item, count, inventory, finished } = state;
  const book = bookOf(state);
  const depths = craftingDepths(book, [item]);
  const recipes: NamedRecipe[] = [];
  const seen = new Set<number>();
  const visit = (part: number): void => {
    const recipe = seen.has(part) ? null : recipeOf(book, part);
    seen.add(part);
    if (!recipe) return;
    const ingredients = recipe.ingredients.map((ingredient) => ({
      name: itemName(book, ingredient.item),
      count: ingredient.count,
    }));
    recipes.push({ name: itemName(book, part), makes: recipe.makes, ingredients, depth: depths[part] as number });
    for (const ingredient of recipe.ingredients) visit(ingredient.item);
  };
  visit(item);
  recipes.sort((a, b) => b.depth - a.depth);
  return {
    goal: { name: itemName(book, item), count },
    gained: gained(state),
    finished,
    inventory: inventory.flatMap((stocked, i) =>
      i % 2 === 0 ? [{ name: itemName(book, stocked), count: inventory[i + 1] as number }] : [],
    ),
    recipes,
  };
}

/** A transcript as text: names with spaces between them, unknown tokens as `?`. */
export function tokensToText(tokens: readonly Token[], settings: Settings): string {
  const names = tokenNames(lexiconOf(checkSettings(settings)));
  return tokens.map((token) => names[token] ?? '?').join(' ');
}
