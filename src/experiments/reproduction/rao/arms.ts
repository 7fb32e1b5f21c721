/**
 * The arms that reproduce RAO's claims, the most important first. A claim compares two or more of them; what differs
 * between those is only what the claim is about. Bands of difficulty are the environments' own.
 */
import type { Arm, Measurement } from '../arm.ts';

export const RAO_SEEDS: readonly number[] = [1, 2, 3, 4, 5];

/** Along a run few tasks are enough for a curve: what counts is evaluated after it. */
const CURVE = ['evaluation.every=10', 'evaluation.warmStartEvery=25', 'evaluation.tasks=10', 'checkpointEvery=100'];

/** Where no claim is about the way there, nothing is evaluated along it. */
const NO_CURVE = ['evaluation.every=0', 'evaluation.warmStartEvery=0', 'evaluation.tasks=10', 'checkpointEvery=100'];

/**
 * Room for the flat solution: on 100 tasks each, the flat expert needs up to 42 turns and 413 tokens on difficulty 5,
 * and up to 59 turns and 560 tokens on difficulty 6. A recursive agent never needs more than 7 turns and 60 tokens,
 * so its turns stay as they are.
 */
const LARGE_WINDOW = ['model.context=640'];
const LARGE_WINDOW_TURNS = 'agent.turns=64';
/** Long attempts use the tokens up in fewer updates. */
const LARGE_WINDOW_CURVE = [...CURVE, 'evaluation.every=5'];

/**
 * Medium tasks only, from imitation on. Their trees are three deep and have up to 22 agents, so fewer of them make a
 * step: the same tokens are as many steps as elsewhere.
 */
const MEDIUM_ONLY = [
  'warmStart.trees=8',
  'warmStart.minDifficulty=3',
  'warmStart.maxDifficulty=4',
  'training.minDifficulty=3',
  'training.maxDifficulty=4',
  'agent.depthCap=3',
  'agent.descendants=120',
];

/**
 * What all ablations share: a short imitation, after which much is left for reinforcement learning to do, and steps
 * that are large enough to do it. Otherwise credit could not make a difference.
 */
const ABLATION_BASE = [
  'warmStart.tokens=350000',
  'training.tokens=1000000',
  'training.learningRate=0.001',
  // What is trained on and a little more is enough for the curves; a policy that knows little may grow huge trees.
  'evaluation.maxDifficulty=4',
  'evaluation.descendants=500',
];

/** The only measurement of an arm: what the end of its training can do. */
export const FINAL = 'final';

const TEXTCRAFT = final(8);
const DEEPDIVE = final(8);
const OOLONG = final(7);
/** Nothing is compared beyond hard tasks, and timing takes time. */
const TIMED = final(6, 10);
const ABLATION = final(6);

