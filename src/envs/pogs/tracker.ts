/** What has become of a plan: which of its nodes the agent has been to since, and whether it set out towards the first. */
import type { Token } from '../environment.ts';
import type { PlanTracker, World } from '../planning.ts';
import { decodePlan } from './plan.ts';
import { current, type PogsState } from './state.ts';
import { distanceBetween } from './tree.ts';

/**
 * Watches from now on. `followed` tells of the first move to another node: whether it brought the agent nearer to the
 * first node of the plan where it was not yet (for a neighbour: to it).
 */
export function track(plan: readonly Token[], world: World<PogsState>): PlanTracker<PogsState> {
  const begun = world.snapshot();
  const start = current(begun);
  const { route } = decodePlan(plan, begun.tree.length);
  const first = route.find((node) => node !== start);
  const reached = route.map(() => false);
  let seen = begun.walk.length;
  let followed: boolean | null = null;
  return {
    see(later) {
      const { tree, walk } = later.snapshot();
      for (const node of walk.slice(seen)) {
        route.forEach((planned, i) => {
          if (planned === node) reached[i] = true;
        });
        if (followed === null && node !== start) {
          followed = first !== undefined && distanceBetween(tree, node, first) < distanceBetween(tree, start, first);
        }
      }
      seen = walk.length;
    },
    progress: () => ({ reached: [...reached], followed }),
  };
}
