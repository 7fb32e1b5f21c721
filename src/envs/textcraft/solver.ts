/**
 * The solver: what making a number of pieces takes. Walks the parts of the goal from the deepest down, each once, so
 * its cost is linear in them even where the tree of crafts is astronomically large.
 */
import { type Book, partsOf } from './book.ts';
import { craft, type TextCraftState, verdict } from './state.ts';

/** Number of crafts of one item, each making the recipe's result count. */
export interface PlanStep {
  readonly item: number;
  readonly executions: number;
}

/** The fewest crafts that make `count` of `item` from base materials alone, in an order that works. */
export function goldPlan(book: Book, item: number, count: number): PlanStep[] {
  const required = new Float64Array(book.items);
  required[item] = count;
  const plan: PlanStep[] = [];
  for (const made of partsOf(book, item)) {
    const makes = book.makes[made] as number;
    const pieces = required[made] as number;
    if (makes === 0 || pieces === 0) continue;
    const executions = Math.ceil(pieces / makes);
    plan.push({ item: made, executions });
    addIngredients(book, made, executions, required);
  }
  return plan.reverse();
}

/**
 * Base materials for `count` of `item`, per item. As in the paper's generator, needs are not divided by result
 * counts: generous, and enough even if every part is made separately and leftovers are wasted.
 */
export function baseMaterials(book: Book, item: number, count: number): Float64Array {
  const required = new Float64Array(book.items);
  required[item] = count;
  for (const made of partsOf(book, item)) {
    const pieces = required[made] as number;
    if (book.makes[made] === 0 || pieces === 0) continue;
    addIngredients(book, made, pieces, required);
    required[made] = 0;
  }
  return required;
}

/** The largest number that any agent must say when each ingredient is delegated on its own, all the way down. */
export function largestRequest(book: Book, item: number, count: number): number {
  const request = new Float64Array(book.items);
  request[item] = count;
  let largest = count;
  for (const made of partsOf(book, item)) {
    const makes = book.makes[made] as number;
    const pieces = request[made] as number;
    if (makes === 0 || pieces === 0) continue;
    const executions = Math.ceil(pieces / makes);
    largest = Math.max(largest, executions * makes);
    for (let i = book.start[made] as number; i < (book.start[made + 1] as number); i++) {
      const ingredient = book.ingredients[i] as number;
      const asked = executions * (book.counts[i] as number);
      request[ingredient] = Math.max(request[ingredient] as number, asked);
      largest = Math.max(largest, asked);
    }
  }
  return largest;
}

/** Turns of a lone agent that follows `plan`: read every recipe once, craft, finish. */
export function planTurns(book: Book, plan: readonly PlanStep[]): number {
  let turns = 1;
  for (const { item, executions } of plan) {
    // A turn can make at most as many pieces as there is a number for.
    const perTurn = Math.max(1, Math.floor(book.maxNumber / (book.makes[item] as number)));
    turns += 1 + Math.ceil(executions / perTurn);
  }
  return turns;
}

/** Carries `plan` out by the rules of the environment; true when the verifier is then satisfied. */
export function provesSolvable(book: Book, state: TextCraftState, plan: readonly PlanStep[]): boolean {
  let inventory = state.inventory;
  for (const { item, executions } of plan) {
    const made = craft(book, inventory, item, executions * (book.makes[item] as number));
    if (typeof made === 'string') return false;
    inventory = made;
  }
  return verdict({ ...state, inventory, finished: true }) === 1;
}

function addIngredients(book: Book, item: number, times: number, required: Float64Array): void {
  for (let i = book.start[item] as number; i < (book.start[item + 1] as number); i++) {
    const ingredient = book.ingredients[i] as number;
    required[ingredient] = (required[ingredient] as number) + times * (book.counts[i] as number);
  }
}
