/** Packing traces into the typed arrays that an engine trains on. Weight 1 on own tokens, 0 on everything else. */
import type { TrainBatch } from '../model/engine.ts';
import type { CreditedTrace } from './credit.ts';
import type { Trace } from './trace.ts';

/** One row: a trace, the advantage of its tokens, and which of its own tokens count. */
interface Row {
  readonly trace: Trace;
  readonly advantage: number;
  readonly counts: (position: number) => boolean;
}

/**
 * The policy-gradient batch (RAO Eq. 5): each own token carries its node's weighted advantage; the loss is divided
 * by the number of own tokens of *all* traces. Traces with advantage 0 have no gradient and are left out of the rows.
 */
export function packPolicyBatch(credited: readonly CreditedTrace[]): TrainBatch {
  const rows: Row[] = [];
  let normalizer = 0;
  for (const { trace, advantage, weight } of credited) {
    normalizer += ownTokens(trace);
    if (advantage !== 0) rows.push({ trace, advantage: weight * advantage, counts: () => true });
  }
  return pack(rows, normalizer);
}

/** The imitation batch: own tokens of `traces`, except the turns that `skip(trace index, turn's first position)` names. */
export function packImitationBatch(
  traces: readonly Trace[],
  skip: (trace: number, position: number) => boolean,
): TrainBatch {
  let normalizer = 0;
  const rows = traces.map((trace, t): Row => {
    const counted = new Uint8Array(trace.tokens.length);
    let keep = false;
    for (let p = 0; p < trace.tokens.length; p++) {
      if (!trace.own[p]) continue;
      if (p === 0 || !trace.own[p - 1]) keep = !skip(t, p);
      counted[p] = keep ? 1 : 0;
      if (keep) normalizer++;
    }
    return { trace, advantage: 0, counts: (p) => counted[p] === 1 };
  });
  return pack(rows, normalizer);
}

/** Number of tokens that the agent wrote. */
export function ownTokens(trace: Trace): number {
  let n = 0;
  for (const own of trace.own) n += own;
  return n;
}

function pack(rows: readonly Row[], normalizer: number): TrainBatch {
  const width = rows.reduce((longest, { trace }) => Math.max(longest, trace.tokens.length), 1);
  const size = rows.length * width;
  const tokens = new Int32Array(size);
  const lengths = new Int32Array(rows.length);
  const weights = new Float32Array(size);
  const advantages = new Float32Array(size);
  const logProbs = new Float32Array(size);
  rows.forEach(({ trace, advantage, counts }, r) => {
    const offset = r * width;
    lengths[r] = trace.tokens.length;
    tokens.set(trace.tokens, offset);
    // Token 0 is given, not predicted.
    for (let p = 1; p < trace.tokens.length; p++) {
      if (!trace.own[p] || !counts(p)) continue;
      weights[offset + p] = 1;
      advantages[offset + p] = advantage;
      logProbs[offset + p] = trace.logProbs[p] as number;
    }
  });
  return { rows: rows.length, width, tokens, lengths, weights, advantages, logProbs, normalizer };
}
