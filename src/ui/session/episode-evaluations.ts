/** Which evaluations of whole episodes to look at: a step may have been evaluated by several choices. */
import type { EpisodeEvaluation } from '../../rl/records.ts';

type Rule = EpisodeEvaluation['planning'];

/** Those of agents that plan as `rule` says. */
export function underRule(results: readonly EpisodeEvaluation[], rule: Rule): EpisodeEvaluation[] {
  return results.filter(({ planning }) => sameRule(planning, rule));
}

/** The newest of them; of those of one step the one with the most episodes. */
export function newestOf(results: readonly EpisodeEvaluation[], rule: Rule): EpisodeEvaluation | null {
  return newestPerStep(results, rule).at(-1) ?? null;
}

/** Of those of each step the one with the most episodes, ascending; of as many the newest. */
export function newestPerStep(results: readonly EpisodeEvaluation[], rule: Rule): EpisodeEvaluation[] {
  const best = new Map<number, EpisodeEvaluation>();
  for (const result of underRule(results, rule)) {
    const other = best.get(result.step);
    if (!other || episodesOf(result) >= episodesOf(other)) best.set(result.step, result);
  }
  return [...best.values()].sort((a, b) => a.step - b.step);
}

/** Whether two agents plan at the same times and carry the same; what does not matter under a rule may differ. */
function sameRule(a: Rule, b: Rule): boolean {
  return (
    a.when === b.when &&
    (a.when === 'never' || a.content === b.content) &&
    (a.when !== 'every' || a.every === b.every) &&
    (a.when !== 'random' || a.rate === b.rate)
  );
}

function episodesOf({ byDifficulty }: EpisodeEvaluation): number {
  return byDifficulty.reduce((sum, { episodes }) => sum + episodes, 0);
}
