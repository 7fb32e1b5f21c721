/** What every contestant can do; each peer and each engine is fitted to it. */
import type { ModelState, TrainBatch } from '../../src/model/engine.ts';

/** Sequences to be written: prompts of one length, and how many new tokens each. */
export interface DecodeJob {
  readonly prompts: readonly Int32Array[];
  readonly length: number;
  /** 0: the most probable token; 1: a draw. */
  readonly temperature: 0 | 1;
  /** Differs from round to round. */
  readonly seed: number;
}

export interface Contestant {
  readonly description: string;
  /** One step of Adam on the mean cross-entropy of the batch; resolves to the loss before the step. */
  train(batch: TrainBatch): Promise<number>;
  /** The new tokens of each sequence. */
  decode(job: DecodeJob): Promise<readonly ArrayLike<number>[]>;
}

/** Thrown by a maker where there is nothing to measure, which is nobody's fault; the message says why. */
export class Unable extends Error {}

/** Makes a contestant that holds the given parameters. */
export type Maker = (state: ModelState) => Promise<Contestant>;

/** Adam's settings, the same for all. */
export const ADAM = { learningRate: 1e-3, beta1: 0.9, beta2: 0.95, epsilon: 1e-8 } as const;
