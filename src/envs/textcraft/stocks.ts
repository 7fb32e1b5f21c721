/**
 * Stocks: how many pieces there are of which item. Only what is there is listed, and a value is never written to, so
 * worlds share their stocks until one of them changes: a fork or a snapshot costs nothing, however many items exist.
 */

/** Item, pieces, item, pieces, …; items ascending, none with 0 pieces. Pieces can outgrow 32 bits in deep worlds. */
export type Stocks = readonly number[];

/** The pieces of `item`; 0 when there are none. */
export function stockOf(stocks: Stocks, item: number): number {
  let low = 0;
  let high = stocks.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = stocks[2 * middle] as number;
    if (found === item) return stocks[2 * middle + 1] as number;
    if (found < item) low = middle + 1;
    else high = middle;
  }
  return 0;
}

/** Stocks from the pieces of every item. */
export function listStocks(pieces: ArrayLike<number>): Stocks {
  const stocks: number[] = [];
  for (let item = 0; item < pieces.length; item++) {
    const count = pieces[item] as number;
    if (count !== 0) stocks.push(item, count);
  }
  return stocks;
}

/** `stocks` with `changes` (in the form of stocks, of either sign) added; null when one would become negative. */
export function changeStocks(stocks: Stocks, changes: readonly number[]): Stocks | null {
  const sum = combine(stocks, changes, 1);
  for (let i = 1; i < sum.length; i += 2) if ((sum[i] as number) < 0) return null;
  return sum;
}

/** What must be added to `before` to get `after`. */
export function changesBetween(before: Stocks, after: Stocks): readonly number[] {
  return before === after ? [] : combine(after, before, -1);
}

/** a + sign · b, item by item; both ascend. */
function combine(a: readonly number[], b: readonly number[], sign: 1 | -1): number[] {
  const sum: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const itemA = a[i] ?? Number.POSITIVE_INFINITY;
    const itemB = b[j] ?? Number.POSITIVE_INFINITY;
    let pieces = 0;
    if (itemA <= itemB) {
      pieces = a[i + 1] as number;
      i += 2;
    }
    if (itemB <= itemA) {
      pieces += sign * (b[j + 1] as number);
      j += 2;
    }
    if (pieces !== 0) sum.push(Math.min(itemA, itemB), pieces);
  }
  return sum;
}
