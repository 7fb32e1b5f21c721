/**
 * The tests that every engine must pass: one body, run per engine and backend. It checks the contract in
 * `src/model/engine.ts` against an independent float64 model; speed and backend selection are tested elsewhere.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import type { Engine } from '../../src/model/engine.ts';
import { engineGenerateSuite } from './engine-suite-generate.ts';
import { engineScoreSuite } from './engine-suite-score.ts';
import { engineTrainSuite } from './engine-suite-train.ts';

/** How far an engine's single-precision arithmetic may be off. */
export interface EngineTolerances {
  /** Absolute error of log-probabilities, entropies, values and losses. */
  readonly scores: number;
  /** Error of a gradient tensor relative to its largest entry. */
  readonly gradient: number;
  /** Difference of a log-probability computed in another batch or over another cache; 0 demands equal bits. */
  readonly batch: number;
}

/** A loaded state is replaced by each test, so one engine serves all of them. */
export type EngineSuiteContext = { readonly engine: () => Engine; readonly tolerances: EngineTolerances };

/** Defines the suite. `makeEngine` is called once; it may take seconds. */
export function engineSuite(name: string, makeEngine: () => Promise<Engine>, tolerances: EngineTolerances): void {
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
      tolerances,
    };
    engineScoreSuite(context);
    engineTrainSuite(context);
    engineGenerateSuite(context);
  });
}
