/**
 * Crafter (after Hafner's benchmark): survive in a world of 64 × 64 tiles and achieve 22 things that build on each other.
 * Agents read some twenty words per step, and may plan one to four goals with counts and directions. Every episode has a
 * world of its own; there is one difficulty.
 */
import type { Key } from '../../random/index.ts';
import type { Settings, Task } from '../environment.ts';
import type { PlanCoach, PlanningSpec, PlayerOptions } from '../planning.ts';
import { taskId } from '../task-id.ts';
import { decodePlan, encodePlan } from './plan-tokens.ts';
import { Coach } from './player/coach.ts';
import { STYLES, WORDINGS } from './player/intent.ts';
import { scriptedPlayer } from './player/scripted-player.ts';
import { randomPlan } from './random-plan.ts';
import { readPlan } from './reading.ts';
import { ACHIEVEMENTS } from './rules.ts';
import { checkSettings, SETTINGS } from './settings.ts';
import { track } from './tracking.ts';
import { TURN_WORDS } from './turn.ts';
import { TOKEN, TOKEN_NAMES } from './vocabulary.ts';
import { wordPlan } from './wording.ts';
import { type CrafterState, CrafterWorld, sceneOf } from './world.ts';

const DIFFICULTY = 1;

export const crafter: PlanningSpec<CrafterState> = {
  id: 'crafter',
  title: 'Crafter',
  view: 'crafter',
  settings: SETTINGS,
  milestones: ACHIEVEMENTS,
  vocabulary: checked(() => ({ names: TOKEN_NAMES, pad: TOKEN.pad, endOfTurn: TOKEN.endOfTurn })),
  words: checked(() => TURN_WORDS),
  difficulties: checked(() => [DIFFICULTY]),
  bands: checked(() => [{ name: 'all', low: DIFFICULTY, high: DIFFICULTY }]),
  generate,
  restore: CrafterWorld.restore,
  styles: STYLES,
  player: (key, options, settings) => {
    checkSettings(settings);
    checkOptions(options);
    return scriptedPlayer(key, options);
  },
  coach: checked(watchfulCoach),
  readPlan: (text, settings) => {
    checkSettings(settings);
    return readPlan(text);
  },
  wordPlan: (plan, settings) => {
    checkSettings(settings);
    return wordPlan(decodePlan(plan));
  },
  randomPlan: (key, settings, style) => {
    checkSettings(settings);
    return randomPlan(key, style === undefined ? undefined : WORDINGS[style]);
  },
  track,
};

/** What is the same under all settings that hold. */
function checked<T>(value: () => T): (settings: Settings) => T {
  return (settings) => {
    checkSettings(settings);
    return value();
  };
}

function watchfulCoach(): PlanCoach<CrafterState> {
  const coach = new Coach();
  let watched = false;
  return {
    watch(world) {
      coach.watch(sceneOf(world));
      watched = true;
    },
    advise() {
      if (!watched) throw new Error('A coach has to watch a step before it can say anything about it.');
      return encodePlan(coach.advise());
    },
  };
}

function generate(key: Key, difficulty: number, settings: Settings): Task<CrafterState> {
  const { length } = checkSettings(settings);
  if (difficulty !== DIFFICULTY) {
    throw new RangeError(`Crafter has the one difficulty ${DIFFICULTY}; got ${difficulty}.`);
  }
  return {
    id: taskId('crafter', difficulty, key),
    difficulty,
    goal: [],
    state: CrafterWorld.begin(key, length).snapshot(),
    goldSteps: length,
  };
}

function checkOptions({ noise, interval: [least, most] }: PlayerOptions): void {
  if (!(noise >= 0 && noise <= 1)) throw new RangeError(`The player's noise is a probability; got ${noise}.`);
  if (!(Number.isInteger(least) && Number.isInteger(most) && least >= 1 && most >= least)) {
    throw new RangeError(`The player plans anew after 1 or more steps; got an interval from ${least} to ${most}.`);
  }
}
