/** Knobs of Recursive Agent Optimization. Numbers are bounds of sanity, not advice; presets advise. */
import type { Knob } from '../knob.ts';
import { folded, section } from './section.ts';

const agent = section('agent', 'agent.', 'continue');
const training = section('training', 'training.', 'continue');
const task = section('task', 'training.', 'continue');
const warm = section('warm-start', 'warmStart.', 'reset');
const evaluation = section('evaluation', 'evaluation.', 'continue');

export const RAO_KNOBS: readonly Knob[] = [
  agent.boolean(
    'delegation',
    'Delegation',
    'Lets an agent hand part of its task to a copy of itself; off is the single-agent baseline.',
    { change: 'reset' },
  ),
  agent.integer(
    'turns',
    'Turns per agent',
    'How often an agent may act before it is stopped; each sub-agent has its own count, unless the tree shares them.',
    { min: 1, max: 2000, step: 1, unit: 'turns' },
  ),
  agent.choice(
    'turnBudget',
    'Turns are for',
    'Whether every agent has its own turns, or a tree shares them: then a sub-agent is lent half of what its parent can spare, and returns what it leaves.',
    [
      { value: 'agent', label: 'Each agent' },
      { value: 'tree', label: 'The whole tree' },
    ],
    folded,
  ),
  agent.choice(
    'childSees',
    'A sub-agent reads',
    "What a sub-agent reads beside its goal: nothing, the newest thing that its parent's tools said, or the goals of the agents above it; more takes up more of its context window.",
    [
      { value: 'goal', label: 'Its goal' },
      { value: 'context', label: 'Its goal and context' },
      { value: 'ancestors', label: 'All goals above it' },
    ],
    folded,
  ),
  agent.integer(
    'turnTokens',
    'Tokens per turn',
    'Longest thing an agent may write in one turn, end-of-turn included.',
    { min: 2, max: 64, step: 1, unit: 'tokens' },
    folded,
  ),
  agent.integer(
    'depthCap',
    'Depth cap',
    'Deepest level a sub-agent may stand on while training (the root is level 0); deeper wishes are refused politely.',
    { min: 0, max: 16, step: 1, unit: 'levels' },
  ),
  agent.integer(
    'descendants',
    'Sub-agents per tree',
    'Most sub-agents that one root may have in all. Each is lent half of what is left, so a wide tree needs a multiple.',
    { min: 0, max: 20_000, step: 10, unit: 'agents' },
    folded,
  ),
  agent.number(
    'temperature',
    'Temperature',
    'How freely tokens are drawn while training; higher explores more, 0 would never explore.',
    { min: 0.1, max: 3, step: 0.1 },
    folded,
  ),

  training.integer('updates', 'Updates', 'Optimizer steps of reinforcement learning before the run is done.', {
    min: 0,
    max: 10_000,
    step: 10,
    unit: 'steps',
  }),
  training.integer(
    'tokens',
    'Token budget',
    'Tokens of reinforcement learning at most, warm start not counted; whichever limit comes first ends the run.',
    { min: 1000, max: 1_000_000_000, step: 100_000, unit: 'tokens' },
  ),
  training.integer(
    'tasks',
    'Tasks per update',
    'Different problems in each batch; more make an update steadier and slower.',
    { min: 1, max: 64, step: 1, unit: 'tasks' },
  ),
  training.integer(
    'trees',
    'Trees per task',
    'Attempts at each problem, compared with one another; at least 2, or there is nothing to compare with.',
    { min: 2, max: 64, step: 1, unit: 'trees' },
  ),
  training.number(
    'lambda',
    'Delegation bonus λ',
    "Weight of the success of an agent's immediate children in its own reward; 0 rewards nothing but its own goal.",
    { min: 0, max: 2, step: 0.1 },
  ),
  training.choice(
    'bonus',
    'Bonus by',
    'Pays λ for the share of children that succeed as in the paper, or for each that does, which pays for spawning more.',
    [
      { value: 'rate', label: 'Rate of success' },
      { value: 'count', label: 'Number of successes' },
    ],
    folded,
  ),
  training.choice(
    'reward',
    'Reward',
    'What a sub-agent is rewarded for: its own goal, or what the root achieves, which says less about who did well.',
    [
      { value: 'local', label: 'Own goal' },
      { value: 'root', label: 'Success of the root' },
    ],
  ),
  training.choice(
    'depthWeights',
    'Depth weights',
    'Gives every level of the tree the same say in an update, however many agents stand on it; they are counted over the whole batch as in the paper, or over the trees of each task.',
    [
      { value: 'batch', label: 'Over the batch' },
      { value: 'group', label: 'Over each task' },
      { value: 'off', label: 'Off' },
    ],
  ),
  training.choice(
    'baseline',
    'Baseline',
    "What a reward is compared with: the roots of the task's other trees as in the paper, or their agents of the same depth (their roots where there are none).",
    [
      { value: 'root', label: 'Other roots' },
      { value: 'cohort', label: 'Same depth' },
    ],
    folded,
  ),
  training.integer(
    'staleness',
    'Staleness',
    'How many updates old trees may be when they are trained on; 0 grows new ones for every update, more grows those of several updates at once.',
    { min: 0, max: 3, step: 1, unit: 'updates' },
    folded,
  ),
  training.number(
    'clipHigh',
    'Ratio clip',
    "CISPO's upper bound on how much a token's importance ratio may count.",
    { min: 1, max: 20, step: 0.5 },
    folded,
  ),

  task.integer(
    'minDifficulty',
    'Easiest task',
    'Lowest difficulty to train on; in crafting, the depth of the recipe tree.',
    { min: 0, max: 32, step: 1, unit: 'tier' },
  ),
  task.integer('maxDifficulty', 'Hardest task', 'Highest difficulty to train on; evaluation may go deeper.', {
    min: 0,
    max: 32,
    step: 1,
    unit: 'tier',
  }),

  warm.integer(
    'tokens',
    'Tokens imitated',
    'How much of the scripted expert to imitate before reinforcement learning; 0 starts from nothing.',
    { min: 0, max: 100_000_000, step: 100_000, unit: 'tokens' },
  ),
  warm.integer(
    'minDifficulty',
    'Easiest task shown',
    'Lowest difficulty that the expert demonstrates.',
    { min: 0, max: 32, step: 1, unit: 'tier' },
    folded,
  ),
  warm.integer('maxDifficulty', 'Hardest task shown', 'Highest difficulty that the expert demonstrates.', {
    min: 0,
    max: 32,
    step: 1,
    unit: 'tier',
  }),
  warm.number(
    'noise',
    'Slips of the expert',
    'Probability that a turn of the expert is replaced by a random one, so that the agent sees how to recover.',
    { min: 0, max: 0.9, step: 0.01 },
  ),
  warm.integer(
    'trees',
    'Trees per step',
    'Demonstrations in each optimizer step; more are steadier and use up the tokens sooner.',
    { min: 1, max: 512, step: 1, unit: 'trees' },
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
    'Updates between two evaluations on held-out tasks; 0 evaluates at the end only.',
    { min: 0, max: 1000, step: 1, unit: 'updates' },
  ),
  evaluation.integer(
    'warmStartEvery',
    'Glance every',
    'Steps of the warm start between two quick evaluations on the trained difficulties; 0 does without.',
    { min: 0, max: 1000, step: 10, unit: 'steps' },
    folded,
  ),
  evaluation.integer(
    'tasks',
    'Tasks per difficulty',
    'Held-out tasks per difficulty; more narrow the confidence interval and take longer.',
    { min: 1, max: 1000, step: 10, unit: 'tasks' },
  ),
  evaluation.integer(
    'samples',
    'Attempts per task',
    'Attempts at each held-out task, for pass@k; more than one takes a temperature above 0, or all are the same.',
    { min: 1, max: 64, step: 1, unit: 'attempts' },
    folded,
  ),
  evaluation.integer('minDifficulty', 'Easiest task', 'Lowest difficulty to evaluate.', {
    min: 0,
    max: 32,
    step: 1,
    unit: 'tier',
  }),
  evaluation.integer(
    'maxDifficulty',
    'Hardest task',
    'Highest difficulty to evaluate; beyond what was trained shows how far the skill carries.',
    { min: 0, max: 32, step: 1, unit: 'tier' },
  ),
  evaluation.integer(
    'depthCap',
    'Depth cap',
    'Deepest level a sub-agent may stand on while evaluating.',
    { min: 0, max: 32, step: 1, unit: 'levels' },
    folded,
  ),
  evaluation.integer(
    'descendants',
    'Sub-agents per tree',
    'Most sub-agents that one root may have while evaluating; deeper tasks need larger trees.',
    { min: 0, max: 10_000_000, step: 10, unit: 'agents' },
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
