/**
 * What the trainer asks of a method: steps of two phases, evaluations, and everything that is needed to go on later. A
 * method owns how it explores and learns; the trainer owns which step comes next.
 */
import type { EvaluationChoices } from './config.ts';
import type { Metrics } from './metrics.ts';
import type { Checkpoint, Cursor, Evaluation, Sample } from './records.ts';

export interface MethodStep<S extends Sample = Sample> {
  readonly metrics: Metrics;
  /** Tokens trained on: all that were read or written. */
  readonly tokens: number;
  /** What was explored, numbered from 0; the trainer adds where the run stood. */
  readonly samples: readonly S[];
}

export interface Method<Result extends Evaluation = Evaluation, S extends Sample = Sample> {
  /** One optimizer step (or update of several) from where `cursor` stands. When it fails or is broken off, nothing has happened. */
  step(cursor: Cursor, learningRate: number): Promise<MethodStep<S>>;
  /** The run is over: what waits for further steps is given up. */
  end(): void;
  /**
   * What the present policy does on held-out tasks, `choices` in place of the configured ones. Leaves everything as it
   * is. Throws an Error in words for choices that make no sense.
   */
  evaluate(
    cursor: Cursor,
    choices: EvaluationChoices,
    now?: () => number,
  ): Promise<{ readonly result: Result; readonly samples: readonly S[] }>;
  /** Whether `result` is what an evaluation without choices at `cursor` would give again. */
  isEvaluation(cursor: Cursor, result: Evaluation): boolean;
  /** Everything needed to continue bit-identically: at `cursor`, or a little before it. */
  checkpoint(cursor: Cursor): Promise<Checkpoint>;
}
