/** The learning rate over one phase of training: linear warm-up, then linear decay. A pure function of the step. */

export interface Schedule {
  /** The learning rate at the top of the warm-up. */
  readonly peak: number;
  /** Optimizer steps in the phase, at least 1. */
  readonly steps: number;
  /** Steps of warm-up; step w of them uses w / warmup of the peak, so even the first step moves. */
  readonly warmup: number;
  /** Share of the peak, in [0, 1], that the last step of the phase uses. */
  readonly decayTo: number;
}

/**
 * Learning rate of step number `step`, counted from 0. Warm-up reaches the peak at step `warmup - 1`; from there the
 * rate falls in a straight line to `decayTo · peak` at step `steps - 1` and stays there. A phase that is shorter than
 * its warm-up never reaches the peak.
 */
export function learningRateAt(schedule: Schedule, step: number): number {
  const { peak, steps, warmup, decayTo } = schedule;
  if (step < warmup) return (peak * (step + 1)) / warmup;
  const top = Math.max(0, warmup - 1);
  const span = steps - 1 - top;
  const done = span > 0 ? Math.min(1, (step - top) / span) : 1;
  return peak * (1 - (1 - decayTo) * done);
}
