/**
 * What a run's evaluation is compared with: the newest stored run of the other kind of agent (recursive against
 * single) in the same world with the same network and context window, one that meets the very same tasks if possible.
 */
import { delegates } from '../../experiments/agent-words.ts';
import {
  compareEvaluations,
  type EvaluationComparison,
  incomparable,
} from '../../experiments/evaluation-comparison.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import { readPath } from '../../experiments/set-path.ts';
import type { Evaluation, EvaluationResult } from '../../rl/records.ts';
import type { RunRecord } from '../../store/types.ts';
import { newest } from './evaluations.ts';
import { isOfTrees } from './history.ts';

export interface Comparison {
  readonly name: string;
  readonly delegation: boolean;
  /** The newest evaluation of that run. */
  readonly result: EvaluationResult;
  /** All of them, with its kind of agent. */
  readonly results: readonly EvaluationResult[];
}

/** What must be equal for two runs to be compared. */
const SAME = [
  'environment.id',
  'method',
  'model.context',
  'model.width',
  'model.layers',
  'model.heads',
  'model.hidden',
];

/** True when `other` is the same experiment with the other kind of agent, as far as a fair comparison goes. */
export function comparable(experiment: Experiment, other: Experiment): boolean {
  if (delegates(experiment) === delegates(other)) return false;
  if (SAME.some((path) => readPath(experiment, path) !== readPath(other, path))) return false;
  const names = Object.keys(experiment.environment.settings);
  return names.every((name) => experiment.environment.settings[name] === other.environment.settings[name]);
}

/**
 * The newest comparable run that has been evaluated, looked for among `runs`, those of the same seed first, since they
 * meet the same tasks; null when there is none.
 */
export async function findComparison(
  experiment: Experiment,
  runs: readonly RunRecord[],
  evaluationsOf: (runId: string) => Promise<readonly Evaluation[]>,
): Promise<Comparison | null> {
  const candidates = runs.filter((run) => comparable(experiment, run.experiment));
  const otherSeed = (run: RunRecord) => (run.experiment.seed === experiment.seed ? 0 : 1);
  candidates.sort((a, b) => otherSeed(a) - otherSeed(b) || b.updatedAt - a.updatedAt);
  for (const run of candidates) {
    const delegation = delegates(run.experiment);
    const results = (await evaluationsOf(run.id))
      .filter(isOfTrees)
      .filter((result) => result.delegation === delegation);
    const result = newest(results, delegation);
    if (result) return { name: run.name, delegation, result, results };
  }
  return null;
}

/**
 * The recursive agent's costs relative to the single agent's, task by task, with the newest of `others` that kept its
 * attempts at tasks of `result`; null when none did.
 */
export function taskByTask(result: EvaluationResult, others: readonly EvaluationResult[]): EvaluationComparison | null {
  const other = others.findLast((each) => incomparable(result, each) === null);
  if (!other) return null;
  return result.delegation ? compareEvaluations(result, other) : compareEvaluations(other, result);
}
