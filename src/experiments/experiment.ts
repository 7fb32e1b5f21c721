/** The experiment: a run's whole configuration as plain JSON, shareable as a URL. */
import type { PlanningConfig, RaoConfig } from '../rl/config.ts';

/** Raised whenever the shape changes; `upgrade.ts` brings older ones along. */
export const EXPERIMENT_VERSION = 2;

export type EngineChoice = 'auto' | 'webgpu' | 'wasm' | 'tfjs';

/** What only determines how and where a run is computed. */
interface Frame {
  readonly version: typeof EXPERIMENT_VERSION;
  readonly name: string;
  readonly engine: EngineChoice;
  /** Agent workers; the result does not depend on it. */
  readonly workers: number;
  /** Write a checkpoint after every so many optimizer steps. */
  readonly checkpointEvery: number;
}

export type RaoExperiment = RaoConfig & Frame;
export type PlanningExperiment = PlanningConfig & Frame;

/** What determines the result, and its frame; the method says which sections there are. */
export type Experiment = RaoExperiment | PlanningExperiment;
