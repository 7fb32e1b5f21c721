/** A small hand-made world: i0, i1, i2 are base materials; the largest number is 9. */
import { type Book, makeBook } from '../../../../src/envs/textcraft/book.ts';
import type { CheckedSettings } from '../../../../src/envs/textcraft/settings.ts';
import { SCALES } from '../../../../src/envs/textcraft/settings.ts';
import type { TextCraftState } from '../../../../src/envs/textcraft/state.ts';
import { listStocks, type Stocks, stockOf } from '../../../../src/envs/textcraft/stocks.ts';

/** Settings whose vocabulary is the fixture's: seven items (i0 … i6), numbers to 9. */
export const SETTINGS: CheckedSettings = { ...SCALES.tiny, tiers: 7, itemsPerTier: 1, maxNumber: 9 };

/**
 * i3 ×2 = 2 i0 · i4 = i0 + i1 · i5 = 2 i3 + i4 (depth 2) · i6 = i5 + 3 i3 (depth 3).
 */
export const BOOK: Book = makeBook(
  [
    null,
    null,
    null,
    { makes: 2, ingredients: [{ item: 0, count: 2 }] },
    {
      makes: 1,
      ingredients: [
        { item: 0, count: 1 },
        { item: 1, count: 1 },
      ],
    },
    {
      makes: 1,
      ingredients: [
        { item: 3, count: 2 },
        { item: 4, count: 1 },
      ],
    },
    {
      makes: 1,
      ingredients: [
        { item: 5, count: 1 },
        { item: 3, count: 3 },
      ],
    },
  ],
  { maxNumber: 9, nameTokens: 1 },
);

/** A start state with the given stocks of i0, i1, …; what is not given is 0. */
export function stateOf(item: number, count: number, stocks: readonly number[]): TextCraftState {
  const initial = listStocks(stocks);
  return { book: BOOK, item, count, initial, inventory: initial, finished: false };
}

/** The pieces of items 0 … items − 1. */
export function piecesOf(stocks: Stocks, items = BOOK.items): number[] {
  return Array.from({ length: items }, (_, item) => stockOf(stocks, item));
}
