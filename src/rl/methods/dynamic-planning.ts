/**
 * Learning when to plan (arXiv 2509.03581) as two kinds of steps over one policy, which decides, plans and acts in one
 * stream of tokens:
 *
 *   priming    imitate a scripted player that plans now and then, in windows of its episodes; the plans are kept, or
 *              stripped for the agent that never plans
 *   update     every agent goes on for a segment of its episode, carrying its plan; a step earns the world's reward
 *              minus what its plan cost (§3.3); advantages (GAE) of planning and of acting, each shared by its tokens;
 *              a few epochs of PPO with a value loss, held near the primed policy by a KL term
 *
 * That a plan is worth its cost is nowhere computed: the decision is the first token of a turn, and learns like any other.
 * A step is a pure function of policy, agents' states and configuration.
 */
import type { Settings, Task } from '../../envs/environment.ts';
import type { PlanningSpec, World } from '../../envs/planning.ts';
import type { Engine, ModelState, StepConfig, StepStats, TokenBatch } from '../../model/engine.ts';
import { between, derive, integer, type Key, permutation } from '../../random/index.ts';
import { type Metrics, mean } from '../metrics.ts';
import { type AgentLimits, type AgentState, type Language, PlanningAgent } from '../planning/agent.ts';
import { type CreditedWindow, packImitation, packWindows } from '../planning/batch.ts';
import type { PlanningAgentConfig, PpoConfig, PrimingConfig } from '../planning/config.ts';
import type { Demonstrations } from '../planning/demonstrations.ts';
import { type Estimate, type Estimates, estimateAdvantages } from '../planning/gae.ts';
import { runSegments, type Segment, type SegmentHooks } from '../planning/segments.ts';
import { enginePolicy } from '../policy.ts';

/** What a step works with. */
export interface PlanningContext {
  readonly spec: PlanningSpec;
  readonly settings: Settings;
  readonly agent: PlanningAgentConfig;
  readonly priming: PrimingConfig;
  readonly training: PpoConfig;
  /** Tokens of the model's context. */
  readonly context: number;
  readonly engine: Engine;
  /** The run's key. */
  readonly key: Key;
  readonly hooks: SegmentHooks;
}

export interface PlanningOutcome {
  readonly metrics: Metrics;
  /** Tokens trained on, read or written, each counted once. */
  readonly tokens: number;
  readonly segments: readonly Segment[];
}

/** One optimizer step of imitation. */
export async function prime(
  { priming, training, engine, key }: PlanningContext,
  demonstrations: Demonstrations,
  update: number,
  learningRate: number,
): Promise<PlanningOutcome> {
  const drawn = Array.from({ length: priming.windows }, (_, i) =>
    demonstrations.window(derive(key, 'priming', update, i)),
  );
  const windows = drawn.map(({ window }) => window);
  const batch = packImitation(windows, (w, turn) => drawn[w]?.noise[turn] ?? false);
  const metrics: Metrics = {};
  // With much noise nothing may be left to imitate.
  if (batch.normalizer > 0) {
    const stats = await engine.train(batch, stepConfig(training, 1, learningRate, { kind: 'sft' }));
    Object.assign(metrics, ppoMetrics([stats], learningRate));
  }
  return { metrics, tokens: countTokens(windows), segments: [] };
}

/** The agents of the first update, each at the beginning of an episode. */
export function firstAgents(context: PlanningContext): PlanningAgent[] {
  const worlds = worldsOf(context);
  return agentsOf(context, (i) => worlds(i, 0));
}

/** The agents as they were when `states` were taken: their episodes are played again up to there. */
export function savedAgents(context: PlanningContext, states: readonly AgentState[]): PlanningAgent[] {
  const { agents } = context.training;
  if (states.length !== agents) {
    throw new Error(`The checkpoint has ${states.length} agents and the run ${agents}; go on with as many.`);
  }
  const worlds = worldsOf(context);
  const resumed = agentsOf(context, (i) => worlds(i, (states[i] as AgentState).episode));
  resumed.forEach((agent, i) => {
    agent.replay(states[i] as AgentState, agent.world);
  });
  return resumed;
}

