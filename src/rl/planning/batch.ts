/**
 * Packing windows into the typed arrays that an engine trains on: one row per window, weight 1 on the agent's own
 * tokens that count, 0 on everything else.
 */
import type { TrainBatch } from '../../model/engine.ts';
import type { WindowTrace } from './window.ts';

/** One window with what its turns are worth. */
export interface CreditedWindow {
  readonly window: WindowTrace;
  /** Per turn: advantage and value target of its action, and of the tokens before it if there is a plan. */
  readonly actions: TurnCredit;
  readonly plans: TurnCredit;
  /** Log-probabilities of the window's tokens under the reference policy; absent where the loss does not ask. */
  readonly references?: ArrayLike<number>;
}

export interface TurnCredit {
  readonly advantages: ArrayLike<number>;
  readonly returns: ArrayLike<number>;
}

/** The loss is divided by the number of own tokens. */
export function packWindows(windows: readonly CreditedWindow[]): TrainBatch {
  const batch = emptyBatch(windows.map(({ window }) => window));
  const { width } = batch;
  const returns = new Float32Array(batch.tokens.length);
  const values = new Float32Array(batch.tokens.length);
  const references = windows.some((row) => row.references) ? new Float32Array(batch.tokens.length) : undefined;
  let normalizer = 0;
  windows.forEach((row, r) => {
    forOwnTokens(row.window, (p, turn, isAction) => {
      const at = r * width + p;
      const credit = isAction ? row.actions : row.plans;
      normalizer++;
      batch.weights[at] = 1;
      batch.advantages[at] = credit.advantages[turn] as number;
      batch.logProbs[at] = row.window.logProbs[p] as number;
      returns[at] = credit.returns[turn] as number;
      values[at] = row.window.values[p] as number;
      if (references) references[at] = row.references?.[p] as number;
    });
  });
  return { ...batch, returns, values, ...(references && { references }), normalizer };
}

/** The imitation batch: own tokens of all turns but those that `skip(window, turn)` names. */
export function packImitation(
  windows: readonly WindowTrace[],
  skip: (window: number, turn: number) => boolean,
): TrainBatch {
  const batch = emptyBatch(windows);
  let normalizer = 0;
  windows.forEach((window, r) => {
    forOwnTokens(window, (p, turn) => {
      if (skip(r, turn)) return;
      batch.weights[r * batch.width + p] = 1;
      normalizer++;
    });
  });
  return { ...batch, normalizer };
}

/**
 * Calls `visit` for every token of the agent's own, with the number of its turn and whether it is the last one of it, the
 * action. Position 0 is given, not predicted.
 */
function forOwnTokens(
  { tokens, own, turns }: WindowTrace,
  visit: (position: number, turn: number, isAction: boolean) => void,
): void {
  turns.forEach((begin, turn) => {
    const end = own.lastIndexOf(1, (turns[turn + 1] ?? tokens.length) - 1);
    for (let p = Math.max(1, begin); p <= end; p++) if (own[p]) visit(p, turn, p === end);
  });
}

function emptyBatch(windows: readonly WindowTrace[]) {
  const width = windows.reduce((longest, { tokens }) => Math.max(longest, tokens.length), 1);
  const size = windows.length * width;
  const tokens = new Int32Array(size);
  windows.forEach((window, r) => {
    tokens.set(window.tokens, r * width);
  });
  return {
    rows: windows.length,
    width,
    tokens,
    lengths: Int32Array.from(windows, (window) => window.tokens.length),
    weights: new Float32Array(size),
    advantages: new Float32Array(size),
    logProbs: new Float32Array(size),
  };
}
