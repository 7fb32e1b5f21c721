/**
 * The tests that every engine must pass: one body, run per engine and backend. It checks the contract in
 * `src/model/engine.ts` against an independent float64 model; speed and backend selection are tested elsewhere, drift
 * over many steps in `engine-drift-suite.ts`.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import type { Engine } from '../../src/model/engine.ts';
import { engineCacheSuite } from './engine-suite-cache.ts';
import { engineGenerateSuite } from './engine-suite-generate.ts';
import { engineGradientSuite } from './engine-suite-gradient.ts';
import { engineOptimizerSuite } from './engine-suite-optimizer.ts';
import { engineOverlapSuite } from './engine-suite-overlap.ts';
import { engineScoreSuite } from './engine-suite-score.ts';

/** How far an engine's single-precision arithmetic may be off. */
export interface EngineTolerances {
  /** Absolute error of log-probabilities, entropies, values and losses. */
  readonly scores: number;
  /** Error of a gradient tensor relative to its largest entry. */
  readonly gradient: number;
  /** Difference of a log-probability computed in another batch or over another cache; 0 demands equal bits. */
  readonly batch: number;
  /** Difference of a log-probability between writing and scoring; without it, that of `batch`. */
  readonly behaviour?: number;
}

/** A loaded state is replaced by each test, so one engine serves all of them. */
export type EngineSuiteContext = {
  readonly engine: () => Engine;
  readonly tolerances: Required<EngineTolerances>;
};

const PARTS = {
  score: engineScoreSuite,
  gradient: engineGradientSuite,
  optimizer: engineOptimizerSuite,
  generate: engineGenerateSuite,
  cache: engineCacheSuite,
  overlap: engineOverlapSuite,
} as const;

export type EngineSuitePart = keyof typeof PARTS;

/** Defines the suite. `makeEngine` is called once; it may take seconds. `parts`: all, unless a device is too slow. */
export function engineSuite(
  name: string,
  makeEngine: () => Promise<Engine>,
  tolerances: EngineTolerances,
  parts: readonly EngineSuitePart[] = Object.keys(PARTS) as EngineSuitePart[],
): void {
  describe(name, () => {
    let engine: Engine | undefined;
    beforeAll(async () => {
      engine = await makeEngine();
    }, 60_000);
    afterAll(() => engine?.dispose());
    const context: EngineSuiteContext = {
      engine: () => {
        if (!engine) throw new Error('The engine did not start.');
        return engine;
      },
      tolerances: { behaviour: tolerances.batch, ...tolerances },
    };
    for (const part of parts) PARTS[part](context);
  });
}
