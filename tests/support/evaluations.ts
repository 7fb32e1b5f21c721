/** Small results of evaluations, whole but made up. */
import type { Attempt, DifficultyResult } from '../../src/rl/records.ts';

export function difficultyResult(difficulty: number, more: Partial<DifficultyResult> = {}): DifficultyResult {
  return {
    difficulty,
    tasks: 50,
    samples: 1,
    solved: 25,
    success: 0.5,
    low: 0.366,
    high: 0.634,
    passAt: [0.5],
    score: 0.75,
    scoreLow: 0.65,
    scoreHigh: 0.83,
    meanAgents: 2.5,
    meanTurns: 7,
    meanCriticalTurns: 5.5,
    meanTokens: 61,
    meanCriticalTokens: 48.5,
    parallelFraction: 0.4,
    routers: 0.02,
    depthHistogram: [20, 30],
    ...more,
  };
}

/** A solved attempt of an agent that worked alone, unless told otherwise. */
export function attempt(task: string, more: Partial<Attempt> = {}): Attempt {
  return {
    task,
    score: 1,
    agents: 1,
    depth: 0,
    turns: 4,
    criticalTurns: 4,
    tokens: 40,
    criticalTokens: 40,
    parallelChildren: 0,
    refused: 0,
    router: false,
    ...more,
  };
}
