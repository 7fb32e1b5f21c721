/**
 * Whims: things to set out for although others would be wiser. A player that has them is seen to want different things
 * in one and the same situation, and only what it says tells which; who imitates it learns to do what a plan says.
 */
import { derive, integer, type Key, uniform } from '../../../random/index.ts';
import { DIRECTIONS, type GoalName, type Plan } from '../plan.ts';

/** Actions that are added to the cost of every goal, so that what is at hand is not drawn again and again. */
const EFFORT = 40;

/**
 * Any of the goals, the less it costs the likelier, to be looked for in any direction. `costs`, in actions, are at least
 * 0 and not empty.
 */
export function drawWhim(key: Key, costs: ReadonlyMap<GoalName, number>): Plan {
  const weights = [...costs].map(([goal, cost]) => ({ goal, weight: 1 / (EFFORT + cost) }));
  let left = uniform(derive(key, 'goal')) * weights.reduce((sum, { weight }) => sum + weight, 0);
  const drawn = weights.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  const { goal } = drawn ?? (weights.at(-1) as (typeof weights)[number]);
  return [{ goal, count: 1, direction: DIRECTIONS[integer(derive(key, 'direction'), DIRECTIONS.length)] ?? null }];
}
