/** The experiment: a run's whole configuration as plain JSON, shareable as a URL. */
import type { RunConfig } from '../rl/config.ts';

export type EngineChoice = 'auto' | 'webgpu' | 'wasm' | 'tfjs';

/** What determines the result (`RunConfig`), and what only determines how and where it is computed. */
export interface Experiment extends RunConfig {
  readonly version: 1;
  readonly name: string;
  readonly engine: EngineChoice;
  /** Agent workers; the result does not depend on it. */
  readonly workers: number;
  /** Write a checkpoint after every so many optimizer steps. */
  readonly checkpointEvery: number;
}
