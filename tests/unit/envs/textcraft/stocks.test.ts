import { describe, expect, it } from 'vitest';
import {
  changeStocks,
  changesBetween,
  listStocks,
  type Stocks,
  stockOf,
} from '../../../../src/envs/textcraft/stocks.ts';
import { between, derive, key } from '../../../../src/random/index.ts';
import { piecesOf } from './fixtures.ts';

const ITEMS = 12;

/** Stocks of up to 12 items, about half of which are there. */
function drawStocks(seed: number): Stocks {
  return listStocks(Array.from({ length: ITEMS }, (_, item) => Math.max(0, between(derive(key(seed), item), -3, 4))));
}

describe('stocks', () => {
  it('list what is there, by item', () => {
    expect(listStocks([0, 3, 0, 0, 1])).toEqual([1, 3, 4, 1]);
    expect(listStocks([])).toEqual([]);
  });

  it('know every item, listed or not', () => {
    const stocks = listStocks([0, 3, 0, 0, 1, 7]);
    expect([-1, 0, 1, 2, 3, 4, 5, 6, 1000].map((item) => stockOf(stocks, item))).toEqual([0, 0, 3, 0, 0, 1, 7, 0, 0]);
  });

  it('change without being written to', () => {
    const stocks = Object.freeze(listStocks([2, 3]));
    expect(changeStocks(stocks, [0, -2, 1, 1, 5, 4])).toEqual([1, 4, 5, 4]);
    expect(changeStocks(stocks, [])).toEqual(stocks);
    expect(stocks).toEqual([0, 2, 1, 3]);
  });

  it('never become negative', () => {
    expect(changeStocks([0, 2, 1, 3], [0, 5, 1, -4])).toBeNull();
    expect(changeStocks([], [3, -1])).toBeNull();
  });

  it('hold numbers beyond 32 bits', () => {
    expect(changeStocks([0, 2 ** 40], [0, 1])).toEqual([0, 2 ** 40 + 1]);
  });

  it('agree with plain arithmetic on every item', () => {
    for (let seed = 0; seed < 50; seed++) {
      const [a, b] = [drawStocks(2 * seed), drawStocks(2 * seed + 1)];
      const changes = changesBetween(a, b);
      expect(changeStocks(a, changes)).toEqual(b);
      const twice = changeStocks(b, changes);
      const sums = piecesOf(b, ITEMS).map((n, item) => 2 * n - stockOf(a, item));
      expect(twice).toEqual(sums.some((n) => n < 0) ? null : listStocks(sums));
    }
  });
});
