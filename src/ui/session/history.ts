/**
 * What has happened in a run so far, as ordered lists. A resumed run may report again what it reported before the
 * page was left: a repeated step replaces the old one and everything after it.
 */
import type {
  EpisodeEvaluation,
  EpisodeRecord,
  Evaluation,
  EvaluationResult,
  MetricRow,
  Sample,
  TreeRecord,
} from '../../rl/records.ts';
import { evaluationChoices } from '../../store/evaluation-choices.ts';

/** What a stored run brings along when it is opened again: trees of agents that delegate, or episodes of those that plan. */
export interface RunHistory {
  readonly metrics: readonly MetricRow[];
  readonly trees: readonly TreeRecord[];
  readonly episodes: readonly EpisodeRecord[];
  readonly evaluations: readonly EvaluationResult[];
  readonly episodeEvaluations: readonly EpisodeEvaluation[];
}

/** What is read from the store, of either kind. */
export interface StoredHistory {
  readonly metrics: readonly MetricRow[];
  readonly samples: readonly Sample[];
  readonly evaluations: readonly Evaluation[];
}

/** Trees, or episodes, that the page keeps for the picker; the store has all of them. */
export const MAX_SAMPLES = 400;

/** What of a stored run belongs to it at `step`: what came after its checkpoint will happen again. */
export function upTo(step: number, { metrics, samples, evaluations }: StoredHistory): RunHistory {
  const earlier = <Row extends { readonly step: number }>(rows: readonly Row[]) =>
    rows.filter((row) => row.step <= step);
  // Of one step, the store has them by the names of their phases.
  const own = earlier(samples).sort(compareSamples);
  return {
    metrics: earlier(metrics),
    trees: own.filter(isTree),
    episodes: own.filter(isEpisode),
    evaluations: earlier(evaluations).filter(isOfTrees),
    episodeEvaluations: earlier(evaluations).filter(isOfEpisodes),
  };
}

function isTree(sample: Sample): sample is TreeRecord {
  return !isEpisode(sample);
}

export function isEpisode(sample: Sample): sample is EpisodeRecord {
  return 'kind' in sample;
}

export function isOfTrees(result: Evaluation): result is EvaluationResult {
  return !isOfEpisodes(result);
}

export function isOfEpisodes(result: Evaluation): result is EpisodeEvaluation {
  return 'kind' in result;
}

/** `rows` with `row` in its place, ascending by step. */
export function withRow(rows: readonly MetricRow[], row: MetricRow): readonly MetricRow[] {
  const last = rows.at(-1);
  if (!last || row.step > last.step) return [...rows, row];
  return [...rows.filter((earlier) => earlier.step < row.step), row];
}

/** `samples` with `record` in its place, ascending by step and index; the oldest are dropped. */
export function withSample<Kind extends Sample>(samples: readonly Kind[], record: Kind): readonly Kind[] {
  const others = samples.filter((sample) => !sameSample(sample, record));
  return [...others, record].sort(compareSamples).slice(-MAX_SAMPLES);
}

/** `results` with `result` in its place, ascending by step, and then in the order in which they came. */
export function withEvaluation<Kind extends Evaluation>(results: readonly Kind[], result: Kind): readonly Kind[] {
  const others = results.filter((earlier) => earlier.step !== result.step || !sameChoices(earlier, result));
  return [...others, result].sort((a, b) => a.step - b.step);
}

function sameChoices(a: Evaluation, b: Evaluation): boolean {
  const delegation = (result: Evaluation) => isOfTrees(result) && result.delegation;
  return delegation(a) === delegation(b) && evaluationChoices(a) === evaluationChoices(b);
}

/** The same tree or episode: an evaluation shares its step with the update before it. */
export function sameSample(a: Sample, b: Sample): boolean {
  return a.step === b.step && a.phase === b.phase && a.index === b.index;
}

function compareSamples(a: Sample, b: Sample): number {
  // Within one step the evaluation comes last: it looks at the policy after the update.
  const rank = (record: Sample) => (record.phase === 'evaluation' ? 1 : 0);
  return a.step - b.step || rank(a) - rank(b) || a.index - b.index;
}
