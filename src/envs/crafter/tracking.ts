/** What has become of a plan: which of its goals have been reached since it was written, and what came first. */
import type { Token } from '../environment.ts';
import type { PlanTracker, World } from '../planning.ts';
import { DIRECTIONS, type Direction, type GoalName, type Plan } from './plan.ts';
import { decodePlan } from './plan-tokens.ts';
import { ACHIEVEMENTS } from './rules.ts';
import type { Scene } from './scene.ts';
import { type CrafterState, sceneOf } from './world.ts';

/** Exploring is done when the player is so many steps away from where it began. */
const FAR = 8;

/**
 * Watches from now on. An achievement is reached when it has happened as often as the steps with this goal, up to and
 * including this one, ask for. `followed` tells of the first achievement, or the first end of an exploration that the
 * plan asks for: it is true when the plan has such a goal.
 */
export function track(plan: readonly Token[], world: World<CrafterState>): PlanTracker<CrafterState> {
  const steps = decodePlan(plan);
  const amounts = cumulative(steps);
  const scene = sceneOf(world);
  const [startX, startY] = [scene.x, scene.y];
  const before = [...scene.achievements];
  const reached = steps.map(() => false);
  let followed: boolean | null = null;

  const risen = ({ achievements }: Scene, goal: GoalName) => {
    const index = (ACHIEVEMENTS as readonly GoalName[]).indexOf(goal);
    return (achievements[index] ?? 0) - (before[index] ?? 0);
  };
  return {
    see(later) {
      const now = sceneOf(later);
      steps.forEach(({ goal, direction }, i) => {
        if (goal === 'explore') reached[i] ||= isFar(now.x - startX, now.y - startY, direction);
        else reached[i] ||= risen(now, goal) >= (amounts[i] ?? 1);
      });
      if (followed !== null) return;
      const meant = steps.some(({ goal }, i) => (goal === 'explore' ? reached[i] : risen(now, goal) > 0));
      if (meant || ACHIEVEMENTS.some((name) => risen(now, name) > 0)) followed = meant;
    },
    progress: () => ({ reached: [...reached], followed }),
  };
}

/** How often each step's goal is to have happened when the step is done. */
function cumulative(plan: Plan): number[] {
  return plan.map(({ goal }, i) =>
    plan.slice(0, i + 1).reduce((sum, step) => sum + (step.goal === goal ? step.count : 0), 0),
  );
}

/** Whether a way leads far enough; in a diagonal, half of it along either axis. */
function isFar(dx: number, dy: number, direction: Direction | null): boolean {
  if (direction === null) return Math.abs(dx) + Math.abs(dy) >= FAR;
  // Clockwise from the north in eighths of a turn.
  const turn = (DIRECTIONS.indexOf(direction) / 4) * Math.PI;
  const [east, south] = [Math.round(Math.sin(turn)), -Math.round(Math.cos(turn))];
  const axes = Math.abs(east) + Math.abs(south);
  return (east === 0 || dx * east >= FAR / axes) && (south === 0 || dy * south >= FAR / axes);
}
