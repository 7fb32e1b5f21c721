/**
 * What an agent may write at a turn: an action, or before it a plan of 1 to 4 steps in brackets. Within a plan, a goal may
 * be followed by a count and that by a direction; exploring takes no count.
 */
import type { Token } from '../environment.ts';
import type { TurnGrammar, TurnWords } from '../planning.ts';
import { LONGEST_OBSERVATION } from './observation.ts';
import { GOALS, MOST_STEPS, mostCount } from './plan.ts';
import {
  ACTION_WORDS,
  COUNT_WORDS,
  DIRECTION_WORDS,
  GOAL_WORDS,
  TOKEN,
  TOKEN_NAMES,
  type Words,
} from './vocabulary.ts';

/** States of the grammar: where a turn may begin, its end, and then what has been written of a plan. */
const FREE = 0;
const PLAN = 1;
const ACT = 2;
const END = 3;
const OPENED = 4;
/** Three states for each step: its goal has been written, its count too, its direction too. */
const afterGoal = (step: number) => OPENED + 1 + 3 * step;
const afterCount = (step: number) => afterGoal(step) + 1;
const afterDirection = (step: number) => afterGoal(step) + 2;
const STATES = afterGoal(MOST_STEPS);

/** A goal, a count and a direction. */
const LONGEST_STEP = 3;

function makeGrammar(): TurnGrammar {
  const next = new Int32Array(STATES * TOKEN_NAMES.length).fill(-1);
  const lead = (from: number, token: Token, to: number) => {
    next[from * TOKEN_NAMES.length + token] = to;
  };
  const leadAll = (from: number, words: Words, to: number) => {
    words.names.forEach((_, i) => {
      lead(from, words.token(i), to);
    });
  };
  const leadGoals = (from: number, step: number) => {
    GOALS.forEach((goal, i) => {
      lead(from, GOAL_WORDS.token(i), mostCount(goal) > 1 ? afterGoal(step) : afterCount(step));
    });
  };
  for (const start of [FREE, PLAN]) lead(start, TOKEN.open, OPENED);
  for (const start of [FREE, ACT]) leadAll(start, ACTION_WORDS, END);
  lead(END, TOKEN.endOfTurn, END);
  leadGoals(OPENED, 0);
  for (let step = 0; step < MOST_STEPS; step++) {
    leadAll(afterGoal(step), COUNT_WORDS, afterCount(step));
    for (const from of [afterGoal(step), afterCount(step)]) leadAll(from, DIRECTION_WORDS, afterDirection(step));
    for (const from of [afterGoal(step), afterCount(step), afterDirection(step)]) {
      lead(from, TOKEN.close, ACT);
      if (step + 1 < MOST_STEPS) leadGoals(from, step + 1);
    }
  }
  return { next, free: FREE, plan: PLAN, act: ACT };
}

export const TURN_WORDS: TurnWords = {
  open: TOKEN.open,
  close: TOKEN.close,
  actions: ACTION_WORDS.names.map((_, action) => ACTION_WORDS.token(action)),
  grammar: makeGrammar(),
  longestObservation: LONGEST_OBSERVATION,
  longestPlan: LONGEST_STEP * MOST_STEPS,
};
