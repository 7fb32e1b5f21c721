/**
 * Cuts a training batch into parts whose gradients are made each from zero and then added in order. Where the cuts are
 * depends on the batch alone, so the sum is the same bits however many threads share the work.
 */
import type { TrainBatch } from '../../engine.ts';

/** Tokens that make a part worth its own pass and sum. */
const PART_TOKENS = 64;
/** Most parts of a batch: enough to keep eight threads about equally busy. */
const MAX_PARTS = 16;

/** Rows of a batch, and how many tokens of them are read. */
export interface Part {
  readonly first: number;
  readonly end: number;
  readonly tokens: number;
}

/** The parts of a batch, in order; none when nothing has weight. */
export function cutBatch(batch: TrainBatch): Part[] {
  const rows = Array.from({ length: batch.rows }, (_, row) => ({
    first: row,
    end: row + 1,
    tokens: tokensRead(batch, row),
  }));
  const total = rows.reduce((sum, { tokens }) => sum + tokens, 0);
  const groups = divide(rows, Math.min(MAX_PARTS, Math.ceil(total / PART_TOKENS)));
  return groups
    .map((group) => ({
      first: group[0]?.first ?? 0,
      end: group.at(-1)?.end ?? 0,
      tokens: group.reduce((sum, { tokens }) => sum + tokens, 0),
    }))
    .filter(({ tokens }) => tokens > 0);
}

/** Divides `items`, in order, into `count` groups of about as many tokens; groups may be empty. */
export function divide<T extends { readonly tokens: number }>(items: readonly T[], count: number): T[][] {
  const groups: T[][] = Array.from({ length: count }, () => []);
  const total = items.reduce((sum, { tokens }) => sum + tokens, 0);
  let before = 0;
  for (const item of items) {
    // An item belongs where its middle lies.
    const group = total > 0 ? Math.floor(((before + item.tokens / 2) * count) / total) : 0;
    groups[Math.min(group, count - 1)]?.push(item);
    before += item.tokens;
  }
  return groups;
}

/** The rows of a part as a batch; a view of the same arrays. */
export function partOf(batch: TrainBatch, { first, end }: Part): TrainBatch {
  const { rows: _, width, lengths, normalizer, ...arrays } = batch;
  const cut = <A extends Int32Array | Float32Array>(array: A) => array.subarray(first * width, end * width) as A;
  const { tokens, weights, advantages, logProbs, references, returns, values } = arrays;
  return {
    rows: end - first,
    width,
    normalizer,
    lengths: lengths.subarray(first, end),
    tokens: cut(tokens),
    weights: cut(weights),
    advantages: cut(advantages),
    logProbs: cut(logProbs),
    ...(references && { references: cut(references) }),
    ...(returns && { returns: cut(returns) }),
    ...(values && { values: cut(values) }),
  };
}

/** What a pass reads of a row: up to the token before the last one with weight. */
function tokensRead({ width, lengths, weights }: TrainBatch, row: number): number {
  for (let p = (lengths[row] as number) - 1; p > 0; p--) if (weights[row * width + p] !== 0) return p;
  return 0;
}
