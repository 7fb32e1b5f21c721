/**
 * The arms that reproduce the claims of Learning When to Plan, the most important first: the paper's four students on
 * Crafter, two on what plans cost, and three on graph search. What a trained agent would do if it planned otherwise is a
 * measurement of it, not an arm.
 */
import type { Arm, Measurement } from '../arm.ts';

export const PLANNING_SEEDS: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** The two students whose scores lie closest together take every seed; for the others, five tell enough. */
const FEWER_SEEDS = PLANNING_SEEDS.slice(0, 5);

/** Steps from plan to plan that the paper compares; 1 is planning at each step. */
export const INTERVALS: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 16];

/** Episodes of the agent that a coach advises, as many as the paper's with a person, and their steps at most. */
const COACHED_EPISODES = 20;
export const COACHED_STEPS = 3000;

/**
 * Learning curves are drawn from what the training itself plays, so nothing is evaluated along it. The evaluation at the
 * end cannot be left out; what counts is measured afterwards.
 */
const LEAN = ['evaluation.every=0', 'evaluation.warmStartEvery=0', 'evaluation.episodes=8', 'checkpointEvery=1000'];

/**
 * Whoever is told what to do is sampled less freely, and has more time than episodes of the training: with a coach, an
 * agent lives long enough for it.
 */
const STEERED = [
  `environment.settings.length=${COACHED_STEPS}`,
  `evaluation.episodeSteps=${COACHED_STEPS}`,
  'evaluation.temperature=0.6',
];
const COACH = ['agent.when=every', 'agent.every=1', 'agent.content=coach', ...STEERED];

const SHUFFLED = ['agent.content=random'];

type Change = Partial<Pick<Measurement, 'checkpoint' | 'assignments' | 'rateOf' | 'moments'>>;

const PRIMED: Change = { checkpoint: 'primed' };

function measurement(episodes: number, id: string, change: Change = {}): Measurement {
  return { id, checkpoint: 'last', assignments: [], difficulties: [1, 1], tasks: episodes, speed: 0, ...change };
}

/** Never planning, and planning at every so-manieth step, with the agent as it is or as it was primed. */
function fixedIntervals(episodes: number, suffix: string, change: Change = {}): Measurement[] {
  return [
    measurement(episodes, `never${suffix}`, { ...change, assignments: ['agent.when=never'] }),
    ...INTERVALS.map((every) =>
      measurement(episodes, `every-${every}${suffix}`, {
        ...change,
        assignments: ['agent.when=every', `agent.every=${every}`],
      }),
    ),
  ];
}

const crafter = (id: string, change?: Change) => measurement(100, id, change);
/** The primed students end a few points apart: over so many episodes, luck moves a score by half a point. */
const PRIMED_OWN = measurement(500, 'own');
const pogs = (id: string, change?: Change) => measurement(200, id, change);

const CRAFTER_DYNAMIC: readonly Measurement[] = [
  PRIMED_OWN,
  crafter('own-primed', PRIMED),
  ...fixedIntervals(100, ''),
  crafter('random', { assignments: ['agent.when=random'], rateOf: 'own' }),
  crafter('shuffled', { assignments: SHUFFLED }),
  crafter('shuffled-primed', { ...PRIMED, assignments: SHUFFLED }),
  crafter('constant', { assignments: ['agent.content=constant'] }),
  measurement(COACHED_EPISODES, 'coach', { assignments: COACH }),
  measurement(COACHED_EPISODES, 'coach-primed', { ...PRIMED, assignments: COACH }),
  // As long and as cool as with the coach, so that the difference is the coach's.
  measurement(COACHED_EPISODES, 'alone', { assignments: STEERED }),
  crafter('advantage', { moments: 400 }),
];

const POGS_DYNAMIC: readonly Measurement[] = [
  pogs('own'),
  pogs('own-primed', PRIMED),
  ...fixedIntervals(200, '-primed', PRIMED),
  ...fixedIntervals(200, ''),
  pogs('random', { assignments: ['agent.when=random'], rateOf: 'own' }),
  pogs('shuffled', { assignments: SHUFFLED }),
];

export const PLANNING_ARMS: readonly Arm[] = [
  {
    id: 'crafter-dynamic',
    title: 'Primed, decides when to plan',
    purpose: "The paper's agent: it imitates a player that plans now and then, and learns by reinforcement when to.",
    preset: 'dynamic-crafter',
    assignments: LEAN,
    measurements: CRAFTER_DYNAMIC,
    minutes: 16,
  },
  {
    id: 'crafter-never',
    title: 'Primed, never plans',
    purpose: 'The same network on the same episodes of the player with the plans stripped.',
    preset: 'never-crafter',
    assignments: LEAN,
    measurements: [PRIMED_OWN, crafter('own-primed', PRIMED)],
    minutes: 10,
  },
  {
    id: 'crafter-unprimed',
    title: 'Unprimed, decides when to plan',
    purpose: 'Without imitation: what a plan is good for has to be found out by reinforcement alone.',
    preset: 'unprimed-crafter',
    assignments: LEAN,
    measurements: [crafter('own')],
    minutes: 5,
    seeds: FEWER_SEEDS,
  },
  {
    id: 'crafter-unprimed-never',
    title: 'Unprimed, never plans',
    purpose: 'Plain reinforcement learning, without imitation and without plans.',
    preset: 'unprimed-crafter',
    assignments: [...LEAN, 'agent.when=never'],
    measurements: [crafter('own')],
    minutes: 4,
    seeds: FEWER_SEEDS,
  },
  {
    id: 'pogs-dynamic',
    title: 'Graph search, decides when to plan',
    purpose: 'A search in which nothing is remembered but the plan.',
    preset: 'dynamic-pogs',
    assignments: LEAN,
    measurements: POGS_DYNAMIC,
    minutes: 9,
    seeds: FEWER_SEEDS,
  },
  {
    id: 'pogs-never',
    title: 'Graph search, never plans',
    purpose: 'The same network on the same searches with the plans stripped.',
    preset: 'never-pogs',
    assignments: LEAN,
    measurements: [pogs('own'), pogs('own-primed', PRIMED)],
    minutes: 5,
    seeds: FEWER_SEEDS,
  },
  {
    id: 'pogs-always',
    title: 'Graph search, plans at every step',
    purpose: 'The same network, made to write a plan before each move.',
    preset: 'always-pogs',
    assignments: LEAN,
    measurements: [pogs('own'), pogs('own-primed', PRIMED)],
    minutes: 8,
    seeds: FEWER_SEEDS,
  },
  {
    id: 'crafter-cost-none',
    title: 'Plans cost nothing',
    purpose: 'Reinforcement learning in which plans are free.',
    preset: 'dynamic-crafter',
    assignments: [...LEAN, 'training.planCost=0'],
    measurements: [crafter('own')],
    minutes: 13,
    seeds: [1, 2],
  },
  {
    id: 'crafter-cost-high',
    title: 'Plans cost much',
    // The paper's penalties of 0.001 and 0.005 per token come to 0.12 and 0.6 for one of its plans of about 120 tokens.
    purpose: 'Plans here have a few tokens instead of the 120 of the paper, so a token costs more than it does there.',
    preset: 'dynamic-crafter',
    assignments: [...LEAN, 'training.planCost=0.03'],
    measurements: [crafter('own')],
    minutes: 13,
    seeds: [1, 2],
  },
];
