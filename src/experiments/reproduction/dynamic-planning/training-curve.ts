/**
 * The learning curve of a run from what its training played: stretches of updates, because one update ends only a few
 * episodes. Pure.
 */
import type { MetricRow } from '../../../rl/records.ts';
import { spentAt } from '../collect.ts';
import type { CurvePoint } from './report.ts';

/** Stretches of a training. */
const POINTS = 32;

/** @param stepsPerUpdate steps of the world per update, all agents together */
export function trainingCurve(metrics: readonly MetricRow[], stepsPerUpdate: number): CurvePoint[] {
  const rows = metrics.filter(({ phase }) => phase === 'training');
  const points = Math.min(POINTS, rows.length);
  return Array.from({ length: points }, (_, i): CurvePoint => {
    const [from, to] = [Math.floor((i * rows.length) / points), Math.floor(((i + 1) * rows.length) / points)];
    const stretch = rows.slice(from, to);
    const ended = (row: MetricRow) => row.values['rollout/episodes'] ?? 0;
    return {
      update: to,
      steps: to * stepsPerUpdate,
      ...spentAt(metrics, (stretch.at(-1) as MetricRow).step),
      score: weightedMean(stretch, 'score/all', ended),
      frequency: weightedMean(stretch, 'planning/frequency', () => 1),
      tokensPerEpisode: weightedMean(stretch, 'rollout/episode_tokens', ended),
    };
  });
}

/** Over the rows that have it; null without any. */
function weightedMean(rows: readonly MetricRow[], name: string, weight: (row: MetricRow) => number): number | null {
  const having = rows.filter((row) => row.values[name] !== undefined && weight(row) > 0);
  const total = having.reduce((sum, row) => sum + weight(row), 0);
  return total > 0 ? having.reduce((sum, row) => sum + weight(row) * (row.values[name] as number), 0) / total : null;
}
