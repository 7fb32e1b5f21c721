/** Records of a pass: positions, ranges, predictions, and the chains of equal tokens. */
import { expect, it } from 'vitest';
import { FIRST, LAST, NONE, RowWords } from '../../../../../src/model/engines/webgpu/dispatch.ts';
import { packRows } from '../../../../../src/model/engines/webgpu/pass-rows.ts';
import { rotaryTable } from '../../../../../src/model/engines/webgpu/rotary.ts';

it('describes every row of several sequences', () => {
  const { rows, picked, words } = packRows([
    { tokens: [7, 5, 7], picked: [0, 2] },
    { tokens: [5, 7], picked: [1] },
  ]);
  const column = (word: keyof typeof RowWords) =>
    Array.from({ length: rows }, (_, row) => words[row * RowWords.count + RowWords[word]]);
  expect([rows, picked]).toEqual([5, 3]);
  expect(column('token')).toEqual([7, 5, 7, 5, 7]);
  expect(column('position')).toEqual([0, 1, 2, 0, 1]);
  expect(column('place')).toEqual([0, 1, 2, 3, 4]);
  expect(column('begin')).toEqual([0, 0, 0, 3, 3]);
  expect(column('end')).toEqual([3, 3, 3, 5, 5]);
  expect(column('pickOf')).toEqual([0, NONE, 1, NONE, 2]);
  expect(column('picked').slice(0, picked)).toEqual([0, 2, 4]);
  expect(column('next')).toEqual([FIRST + 2, FIRST + 3, 4, LAST, LAST]);
});

it('tabulates angles by position and pair', () => {
  const config = {
    vocabulary: 2,
    context: 3,
    width: 8,
    layers: 1,
    heads: 2,
    hidden: 1,
    valueHead: false,
    ropeBase: 100,
  };
  const table = rotaryTable(config);
  expect(table).toHaveLength(3 * 4);
  expect([...table.subarray(0, 4)]).toEqual([1, 1, 0, 0]);
  const angles = [2, 2 / 10];
  const expected = [...angles.map(Math.cos), ...angles.map(Math.sin)];
  for (const [i, value] of expected.entries()) expect(table[8 + i]).toBeCloseTo(value, 6);
});
