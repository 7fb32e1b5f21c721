/**
 * Where the items of a recipe book stand: one column per crafting depth, the goal on the left as in the delegation tree,
 * base materials on the right; within a column near the items they are used for. Pure.
 */
import type { NamedRecipe } from '../../envs/textcraft/index.ts';

export interface GraphItem {
  readonly name: string;
  /** 0 for the goal; base materials stand in the last. */
  readonly column: number;
  readonly row: number;
  /** Null for base materials. */
  readonly recipe: NamedRecipe | null;
}

export interface GraphEdge {
  readonly ingredient: string;
  readonly product: string;
  /** Pieces of the ingredient per craft. */
  readonly count: number;
}

export interface RecipeGraph {
  readonly items: readonly GraphItem[];
  readonly edges: readonly GraphEdge[];
  readonly columns: number;
  readonly rows: number;
}

/** `recipes` are those that a goal depends on, the goal's own first, then by falling depth (as `describeState` says). */
export function recipeGraph(recipes: readonly NamedRecipe[]): RecipeGraph {
  const byName = new Map(recipes.map((recipe) => [recipe.name, recipe]));
  const columns: string[][] = [];
  const put = (name: string, column: number) => {
    columns[column] ??= [];
    columns[column].push(name);
  };
  const seen = new Set(byName.keys());
  for (const { name, depth } of recipes) put(name, depth);
  for (const { ingredients } of recipes) {
    for (const { name } of ingredients) {
      if (seen.has(name)) continue;
      seen.add(name);
      put(name, 0);
    }
  }
  const edges = recipes.flatMap(({ name, ingredients }) =>
    ingredients.map((ingredient) => ({ ingredient: ingredient.name, product: name, count: ingredient.count })),
  );
  const rows = Math.max(1, ...columns.map((column) => column?.length ?? 0));
  const placed = new Map<string, GraphItem>();
  // From the goal on, every column is ordered by where its items are used: fewer lines cross.
  for (let column = columns.length - 1; column >= 0; column--) {
    const names = columns[column] ?? [];
    const wish = new Map(names.map((name) => [name, meanRow(name, edges, placed)]));
    const ordered = names
      .map((name, i) => ({ name, i }))
      .sort((a, b) => (wish.get(a.name) ?? 0) - (wish.get(b.name) ?? 0) || a.i - b.i);
    const offset = (rows - names.length) / 2;
    ordered.forEach(({ name }, i) => {
      placed.set(name, {
        name,
        column: columns.length - 1 - column,
        row: offset + i,
        recipe: byName.get(name) ?? null,
      });
    });
  }
  return { items: [...placed.values()], edges, columns: columns.length, rows };
}

function meanRow(name: string, edges: readonly GraphEdge[], placed: ReadonlyMap<string, GraphItem>): number {
  const rows = edges.flatMap(({ ingredient, product }) => {
    const user = ingredient === name ? placed.get(product) : undefined;
    return user ? [user.row] : [];
  });
  return rows.reduce((sum, row) => sum + row, 0) / Math.max(1, rows.length);
}