/** One update: a segment of every agent, and a few epochs of PPO on it. `reference` is the policy to stay near. */
export async function improve(
  context: PlanningContext,
  agents: readonly PlanningAgent[],
  reference: Float32Array | null,
  update: number,
  learningRate: number,
): Promise<PlanningOutcome> {
  const { training, engine, agent, key } = context;
  const segments = await runSegments(agents, training.segment, enginePolicy(engine), worldsOf(context), context.hooks);
  const rows = creditSegments(segments, training);
  const credited = training.kl > 0 && reference ? await withReferences(rows, engine, reference, agent) : rows;
  const loss: StepConfig['loss'] = {
    kind: 'ppo',
    low: 1 - training.clip,
    high: 1 + training.clip,
    dual: 0,
    entropy: training.entropy,
    value: { weight: training.valueWeight, clip: 0 },
    ...(credited !== rows && { kl: training.kl }),
  };
  const step = stepConfig(training, agent.temperature, learningRate, loss);
  const stats: StepStats[] = [];
  for (let epoch = 0; epoch < training.epochs; epoch++) {
    const order = permutation(derive(key, 'minibatch', update, epoch), credited.length);
    for (const chosen of split(order, training.minibatches)) {
      const batch = packWindows(chosen.map((i) => credited[i] as CreditedWindow));
      if (batch.normalizer > 0) stats.push(await engine.train(batch, step));
    }
  }
  const windows = rows.map(({ window }) => window);
  return {
    metrics: { ...segmentMetrics(segments), ...ppoMetrics(stats, learningRate) },
    tokens: countTokens(windows),
    segments,
  };
}

/** Advantages of all plans and actions, brought to mean 0 and deviation 1 together, turn by turn of every window. */
function creditSegments(segments: readonly Segment[], training: PpoConfig): CreditedWindow[] {
  const estimates = segments.map(({ steps }) =>
    estimateAdvantages(
      steps.map((step) => ({
        ...step,
        reward: training.rewardScale * step.reward,
        cost: training.planCost * step.planTokens,
      })),
      training.discount,
      training.lambda,
    ),
  );
  const all = estimates.flatMap(({ actions, plans }, s) => [
    ...actions.advantages,
    ...plans.advantages.filter((_, t) => segments[s]?.steps[t]?.plan),
  ]);
  const centre = mean(all);
  const deviation = Math.sqrt(mean(all.map((a) => (a - centre) ** 2))) + 1e-8;
  return segments.flatMap(({ windows }, s) => {
    const { actions, plans } = estimates[s] as Estimates;
    let begin = 0;
    return windows.map((window) => {
      const [from, to] = [begin, begin + window.turns.length];
      begin = to;
      const credit = ({ advantages, returns }: Estimate) => ({
        advantages: advantages.subarray(from, to).map((a) => (a - centre) / deviation),
        returns: returns.subarray(from, to),
      });
      return { window, actions: credit(actions), plans: credit(plans) };
    });
  });
}

/** What the reference policy would have said to every token. The engine holds one policy at a time, so it lends itself. */
async function withReferences(
  rows: readonly CreditedWindow[],
  engine: Engine,
  reference: Float32Array,
  { temperature }: PlanningAgentConfig,
): Promise<CreditedWindow[]> {
  const present: ModelState = await engine.state();
  await engine.load({ ...present, parameters: reference });
  try {
    const batch: TokenBatch = packWindows(rows);
    const { logProbs } = await engine.score(batch, temperature);
    return rows.map((row, r) => ({ ...row, references: logProbs.subarray(r * batch.width, (r + 1) * batch.width) }));
  } finally {
    await engine.load(present);
  }
}

function agentsOf(context: PlanningContext, worldOf: (agent: number) => World): PlanningAgent[] {
  const limits = agentLimits(context);
  const language = languageOf(context);
  return Array.from({ length: context.training.agents }, (_, i) => {
    const name = `agent-${i}`;
    return new PlanningAgent(language, limits, name, derive(context.key, 'training', name), worldOf(i));
  });
}

