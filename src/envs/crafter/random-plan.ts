/** Plans at random: what an agent makes of a plan shows beside what it makes of these. */
import { derive, integer, type Key, uniform } from '../../random/index.ts';
import type { Token } from '../environment.ts';
import { DIRECTIONS, GOALS, MOST_STEPS, mostCount } from './plan.ts';
import { encodePlan } from './plan-tokens.ts';
import type { Wording } from './player/intent.ts';

/**
 * Any goals alike, and any number of steps that the wording allows. Where a count or a direction may be said, it is with
 * one step in two; without a wording, it may be with every step.
 */
export function randomPlan(key: Key, wording?: Wording): Token[] {
  const { steps: most, counts } = wording ?? { steps: MOST_STEPS, counts: true };
  const length = 1 + integer(derive(key, 'length'), most);
  const steps = Array.from({ length }, (_, i) => {
    const step = derive(key, 'step', i);
    const directions = wording ? wording.directions && i === 0 : true;
    const goal = GOALS[integer(derive(step, 'goal'), GOALS.length)] ?? 'explore';
    const said = counts && mostCount(goal) > 1 && uniform(derive(step, 'count-said')) < 0.5;
    const count = said ? 2 + integer(derive(step, 'count'), mostCount(goal) - 1) : 1;
    const points = directions && uniform(derive(step, 'direction-said')) < 0.5;
    const direction = points ? (DIRECTIONS[integer(derive(step, 'direction'), DIRECTIONS.length)] ?? null) : null;
    return { goal, count, direction };
  });
  return encodePlan(steps);
}
