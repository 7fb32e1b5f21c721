/**
 * The state of one agent's world and the rules of crafting, as functions over it. Plain data that is never written to:
 * a fixed book goes by its name, a fresh one is shared by reference on one thread, and so are the stocks.
 */
import type { Book } from './book.ts';
import { type BookName, fixedBook } from './fixed-book.ts';
import { changeStocks, listStocks, type Stocks, stockOf } from './stocks.ts';

export interface TextCraftState {
  readonly book: Book | BookName;
  /** What the agent is to make, and how many pieces more than it started with. */
  readonly item: number;
  readonly count: number;
  /** What was there when this agent started. */
  readonly initial: Stocks;
  /** What is there now. */
  readonly inventory: Stocks;
  readonly finished: boolean;
}

/** The book of a state. */
export function bookOf({ book }: TextCraftState): Book {
  return typeof book === 'string' ? fixedBook(book) : book;
}

/** A state as it was recorded: earlier versions of the app wrote down a number of pieces for every item. */
export function readState(state: TextCraftState): TextCraftState {
  const { initial, inventory } = state;
  if (!ArrayBuffer.isView(initial) || !ArrayBuffer.isView(inventory)) return state;
  return { ...state, initial: listStocks(initial), inventory: listStocks(inventory) };
}

/** Why a craft was refused. */
export type CraftError =
  /** A base material cannot be made. */
  | 'base'
  /** The number of pieces is not a multiple of what one craft makes. */
  | 'multiple'
  /** Some ingredient is not there in sufficient number. */
  | 'missing';

/** What is there after making `pieces` of `item`, or why that cannot be done. */
export function craft(book: Book, inventory: Stocks, item: number, pieces: number): Stocks | CraftError {
  const makes = book.makes[item] as number;
  if (makes === 0) return 'base';
  if (pieces % makes !== 0) return 'multiple';
  const times = pieces / makes;
  const changes: (readonly [item: number, by: number])[] = [[item, pieces]];
  for (let i = book.start[item] as number; i < (book.start[item + 1] as number); i++) {
    changes.push([book.ingredients[i] as number, -times * (book.counts[i] as number)]);
  }
  changes.sort(([a], [b]) => a - b);
  return changeStocks(inventory, changes.flat()) ?? 'missing';
}

/** Pieces of its goal that the agent has gained since it started; negative when it used some up. */
export function gained({ item, initial, inventory }: TextCraftState): number {
  return stockOf(inventory, item) - stockOf(initial, item);
}

/** The verifier: 1 when the agent has finished and made as many pieces as it was asked for, else 0. */
export function verdict(state: TextCraftState): 0 | 1 {
  return state.finished && gained(state) >= state.count ? 1 : 0;
}