/** What the agent of that number meets in its episode of that number. */
export function episodeTask(
  { spec, settings, training, key }: Pick<PlanningContext, 'spec' | 'settings' | 'training' | 'key'>,
  agent: number,
  episode: number,
): Task {
  const episodeKey = derive(key, 'training', `agent-${agent}`, 'episode', episode);
  const difficulty = between(derive(episodeKey, 'difficulty'), training.minDifficulty, training.maxDifficulty);
  return spec.generate(derive(episodeKey, 'task'), difficulty, settings, 'train');
}

function worldsOf(context: PlanningContext): (agent: number, episode: number) => World {
  return (agent, episode) => context.spec.restore(episodeTask(context, agent, episode).state);
}

export function agentLimits({ agent, context }: Pick<PlanningContext, 'agent' | 'context'>): AgentLimits {
  const { steps, actions, temperature, when, every, rate, content } = agent;
  return { steps, actions, context, temperature, planning: { when, every, rate, content } };
}

export function languageOf({
  spec,
  settings,
  priming: { style },
  key,
}: Pick<PlanningContext, 'spec' | 'settings' | 'priming' | 'key'>): Language {
  const random = (planKey: Key) =>
    spec.randomPlan(planKey, settings, style > 0 ? style - 1 : integer(derive(planKey, 'style'), spec.styles.length));
  return {
    words: spec.words(settings),
    vocabulary: spec.vocabulary(settings).names.length,
    randomPlan: random,
    constantPlan: random(derive(key, 'constant-plan')),
    coach: () => spec.coach(settings),
  };
}

function segmentMetrics(segments: readonly Segment[]): Metrics {
  const steps = segments.flatMap((segment) => segment.steps);
  const episodes = segments.flatMap((segment) => segment.episodes);
  const returns = steps.map(({ reward }) => reward);
  const metrics: Metrics = {
    'rollout/reward_per_step': mean(returns),
    'planning/frequency': mean(steps.map(({ plan }) => (plan ? 1 : 0))),
    'planning/tokens_per_step': mean(steps.map(({ planTokens }) => planTokens)),
    'rollout/value': mean(steps.map(({ value }) => value)),
    'rollout/episodes': episodes.length,
  };
  // Without a finished episode there is nothing to say about one.
  if (episodes.length > 0) {
    metrics['score/all'] = mean(episodes.map(({ score }) => score));
    metrics['rollout/episode_steps'] = mean(episodes.map((episode) => episode.steps));
    metrics['rollout/episode_reward'] = mean(episodes.map(({ reward }) => reward));
    metrics['rollout/episode_tokens'] = mean(episodes.map(({ tokens }) => tokens));
  }
  return metrics;
}

function ppoMetrics(stats: readonly StepStats[], learningRate: number): Metrics {
  return {
    'optim/loss': mean(stats.map(({ loss }) => loss)),
    'optim/grad_norm': mean(stats.map(({ gradNorm }) => gradNorm)),
    'optim/lr': learningRate,
    'optim/kl': mean(stats.map(({ kl }) => kl)),
    'optim/reference_kl': mean(stats.map(({ referenceKl }) => referenceKl)),
    'optim/value_loss': mean(stats.map(({ valueLoss }) => valueLoss)),
    'optim/clipped': mean(stats.map(({ clipped }) => clipped)),
    'optim/skipped': stats.filter(({ applied }) => !applied).length,
    'policy/entropy': mean(stats.map(({ entropy }) => entropy)),
  };
}

function stepConfig(
  { clipNorm, weightDecay }: PpoConfig,
  temperature: number,
  learningRate: number,
  loss: StepConfig['loss'],
): StepConfig {
  return { loss, temperature, learningRate, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay, clipNorm };
}

function countTokens(windows: readonly { readonly tokens: readonly number[] }[]): number {
  return windows.reduce((n, { tokens }) => n + tokens.length, 0);
}

/** `items` in `parts` runs of nearly equal length. */
function split<T>(items: readonly T[], parts: number): T[][] {
  return Array.from({ length: parts }, (_, i) =>
    items.slice(Math.floor((i * items.length) / parts), Math.floor(((i + 1) * items.length) / parts)),
  );
}
