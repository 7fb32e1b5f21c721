/**
 * What a planning run's evaluation is compared with: of every other kind of agent (never plans, plans every few steps,
 * carries random plans …) the newest stored run in the same world with the same network and memory, one of the same seed
 * if possible, since that meets the very same episodes.
 */
import { agentWords } from '../../experiments/agent-words.ts';
import type { PlanningExperiment } from '../../experiments/experiment.ts';
import { readPath } from '../../experiments/set-path.ts';
import type { EpisodeEvaluation, Evaluation } from '../../rl/records.ts';
import type { RunRecord } from '../../store/types.ts';
import { newestOf } from './episode-evaluations.ts';
import { isOfEpisodes } from './history.ts';

export interface EpisodeComparison {
  /** What kind of agent it is: "never plans". */
  readonly kind: string;
  /** Of the run. */
  readonly name: string;
  /** Its newest evaluation. */
  readonly result: EpisodeEvaluation;
}

/** What must be equal for two runs to be compared. */
const SAME = [
  'method',
  'environment.id',
  'agent.steps',
  'agent.actions',
  'model.context',
  'model.width',
  'model.layers',
  'model.heads',
  'model.hidden',
];

/** True when `other` is the same experiment with another kind of agent, as far as a fair comparison goes. */
export function comparableAgents(experiment: PlanningExperiment, other: RunRecord['experiment']): boolean {
  if (SAME.some((path) => readPath(experiment, path) !== readPath(other, path))) return false;
  const names = Object.keys(experiment.environment.settings);
  if (names.some((name) => experiment.environment.settings[name] !== other.environment.settings[name])) return false;
  return agentWords(experiment) !== agentWords(other);
}

/** One run per kind of agent, those that have been evaluated, ascending by how often they plan. */
export async function findOtherAgents(
  experiment: PlanningExperiment,
  runs: readonly RunRecord[],
  evaluationsOf: (runId: string) => Promise<readonly Evaluation[]>,
): Promise<EpisodeComparison[]> {
  const candidates = runs.filter((run) => comparableAgents(experiment, run.experiment));
  const otherSeed = (run: RunRecord) => (run.experiment.seed === experiment.seed ? 0 : 1);
  candidates.sort((a, b) => otherSeed(a) - otherSeed(b) || b.updatedAt - a.updatedAt);
  const found = new Map<string, EpisodeComparison>();
  for (const { id, name, experiment: other } of candidates) {
    const kind = agentWords(other);
    if (other.method !== 'dynamic-planning' || found.has(kind)) continue;
    const result = newestOf((await evaluationsOf(id)).filter(isOfEpisodes), other.agent);
    if (result) found.set(kind, { kind, name, result });
  }
  return [...found.values()].sort((a, b) => frequencyOf(a.result) - frequencyOf(b.result));
}

function frequencyOf({ byDifficulty }: EpisodeEvaluation): number {
  return byDifficulty.reduce((sum, { frequency }) => sum + frequency, 0) / Math.max(1, byDifficulty.length);
}
