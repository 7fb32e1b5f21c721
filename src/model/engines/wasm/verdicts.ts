/**
 * How probable given tokens were: log-probabilities and entropies from scores. Decoding and training both judge by
 * this one function, which is why a policy's ratio to its own recorded past is exactly 1 until its first update.
 */
import type { Executor, Network } from './network.ts';

/** Per judged row. */
export interface Verdicts {
  readonly logProbs: Float32Array;
  readonly entropies: Float32Array;
  /** Σ e^x of the row: what its exponentials must be divided by to become probabilities. */
  readonly totals: Float32Array;
}

/**
 * Judges `targets[i]` by row i of the executor's `logits`, divided by `temperatures[i]`. The logits are spent: the
 * buffer holds exponentials afterwards.
 */
export function judge(
  { kernels, arena, config }: Network,
  { buffers }: Executor,
  targets: ArrayLike<number>,
  temperatures: (row: number) => number,
): Verdicts {
  const n = targets.length;
  arena.integers(buffers.targets, n).set(targets);
  const scales = arena.floats(buffers.scales, n);
  for (let i = 0; i < n; i++) scales[i] = 1 / temperatures(i);
  kernels.exponentials(
    buffers.logits,
    buffers.scoreStride,
    n,
    config.vocabulary,
    buffers.scales,
    buffers.targets,
    buffers.sums,
  );
  const sums = arena.floats(buffers.sums, 3 * n);
  const logProbs = new Float32Array(n);
  const entropies = new Float32Array(n);
  const totals = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const total = sums[3 * i] as number;
    const logTotal = Math.log(total);
    totals[i] = total;
    logProbs[i] = (sums[3 * i + 2] as number) - logTotal;
    entropies[i] = logTotal - (sums[3 * i + 1] as number) / total;
  }
  return { logProbs, entropies, totals };
}
