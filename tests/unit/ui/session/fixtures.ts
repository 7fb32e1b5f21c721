/** Small records for tests of the page: only what the page looks at is meaningful. */
import type { EvaluationResult, MetricRow, TreeRecord } from '../../../../src/rl/records.ts';
import type { Trace } from '../../../../src/rl/trace.ts';
import { difficultyResult } from '../../../support/evaluations.ts';

export function row(step: number, phase: MetricRow['phase'] = 'training', values: MetricRow['values'] = {}): MetricRow {
  return { step, phase, values };
}

export function trace(path: string, score = 1): Trace {
  return {
    path,
    depth: path.split('.').length - 1,
    goal: [1],
    tokens: [1, 2],
    own: [0, 1],
    logProbs: [0, -0.5],
    entropies: [0, 0.3],
    turns: 1,
    spawnTurn: -1,
    joinTurn: -1,
    end: 'finished',
    score,
    refused: 0,
    errors: 0,
    joined: true,
  };
}

export function record(step: number, phase: TreeRecord['phase'] = 'training', index = 0): TreeRecord {
  return { step, phase, index, root: null, tree: { task: `task-${step}`, difficulty: 2, traces: [trace('0')] } };
}

export function evaluation(
  step: number,
  delegation = true,
  difficulties: readonly number[] = [1, 2],
): EvaluationResult {
  return {
    step,
    delegation,
    byDifficulty: difficulties.map((difficulty) => difficultyResult(difficulty)),
  };
}
