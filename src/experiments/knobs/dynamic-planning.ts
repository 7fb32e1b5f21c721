/** Knobs of dynamic planning. Numbers are bounds of sanity, not advice; presets advise. */
import type { Knob } from '../knob.ts';
import { folded, section } from './section.ts';

const agent = section('agent', 'agent.', 'continue');
const training = section('training', 'training.', 'continue');
// Agents live on from update to update, in episodes that are played again when a run continues: these have to stay.
const task = section('task', 'training.', 'reset');
const warm = section('warm-start', 'warmStart.', 'reset');
const evaluation = section('evaluation', 'evaluation.', 'continue');

export const PLANNING_KNOBS: readonly Knob[] = [
  agent.choice(
    'when',
    'Plans',
    'When the agent writes a plan: as it decides itself, never, after every so many steps, or at random.',
    [
      { value: 'learned', label: 'As it decides' },
      { value: 'never', label: 'Never' },
      { value: 'every', label: 'Every few steps' },
      { value: 'random', label: 'At random' },
    ],
  ),
  agent.integer('every', 'Steps per plan', 'Steps from one plan to the next, where it plans every few steps.', {
    min: 1,
    max: 1000,
    step: 1,
    unit: 'steps',
  }),
  agent.number(
    'rate',
    'Chance of a plan',
    'Probability of a plan at each step, where it plans at random.',
    { min: 0, max: 1, step: 0.01 },
    folded,
  ),
  agent.choice(
    'content',
    'Carries',
    'What it carries after planning: the plan that it wrote; as a control a random one, or always the same one; or the plan of a scripted coach who looks on in the place of a person.',
    [
      { value: 'own', label: 'Its plan' },
      { value: 'random', label: 'A random plan' },
      { value: 'constant', label: 'Always the same' },
      { value: 'coach', label: "A coach's plan" },
    ],
    folded,
  ),
  agent.integer(
    'steps',
    'Steps in the window',
    'How many steps the agent remembers at most; beyond them only its plan and its last actions live on.',
    { min: 1, max: 64, step: 1, unit: 'steps' },
  ),
  agent.integer(
    'actions',
    'Actions carried over',
    'How many of its last actions a new window begins with.',
    { min: 0, max: 64, step: 1, unit: 'actions' },
    folded,
  ),
  agent.number(
    'temperature',
    'Temperature',
    'How freely tokens are drawn while training; higher explores more, 0 would never explore.',
    { min: 0.1, max: 3, step: 0.1 },
    folded,
  ),

  training.integer('updates', 'Updates', 'Updates of reinforcement learning before the run is done.', {
    min: 0,
    max: 100_000,
    step: 10,
    unit: 'updates',
  }),
  training.integer(
    'tokens',
    'Token budget',
    'Tokens of reinforcement learning at most, priming not counted; whichever limit comes first ends the run.',
    { min: 1000, max: 1_000_000_000, step: 100_000, unit: 'tokens' },
  ),
  training.number(
    'planCost',
    'Cost of a plan token',
    'What every token of a plan takes off the reward; more makes plans rarer and shorter.',
    { min: 0, max: 1, step: 0.001 },
  ),
  training.number(
    'rewardScale',
    'Reward scale',
    'What rewards of the world are multiplied by before anything is learned from them; value estimates should stay near 1.',
    { min: 0.0001, max: 100, step: 0.01 },
    folded,
  ),
  training.integer(
    'agents',
    'Agents',
    'Episodes that are played side by side; more make an update steadier and slower.',
    { min: 1, max: 1024, step: 8, unit: 'agents' },
    { change: 'reset' },
  ),
  training.integer(
    'segment',
    'Steps per update',
    'How far every agent goes on with its episode before the policy learns from it.',
    { min: 1, max: 512, step: 1, unit: 'steps' },
  ),
  training.number(
    'kl',
    'Pull to the primed policy',
    'Weight of the distance (KL divergence) to the policy as imitation left it; 0 lets it drift freely.',
    { min: 0, max: 10, step: 0.001 },
  ),
  training.number(
    'entropy',
    'Entropy bonus',
    'Reward for keeping choices open; more explores longer.',
    { min: 0, max: 1, step: 0.001 },
    folded,
  ),
  training.integer(
    'epochs',
    'Epochs',
    'How often each update goes through its segments.',
    { min: 1, max: 16, step: 1, unit: 'times' },
    folded,
  ),
  training.integer(
    'minibatches',
    'Minibatches',
    'Optimizer steps per time that the segments are gone through.',
    { min: 1, max: 64, step: 1, unit: 'steps' },
    folded,
  ),
  training.number(
    'discount',
    'Discount γ',
    'What a reward one step later counts; below 1 sooner is better.',
    { min: 0, max: 1, step: 0.001 },
    folded,
  ),
  training.number(
    'lambda',
    'Trace λ',
    'How far an advantage looks ahead before it trusts the value estimate: 0 one step, 1 to the end.',
    { min: 0, max: 1, step: 0.01 },
    folded,
  ),
  training.number(
    'clip',
    'Ratio clip',
    "PPO's bound on how far one update may move the probability of a token, as a share.",
    { min: 0.01, max: 1, step: 0.05 },
    folded,
  ),
  training.number(
    'valueWeight',
    'Value weight',
    'Weight of the error of the value estimate in the loss.',
    { min: 0, max: 10, step: 0.1 },
    folded,
  ),

  task.integer(
    'minDifficulty',
    'Easiest task',
    'Lowest difficulty to train on.',
    { min: 0, max: 32, step: 1, unit: 'tier' },
    folded,
  ),
  task.integer(
    'maxDifficulty',
    'Hardest task',
    'Highest difficulty to train on.',
    { min: 0, max: 32, step: 1, unit: 'tier' },
    folded,
  ),

  warm.integer(
    'tokens',
    'Tokens imitated',
    'How much of the scripted player to imitate before reinforcement learning; 0 starts from nothing.',
    { min: 0, max: 100_000_000, step: 100_000, unit: 'tokens' },
  ),
  warm.boolean(
    'plans',
    'Imitate plans',
    "Keeps the player's plans, or strips them from the same episodes: what is imitated then is only what it does.",
  ),
  warm.integer(
    'style',
    'Style of the plans',
    "In which of the player's styles its plans are worded, counted from 1; 0 draws one for every episode.",
    { min: 0, max: 64, step: 1 },
    folded,
  ),
  warm.number(
    'noise',
    'Slips of the player',
    'Probability that an action of the player is replaced by a random one, so that the agent sees how to recover.',
    { min: 0, max: 0.9, step: 0.01 },
  ),
  warm.integer(
    'minInterval',
    'Plans again after',
    'Least number of steps after which the player plans anew.',
    { min: 1, max: 1000, step: 1, unit: 'steps' },
    folded,
  ),
  warm.integer(
    'maxInterval',
    'And at most after',
    'Greatest number of steps after which the player plans anew; the number is drawn for every plan. It plans sooner when its plan has come to be wrong.',
    { min: 1, max: 1000, step: 1, unit: 'steps' },
    folded,
  ),
  warm.integer(
    'episodes',
    'Episodes watched',
    'How many episodes of the player there are to imitate.',
    { min: 1, max: 100_000, step: 64, unit: 'episodes' },
    folded,
  ),
  warm.integer(
    'episodeSteps',
    'Steps watched',
    'How many steps of each episode are watched at most.',
    { min: 1, max: 10_000, step: 100, unit: 'steps' },
    folded,
  ),
  warm.integer(
    'windows',
    'Windows per step',
    'Pieces of episodes in each optimizer step; more are steadier and use up the tokens sooner.',
    { min: 1, max: 1024, step: 8, unit: 'windows' },
    folded,
  ),
  warm.number(
    'learningRate',
    'Learning rate',
    'Size of an optimizer step during imitation.',
    { min: 0.000001, max: 0.1, step: 0.0005 },
    folded,
  ),

  evaluation.integer(
    'every',
    'Evaluate every',
    'Updates between two evaluations on held-out episodes; 0 evaluates at the end only.',
    { min: 0, max: 1000, step: 1, unit: 'updates' },
  ),
  evaluation.integer(
    'warmStartEvery',
    'Glance every',
    'Steps of priming between two evaluations; 0 does without.',
    { min: 0, max: 10_000, step: 10, unit: 'steps' },
    folded,
  ),
  evaluation.integer(
    'episodes',
    'Episodes',
    'Held-out episodes per difficulty; more narrow the confidence interval and take longer.',
    { min: 1, max: 1000, step: 10, unit: 'episodes' },
  ),
  evaluation.integer('episodeSteps', 'Steps per episode', 'An episode is evaluated for so many steps at most.', {
    min: 1,
    max: 10_000,
    step: 100,
    unit: 'steps',
  }),
  evaluation.integer(
    'minDifficulty',
    'Easiest task',
    'Lowest difficulty to evaluate.',
    { min: 0, max: 32, step: 1, unit: 'tier' },
    folded,
  ),
  evaluation.integer(
    'maxDifficulty',
    'Hardest task',
    'Highest difficulty to evaluate.',
    { min: 0, max: 32, step: 1, unit: 'tier' },
    folded,
  ),
  evaluation.number(
    'temperature',
    'Temperature',
    'How freely tokens are drawn while evaluating; 0 always takes the most probable.',
    { min: 0, max: 3, step: 0.1 },
    folded,
  ),
];
