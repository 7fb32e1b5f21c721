/** The learning rate over a phase: linear warm-up over the first steps, linear decay over the phase's progress. */

export interface Schedule {
  readonly learningRate: number;
  /** Steps of warm-up; 0 starts at the full rate. */
  readonly warmup: number;
  /** Share of the rate that is left at progress 1, in [0, 1]. */
  readonly decayTo: number;
}

/** The rate for step `update` (0-based) when `progress` ∈ [0, 1] of the phase is done. */
export function learningRate({ learningRate, warmup, decayTo }: Schedule, update: number, progress: number): number {
  const ramp = warmup > 0 ? Math.min(1, (update + 1) / warmup) : 1;
  return learningRate * ramp * (1 - (1 - decayTo) * Math.min(1, Math.max(0, progress)));
}
