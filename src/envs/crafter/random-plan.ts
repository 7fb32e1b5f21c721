/** Plans at random: what an agent makes of a plan shows beside what it makes of these. */
import { derive, integer, type Key, uniform } from '../../random/index.ts';
import type { Token } from '../environment.ts';
import { DIRECTIONS, GOALS, MOST_STEPS, mostCount } from './plan.ts';
import { encodePlan } from './plan-tokens.ts';

/** Any number of steps and any goals alike; one step in two has a direction, and one in two that may have a count has. */
export function randomPlan(key: Key): Token[] {
  const length = 1 + integer(derive(key, 'length'), MOST_STEPS);
  const steps = Array.from({ length }, (_, i) => {
    const step = derive(key, 'step', i);
    const goal = GOALS[integer(derive(step, 'goal'), GOALS.length)] ?? 'explore';
    const said = uniform(derive(step, 'count-said')) < 0.5 && mostCount(goal) > 1;
    const count = said ? 2 + integer(derive(step, 'count'), mostCount(goal) - 1) : 1;
    const points = uniform(derive(step, 'direction-said')) < 0.5;
    const direction = points ? (DIRECTIONS[integer(derive(step, 'direction'), DIRECTIONS.length)] ?? null) : null;
    return { goal, count, direction };
  });
  return encodePlan(steps);
}
