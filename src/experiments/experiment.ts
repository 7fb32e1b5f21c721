/** The experiment: a run's whole configuration as plain JSON, shareable as a URL. */
import type { RaoConfig } from '../rl/config.ts';

/** Raised whenever the shape changes; `upgrade.ts` brings older ones along. */
export const EXPERIMENT_VERSION = 2;

export type EngineChoice = 'auto' | 'webgpu' | 'wasm' | 'tfjs';

/** What determines the result (`RaoConfig`), and what only determines how and where it is computed. */
export interface Experiment extends RaoConfig {
  readonly version: typeof EXPERIMENT_VERSION;
  readonly name: string;
  readonly engine: EngineChoice;
  /** Agent workers; the result does not depend on it. */
  readonly workers: number;
  /** Write a checkpoint after every so many optimizer steps. */
  readonly checkpointEvery: number;
}
