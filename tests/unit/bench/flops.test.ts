import { expect, it } from 'vitest';
import { CASES } from '../../../bench/cases.mjs';
import { decodeFlops, trainFlops } from '../../../bench/flops.mjs';
import type { ModelConfig } from '../../../src/model/config.ts';
import { graphFlops } from '../../../src/model/graph/cost.ts';
import { buildGraph } from '../../../src/model/graph/graph.ts';

const MODEL: ModelConfig = {
  vocabulary: 7,
  context: 9,
  width: 6,
  layers: 2,
  heads: 3,
  hidden: 5,
  valueHead: false,
  ropeBase: 10_000,
};

/** Multiplies and adds, one by one, as the forward pass does them for tokens `from` … `to` - 1 of one sequence. */
function forward({ width, layers, heads, hidden, vocabulary }: ModelConfig, from: number, to: number, scored: number) {
  let products = 0;
  const product = (rows: number, inner: number, columns: number) => {
    products += rows * inner * columns;
  };
  for (let layer = 0; layer < layers; layer++) {
    for (let t = from; t < to; t++) {
      for (let projection = 0; projection < 4; projection++) product(1, width, width);
      product(1, width, hidden);
      product(1, width, hidden);
      product(1, hidden, width);
      for (let head = 0; head < heads; head++) {
        product(1, width / heads, t + 1);
        product(1, t + 1, width / heads);
      }
    }
  }
  product(scored, width, vocabulary);
  return 2 * products;
}

it('counts a train step as three forward passes', () => {
  expect(trainFlops(MODEL, { rows: 3, tokens: 8 })).toBe(3 * 3 * forward(MODEL, 0, 8, 8));
});

it('counts writing as reading every token but the last one, and scoring where something is drawn', () => {
  let expected = forward(MODEL, 0, 4, 1);
  for (let t = 4; t < 6; t++) expected += forward(MODEL, t, t + 1, 1);
  expect(decodeFlops(MODEL, { sequences: 2, prompt: 4, length: 3 })).toBe(2 * expected);
});

it('agrees with the graph of the engines', () => {
  for (const { model, batch } of CASES) {
    if (!batch) throw new Error('Every case trains.');
    const { rows, tokens } = batch;
    const shape = { tokens: rows * tokens, picked: rows * tokens, pairs: (rows * tokens * (tokens + 1)) / 2 };
    expect(trainFlops(model, batch)).toBe(graphFlops(buildGraph(model), shape, 'training'));
  }
});