export const RAO_ARMS: readonly Arm[] = [
  {
    id: 'small-recursive',
    title: 'Recursive, small window',
    purpose: 'The recursive agent in a window of 64 tokens, which no plan for a deep task fits in.',
    preset: 'rao-textcraft',
    assignments: CURVE,
    measurements: TEXTCRAFT,
    minutes: 1.2,
  },
  {
    id: 'small-single',
    title: 'Single, small window',
    purpose: 'The same network with the same window and the same tokens, without delegation.',
    preset: 'single-textcraft',
    assignments: CURVE,
    measurements: TEXTCRAFT,
    minutes: 1,
  },
  {
    id: 'large-recursive',
    title: 'Recursive, large window',
    purpose: 'The recursive agent with a window that the flat solution of hard tasks fits in.',
    preset: 'rao-textcraft',
    assignments: [...LARGE_WINDOW_CURVE, ...LARGE_WINDOW],
    measurements: TIMED,
    minutes: 1.5,
  },
  {
    id: 'large-single',
    title: 'Single, large window',
    purpose: 'The single agent with room and turns for the flat solution of hard tasks.',
    preset: 'single-textcraft',
    assignments: [...LARGE_WINDOW_CURVE, ...LARGE_WINDOW, LARGE_WINDOW_TURNS],
    measurements: TIMED,
    minutes: 1.5,
  },
  {
    id: 'deepdive-recursive',
    title: 'Recursive, DeepDive',
    purpose: 'Chained sub-questions: each one needs the answer before it.',
    preset: 'rao-deepdive',
    assignments: NO_CURVE,
    measurements: DEEPDIVE,
    minutes: 1.4,
  },
  {
    id: 'deepdive-single',
    title: 'Single, DeepDive',
    purpose: 'The same network on the same questions, without delegation.',
    preset: 'single-deepdive',
    assignments: NO_CURVE,
    measurements: DEEPDIVE,
    minutes: 1.4,
  },
  {
    id: 'oolong-recursive',
    title: 'Recursive, Oolong',
    purpose: 'Trained on inputs of up to 4 windows, evaluated on inputs of up to 32.',
    preset: 'rao-oolong',
    assignments: NO_CURVE,
    measurements: OOLONG,
    minutes: 1.8,
  },
  {
    id: 'oolong-single',
    title: 'Single, Oolong',
    purpose: 'The same network on the same inputs, without delegation.',
    preset: 'single-oolong',
    assignments: NO_CURVE,
    measurements: OOLONG,
    minutes: 1.8,
  },
  {
    id: 'medium-recursive',
    title: 'Recursive, trained on medium',
    purpose: 'Sees medium tasks only, as in the paper, and is evaluated on shallower and deeper ones.',
    preset: 'rao-textcraft',
    assignments: [...NO_CURVE, ...MEDIUM_ONLY],
    measurements: TEXTCRAFT,
    minutes: 1.1,
  },
  {
    id: 'medium-single',
    title: 'Single, trained on medium',
    purpose: 'The same for the single agent, with a window that the flat solution fits in.',
    preset: 'single-textcraft',
    assignments: [...NO_CURVE, ...MEDIUM_ONLY, ...LARGE_WINDOW, LARGE_WINDOW_TURNS],
    measurements: TEXTCRAFT,
    minutes: 1.2,
  },
  ...(
    [
      ['ablation-local-batch', 'Own reward, weighted', 'RAO as it is: every agent is rewarded for its own goal.', []],
      ['ablation-local-off', 'Own reward, unweighted', 'RAO without depth weights.', ['training.depthWeights=off']],
      [
        'ablation-root-batch',
        "Root's reward, weighted",
        'Every agent is rewarded for the root.',
        ['training.reward=root'],
      ],
      [
        'ablation-root-off',
        "Root's reward, unweighted",
        'Neither rewards of their own nor depth weights.',
        ['training.reward=root', 'training.depthWeights=off'],
      ],
      [
        'bonus-rate',
        'Bonus by rate',
        'Pays a parent for the share of its children that succeed.',
        ['training.lambda=0.4', 'training.bonus=rate'],
      ],
      [
        'bonus-count',
        'Bonus by count',
        'Pays a parent for each child that succeeds, which can be gamed by spawning more.',
        ['training.lambda=0.4', 'training.bonus=count'],
      ],
    ] as const
  ).map(
    ([id, title, purpose, assignments]): Arm => ({
      id,
      title,
      purpose,
      preset: 'rao-textcraft',
      assignments: [...CURVE, ...ABLATION_BASE, ...assignments],
      measurements: ABLATION,
      minutes: 0.5,
    }),
  ),
];

/** Arms whose runs are compared task by task, seed by seed. */
export const RAO_COMPARISONS: readonly { readonly recursive: string; readonly single: string }[] = [
  { recursive: 'large-recursive', single: 'large-single' },
];

function final(hardest: number, speed = 0): readonly Measurement[] {
  return [{ id: FINAL, checkpoint: 'last', assignments: [], difficulties: [1, hardest], tasks: 50, speed }];
}
