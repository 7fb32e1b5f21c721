/** Quantities of RAO's arms, seed by seed: by difficulty and band, and of the trees that were grown. Pure. */
import { type PerSeed, perSeed } from '../measure.ts';
import type { ArmFigures, DifficultyFigures, RunFigures } from './report.ts';

/** A range of difficulties, both ends included. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The band of that name; null when the environment has none, or its evaluation does not cover it. */
export function bandOf(arm: ArmFigures, name: string): (Range & { readonly name: string }) | null {
  const band = arm.bands.find((one) => one.name === name);
  return band && arm.runs.some((run) => inRange(run, band) !== null) ? band : null;
}

/** The bands that the arm's evaluations cover, ascending. */
export function bandsOf(arm: ArmFigures): (Range & { readonly name: string })[] {
  return arm.bands.filter((band) => bandOf(arm, band.name) !== null);
}

/** Mean of `figure` over the attempts at a range of difficulties, per seed; seeds that lack one of these are left out. */
export function meanOver(arm: ArmFigures, range: Range, figure: (one: DifficultyFigures) => number): PerSeed {
  return perSeed(arm, (run) => {
    const figures = inRange(run, range);
    return figures === null ? null : weighted(figures, figure, attempts);
  });
}

export function successOver(arm: ArmFigures, range: Range): PerSeed {
  return meanOver(arm, range, ({ success }) => success);
}

/** Share of all sub-agents that ran beside a sibling, over every difficulty that was evaluated; null without any. */
export function parallelShare(arm: ArmFigures): PerSeed {
  const subAgents = (one: DifficultyFigures) => (one.meanAgents - 1) * attempts(one);
  return perSeed(arm, ({ byDifficulty }) =>
    byDifficulty.some((one) => subAgents(one) > 0)
      ? weighted(byDifficulty, ({ parallelFraction }) => parallelFraction, subAgents)
      : null,
  );
}

/** Mean depth of the deepest agent of a tree. */
export function meanDepth({ depthHistogram }: DifficultyFigures): number {
  const trees = depthHistogram.reduce((a, b) => a + b, 0);
  return trees === 0 ? 0 : depthHistogram.reduce((sum, n, depth) => sum + n * depth, 0) / trees;
}

function attempts({ tasks, samples }: DifficultyFigures): number {
  return tasks * samples;
}

/** Every difficulty of the range, or null when the run was not evaluated on all of them. */
function inRange(run: RunFigures, { low, high }: Range): DifficultyFigures[] | null {
  const found = run.byDifficulty.filter(({ difficulty }) => difficulty >= low && difficulty <= high);
  return found.length > 0 && found.length === high - low + 1 ? found : null;
}

function weighted<Item>(items: readonly Item[], value: (item: Item) => number, weight: (item: Item) => number): number {
  const total = items.reduce((sum, item) => sum + weight(item), 0);
  return items.reduce((sum, item) => sum + value(item) * weight(item), 0) / total;
}
