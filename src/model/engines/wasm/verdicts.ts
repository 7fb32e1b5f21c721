/**
 * How probable tokens are: log-probabilities and entropies from scores. Decoding and training both judge by these
 * functions, which is why a policy's ratio to its own recorded past is exactly 1 until its first update.
 */
import type { Executor, Network } from './network.ts';

/** What `exponentials` says of each row, see assembly/distribution.ts. */
export interface Exponentials {
  /** The rows' scores and their e^x, `stride` floats each; valid until the arena grows. */
  readonly logits: Float32Array;
  readonly e: Float32Array;
  readonly stride: number;
  readonly sums: Float32Array;
  readonly scales: Float32Array;
}

/** Per judged row, in single precision like what is recorded of a turn. */
export interface Verdicts {
  readonly logProbs: Float32Array;
  readonly entropies: Float32Array;
}

/**
 * Takes the first `n` rows of the executor's `logits`, divided by `temperatures`; the graph's `dLogits` hold e^x
 * afterwards. Without `targets`, the sums say nothing about them.
 */
export function exponentials(
  { kernels, arena, config, graph, space }: Network,
  { places }: Executor,
  n: number,
  targets: ArrayLike<number> | null,
  temperatures: (row: number) => number,
): Exponentials {
  const [logits, e] = [places.address(graph.logits), places.address(graph.dLogits)];
  const stride = places.stride(graph.logits);
  const indices = arena.integers(space.targets, n);
  if (targets) indices.set(targets);
  else indices.fill(0);
  const scales = arena.floats(space.scales, n);
  for (let i = 0; i < n; i++) scales[i] = 1 / temperatures(i);
  kernels.exponentials(logits, stride, n, config.vocabulary, space.scales, space.targets, e, space.sums);
  return {
    logits: arena.floats(logits, n * stride),
    e: arena.floats(e, n * stride),
    stride,
    sums: arena.floats(space.sums, 4 * n),
    scales,
  };
}

/** Judges `targets[i]` by row i of the executor's `logits`, divided by `temperature`. */
export function judge(
  network: Network,
  executor: Executor,
  targets: ArrayLike<number>,
  temperature: number,
): Verdicts & Exponentials {
  const n = targets.length;
  const exponents = exponentials(network, executor, n, targets, () => temperature);
  const logProbs = new Float32Array(n);
  const entropies = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    logProbs[i] = logProbOf(exponents, i, exponents.sums[4 * i + 2] as number);
    entropies[i] = entropyOf(exponents, i);
  }
  return { ...exponents, logProbs, entropies };
}

/** Log-probability of any token by row i: what `judge` finds when the token is the row's target. */
export function logProbOfToken(exponents: Exponentials, i: number, token: number): number {
  const { logits, stride, sums, scales } = exponents;
  const above = Math.fround((logits[i * stride + token] as number) - (sums[4 * i + 3] as number));
  return logProbOf(exponents, i, Math.fround(above * (scales[i] as number)));
}

/** Entropy of row i. */
export function entropyOf({ sums }: Exponentials, i: number): number {
  const total = sums[4 * i] as number;
  return Math.log(total) - (sums[4 * i + 1] as number) / total;
}

function logProbOf({ sums }: Exponentials, i: number, x: number): number {
  return x - Math.log(sums[4 * i] as number);
}
