/**
 * A recipe book: which item is made of what. Immutable flat arrays indexed by item, so that it crosses
 * threads cheaply and is shared by all states on one thread. Recipes form a directed acyclic graph.
 */
import type { Lexicon } from './vocabulary.ts';

export interface Book extends Lexicon {
  /** Pieces that one craft of an item makes; 0 for base materials, which cannot be crafted. [items] */
  readonly makes: Int32Array;
  /** Item i's ingredients stand at `start[i]` … `start[i + 1] − 1` of the next two. [items + 1] */
  readonly start: Int32Array;
  readonly ingredients: Int32Array;
  /** Pieces per craft. */
  readonly counts: Int32Array;
}

export interface Ingredient {
  readonly item: number;
  /** Pieces per craft. */
  readonly count: number;
}

export interface Recipe {
  /** Pieces per craft. */
  readonly makes: number;
  readonly ingredients: readonly Ingredient[];
}

/** Packs recipes (null for a base material), one per item. */
export function makeBook(recipes: readonly (Recipe | null)[], words: Omit<Lexicon, 'items'>): Book {
  const start = new Int32Array(recipes.length + 1);
  recipes.forEach((recipe, item) => {
    start[item + 1] = (start[item] as number) + (recipe?.ingredients.length ?? 0);
  });
  const all = recipes.flatMap((recipe) => recipe?.ingredients ?? []);
  return {
    items: recipes.length,
    maxNumber: words.maxNumber,
    nameTokens: words.nameTokens,
    makes: Int32Array.from(recipes, (recipe) => recipe?.makes ?? 0),
    start,
    ingredients: Int32Array.from(all, (ingredient) => ingredient.item),
    counts: Int32Array.from(all, (ingredient) => ingredient.count),
  };
}

/** The recipe of `item`, or null when it is a base material. */
export function recipeOf(book: Book, item: number): Recipe | null {
  const makes = book.makes[item] as number;
  if (makes === 0) return null;
  const ingredients: Ingredient[] = [];
  for (let i = book.start[item] as number; i < (book.start[item + 1] as number); i++) {
    ingredients.push({ item: book.ingredients[i] as number, count: book.counts[i] as number });
  }
  return { makes, ingredients };
}

/**
 * Crafting depth by item: 0 for a base material, else one more than its deepest ingredient. When `roots` are given, -1
 * for everything that none of them is made of.
 */
export function craftingDepths(book: Book, roots?: readonly number[]): Int32Array {
  const depths = new Int32Array(book.items).fill(-1);
  const visit = (item: number): number => {
    const known = depths[item] as number;
    if (known >= 0) return known;
    let depth = 0;
    for (let i = book.start[item] as number; i < (book.start[item + 1] as number); i++) {
      depth = Math.max(depth, 1 + visit(book.ingredients[i] as number));
    }
    depths[item] = depth;
    return depth;
  };
  if (roots) roots.forEach(visit);
  else for (let item = 0; item < book.items; item++) visit(item);
  return depths;
}

/** `item` and everything it is made of, every item before its ingredients (deepest first; ties by index). */
export function partsOf(book: Book, item: number): number[] {
  const depths = craftingDepths(book, [item]);
  const parts: number[] = [];
  depths.forEach((depth, part) => {
    if (depth >= 0) parts.push(part);
  });
  return parts.sort((a, b) => (depths[b] as number) - (depths[a] as number) || a - b);
}
