/** What has become of a plan: which of its goals have been reached since it was written, and what came first. */
import type { Token } from '../environment.ts';
import type { PlanTracker, World } from '../planning.ts';
import { PlanProgress } from './plan-progress.ts';
import { decodePlan } from './plan-tokens.ts';
import { ACHIEVEMENTS } from './rules.ts';
import { type CrafterState, sceneOf } from './world.ts';

/**
 * Watches from now on. `followed` tells of the first achievement, or the first end of an exploration that the plan asks
 * for: it is true when the plan has such a goal.
 */
export function track(plan: readonly Token[], world: World<CrafterState>): PlanTracker<CrafterState> {
  const steps = decodePlan(plan);
  const progress = new PlanProgress(steps, sceneOf(world));
  let followed: boolean | null = null;
  return {
    see(later) {
      progress.see(sceneOf(later));
      if (followed !== null) return;
      const meant = steps.some(({ goal }, i) => (goal === 'explore' ? progress.reached[i] : progress.risen(goal) > 0));
      if (meant || ACHIEVEMENTS.some((name) => progress.risen(name) > 0)) followed = meant;
    },
    progress: () => ({ reached: [...progress.reached], followed }),
  };
}
