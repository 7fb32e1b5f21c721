/**
 * The state of one agent's world and the rules of crafting, as functions over it. Plain data: the book is shared by
 * reference on one thread, the stocks are typed arrays indexed by item.
 */
import type { Book } from './book.ts';

export interface TextCraftState {
  readonly book: Book;
  /** What the agent is to make, and how many pieces more than it started with. */
  readonly item: number;
  readonly count: number;
  /** Stock with which this agent started. Never written to. [items] */
  readonly initial: Float64Array;
  /** Stock now; doubles, for base materials at the paper's scale can outgrow 32 bits. [items] */
  readonly inventory: Float64Array;
  readonly finished: boolean;
}

/** Why a craft was refused. */
export type CraftError =
  /** A base material cannot be made. */
  | 'base'
  /** The number of pieces is not a multiple of what one craft makes. */
  | 'multiple'
  /** Some ingredient is not there in sufficient number. */
  | 'missing';

/** Makes `pieces` of `item` in `inventory`, or says why not and changes nothing. */
export function craft(book: Book, inventory: Float64Array, item: number, pieces: number): CraftError | null {
  const makes = book.makes[item] as number;
  if (makes === 0) return 'base';
  if (pieces % makes !== 0) return 'multiple';
  const times = pieces / makes;
  const from = book.start[item] as number;
  const to = book.start[item + 1] as number;
  for (let i = from; i < to; i++) {
    const ingredient = book.ingredients[i] as number;
    if ((inventory[ingredient] as number) < times * (book.counts[i] as number)) return 'missing';
  }
  for (let i = from; i < to; i++) {
    const ingredient = book.ingredients[i] as number;
    inventory[ingredient] = (inventory[ingredient] as number) - times * (book.counts[i] as number);
  }
  inventory[item] = (inventory[item] as number) + pieces;
  return null;
}

/**
 * Applies to `inventory` what a child changed between its start and its end. When a stock would become negative
 * (someone else has used the material up) nothing is applied and the answer is false.
 */
export function applyNetEffect(inventory: Float64Array, child: TextCraftState): boolean {
  const { initial, inventory: final } = child;
  if (final.length !== inventory.length) {
    throw new Error(`A child with ${final.length} items cannot join a world with ${inventory.length}: not its fork.`);
  }
  for (let item = 0; item < inventory.length; item++) {
    if ((inventory[item] as number) + (final[item] as number) - (initial[item] as number) < 0) return false;
  }
  for (let item = 0; item < inventory.length; item++) {
    inventory[item] = (inventory[item] as number) + (final[item] as number) - (initial[item] as number);
  }
  return true;
}

/** The verifier: 1 when the agent has finished and made as many pieces as it was asked for, else 0. */
export function verdict({ finished, inventory, initial, item, count }: TextCraftState): 0 | 1 {
  return finished && (inventory[item] as number) - (initial[item] as number) >= count ? 1 : 0;
}
