/**
 * What a run's evaluation is compared with: the newest stored run of the other kind of agent (recursive against
 * single) on the same tasks with the same network and context window.
 */
import type { Experiment } from '../../experiments/experiment.ts';
import { readPath } from '../../experiments/set-path.ts';
import type { EvaluationResult } from '../../rl/records.ts';
import type { RunRecord } from '../../store/types.ts';

export interface Comparison {
  readonly name: string;
  readonly delegation: boolean;
  readonly result: EvaluationResult;
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
  if (experiment.agent.delegation === other.agent.delegation) return false;
  if (SAME.some((path) => readPath(experiment, path) !== readPath(other, path))) return false;
  const names = Object.keys(experiment.environment.settings);
  return names.every((name) => experiment.environment.settings[name] === other.environment.settings[name]);
}

/** The newest comparable run that has been evaluated, looked for among `runs`; null when there is none. */
export async function findComparison(
  experiment: Experiment,
  runs: readonly RunRecord[],
  evaluationsOf: (runId: string) => Promise<readonly EvaluationResult[]>,
): Promise<Comparison | null> {
  const candidates = runs.filter((run) => comparable(experiment, run.experiment));
  candidates.sort((a, b) => b.updatedAt - a.updatedAt);
  for (const run of candidates) {
    const result = newest(await evaluationsOf(run.id), run.experiment.agent.delegation);
    if (result) return { name: run.name, delegation: result.delegation, result };
  }
  return null;
}

/** The newest evaluation with this kind of agent; the widest range of difficulties among those of one step. */
export function newest(results: readonly EvaluationResult[], delegation: boolean): EvaluationResult | null {
  return results
    .filter((result) => result.delegation === delegation)
    .reduce<EvaluationResult | null>((best, result) => {
      if (!best || result.step > best.step) return result;
      return result.step === best.step && result.byDifficulty.length >= best.byDifficulty.length ? result : best;
    }, null);
}
