/**
 * What has happened in a run so far, as ordered lists. A resumed run may report again what it reported before the
 * page was left: a repeated step replaces the old one and everything after it.
 */
import type { EvaluationResult, MetricRow, TreeRecord } from '../../rl/records.ts';
import { evaluationChoices } from '../../store/evaluation-choices.ts';

/** What a stored run brings along when it is opened again. */
export interface RunHistory {
  readonly metrics: readonly MetricRow[];
  readonly trees: readonly TreeRecord[];
  readonly evaluations: readonly EvaluationResult[];
}

/** Stored trees that the page keeps for the picker; the store has all of them. */
export const MAX_TREES = 400;

/** What of a history belongs to the run at `step`: what came after its checkpoint will happen again. */
export function upTo(step: number, { metrics, trees, evaluations }: RunHistory): RunHistory {
  const earlier = <Row extends { readonly step: number }>(rows: readonly Row[]) =>
    rows.filter((row) => row.step <= step);
  return { metrics: earlier(metrics), trees: earlier(trees), evaluations: earlier(evaluations) };
}

/** `rows` with `row` in its place, ascending by step. */
export function withRow(rows: readonly MetricRow[], row: MetricRow): readonly MetricRow[] {
  const last = rows.at(-1);
  if (!last || row.step > last.step) return [...rows, row];
  return [...rows.filter((earlier) => earlier.step < row.step), row];
}

/** `trees` with `record` in its place, ascending by step and index; the oldest are dropped. */
export function withTree(trees: readonly TreeRecord[], record: TreeRecord): readonly TreeRecord[] {
  const others = trees.filter((tree) => !sameTree(tree, record));
  return [...others, record].sort(compareTrees).slice(-MAX_TREES);
}

/** `results` with `result` in its place, ascending by step, and then in the order in which they came. */
export function withEvaluation(
  results: readonly EvaluationResult[],
  result: EvaluationResult,
): readonly EvaluationResult[] {
  const others = results.filter((earlier) => earlier.step !== result.step || !sameChoices(earlier, result));
  return [...others, result].sort((a, b) => a.step - b.step);
}

function sameChoices(a: EvaluationResult, b: EvaluationResult): boolean {
  return a.delegation === b.delegation && evaluationChoices(a) === evaluationChoices(b);
}

/** The same tree: an evaluation shares its step with the update before it. */
export function sameTree(a: TreeRecord, b: TreeRecord): boolean {
  return a.step === b.step && a.phase === b.phase && a.index === b.index;
}

function compareTrees(a: TreeRecord, b: TreeRecord): number {
  // Within one step the evaluation comes last: it looks at the policy after the update.
  const rank = (record: TreeRecord) => (record.phase === 'evaluation' ? 1 : 0);
  return a.step - b.step || rank(a) - rank(b) || a.index - b.index;
}
