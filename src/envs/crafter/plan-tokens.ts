/**
 * Plans as tokens, without brackets: of each step its goal, its count unless that is 1, and its direction if it has one.
 */
import type { Token } from '../environment.ts';
import { DIRECTIONS, GOALS, MOST_STEPS, mostCount, type Plan, type PlanStep } from './plan.ts';
import { COUNT_WORDS, DIRECTION_WORDS, GOAL_WORDS } from './vocabulary.ts';

/** Throws a RangeError when the plan has too few or too many steps, or a step a count that it may not have. */
export function encodePlan(plan: Plan): Token[] {
  checkLength(plan.length);
  return plan.flatMap(({ goal, count, direction }) => {
    const most = mostCount(goal);
    if (!Number.isInteger(count) || count < 1 || count > most) {
      throw new RangeError(`The count of ${goal} in a plan is a whole number from 1 to ${most}, not ${count}.`);
    }
    const tokens = [GOAL_WORDS.token(GOALS.indexOf(goal))];
    if (count > 1) tokens.push(COUNT_WORDS.token(count - 2));
    if (direction !== null) tokens.push(DIRECTION_WORDS.token(DIRECTIONS.indexOf(direction)));
    return tokens;
  });
}

/** The plan that `encodePlan` writes so. Throws a RangeError that says which token does not belong where it stands. */
export function decodePlan(tokens: readonly Token[]): Plan {
  const steps: PlanStep[] = [];
  let at = 0;
  while (at < tokens.length) {
    const goal = GOALS[GOAL_WORDS.indexOf(tokens[at])];
    if (goal === undefined) throw new RangeError(`Token ${tokens[at]} at position ${at} of a plan must be a goal.`);
    at++;
    const count = mostCount(goal) > 1 ? COUNT_WORDS.indexOf(tokens[at]) + 2 : 1;
    if (count > 1) at++;
    const direction = DIRECTIONS[DIRECTION_WORDS.indexOf(tokens[at])] ?? null;
    if (direction !== null) at++;
    steps.push({ goal, count, direction });
  }
  checkLength(steps.length);
  return steps;
}

function checkLength(steps: number): void {
  if (steps < 1 || steps > MOST_STEPS) {
    throw new RangeError(`A plan has 1 to ${MOST_STEPS} steps, not ${steps}.`);
  }
}
