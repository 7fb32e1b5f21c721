/** The whole method on a hall with two doors, where only a carried plan remembers what the sign said. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanningSpec } from '../../../../src/envs/planning.ts';
import { checksum } from '../../../../src/model/checksum.ts';
import { WasmEngine } from '../../../../src/model/engines/wasm/engine.ts';
import { initialState } from '../../../../src/model/init.ts';
import { derive, key } from '../../../../src/random/index.ts';
import {
  agentLimits,
  firstAgents,
  improve,
  languageOf,
  type PlanningContext,
  prime,
  savedAgents,
} from '../../../../src/rl/methods/dynamic-planning.ts';
import { Demonstrations } from '../../../../src/rl/planning/demonstrations.ts';
import { playEpisodes } from '../../../../src/rl/planning/evaluation.ts';
import { enginePolicy } from '../../../../src/rl/policy.ts';
import { NO_SETTINGS, toyPlanning } from '../../../support/toy-planning.ts';
import { wasmKernels } from '../../../support/wasm-kernels.ts';

const SPEC = toyPlanning as PlanningSpec;
const MODEL = {
  vocabulary: 11,
  context: 24,
  width: 16,
  layers: 1,
  heads: 2,
  hidden: 32,
  valueHead: true,
  ropeBase: 10_000,
};

let kernels: WebAssembly.Module;
beforeAll(async () => {
  kernels = await wasmKernels();
});

async function contextOf(changes: {
  readonly agent?: Partial<PlanningContext['agent']>;
  readonly priming?: Partial<PlanningContext['priming']>;
  readonly training?: Partial<PlanningContext['training']>;
}): Promise<PlanningContext> {
  const engine = await WasmEngine.create(kernels);
  await engine.load(initialState(MODEL, derive(key(1), 'parameters')));
  return {
    spec: SPEC,
    settings: NO_SETTINGS,
    agent: {
      steps: 1,
      actions: 0,
      temperature: 1,
      when: 'learned',
      every: 1,
      rate: 0,
      content: 'own',
      ...changes.agent,
    },
    priming: {
      tokens: 1,
      windows: 64,
      episodes: 64,
      episodeSteps: 20,
      minInterval: 2,
      maxInterval: 4,
      style: 0,
      noise: 0,
      plans: true,
      learningRate: 0.01,
      ...changes.priming,
    },
    training: {
      updates: 1,
      tokens: 1,
      agents: 32,
      segment: 8,
      minDifficulty: 1,
      maxDifficulty: 1,
      learningRate: 0.003,
      warmup: 0,
      decayTo: 1,
      epochs: 2,
      minibatches: 2,
      discount: 0.95,
      lambda: 0.95,
      clip: 0.2,
      valueWeight: 0.5,
      entropy: 0,
      kl: 0,
      rewardScale: 1,
      planCost: 0,
      clipNorm: 1,
      weightDecay: 0,
      ...changes.training,
    },
    context: MODEL.context,
    engine,
    key: key(1),
    hooks: { round: async () => {} },
  };
}

async function primed(context: PlanningContext, updates: number): Promise<PlanningContext> {
  const { spec, settings, priming, agent } = context;
  const limits = { ...agent, context: context.context };
  const demonstrations = new Demonstrations(spec, settings, priming, limits, [1, 1], context.key);
  for (let u = 0; u < updates; u++) await prime(context, demonstrations, u, priming.learningRate);
  return context;
}

async function score(context: PlanningContext) {
  const results = await playEpisodes(
    {
      spec: context.spec,
      settings: context.settings,
      difficulties: [1],
      episodes: 100,
      episodeSteps: 20,
      language: languageOf(context),
      limits: agentLimits(context),
      key: key(7),
      moments: 0,
    },
    enginePolicy(context.engine),
    { round: async () => {} },
  );
  const sum = (of: (result: (typeof results)[number]) => number) => results.reduce((n, r) => n + of(r), 0);
  return {
    results,
    score: sum((r) => r.score) / results.length,
    frequency: sum((r) => r.plans) / sum((r) => r.steps),
    planTokens: sum((r) => r.planTokens),
    plans: sum((r) => r.plans),
  };
}

describe('dynamic planning', () => {
  it('remembers by its plan what it cannot see any more', async () => {
    const dynamic = await score(await primed(await contextOf({}), 60));
    expect(dynamic.score).toBeGreaterThan(0.85);
    expect(dynamic.planTokens).toBe(3 * dynamic.plans);
    const [first] = dynamic.results;
    expect(first?.milestones).toEqual([first?.score === 1]);
    const stripped = { priming: { plans: false }, agent: { when: 'never' } } as const;
    const never = await score(await primed(await contextOf(stripped), 60));
    expect(never.score).toBeLessThan(0.75);
    expect(never.plans).toBe(0);
  });

  it('is lost when its plans mean nothing', async () => {
    const context = await primed(await contextOf({}), 60);
    const shuffled = { ...context, agent: { ...context.agent, content: 'random' } } as const;
    expect((await score(shuffled)).score).toBeLessThan(0.75);
  });

  it('learns by reinforcement to plan less when plans cost something, and loses nothing', async () => {
    const trained = async (planCost: number) => {
      const context = await primed(await contextOf({ training: { planCost } }), 25);
      const before = await score(context);
      const agents = firstAgents(context);
      for (let u = 0; u < 40; u++) await improve(context, agents, null, u, context.training.learningRate);
      return { before, after: await score(context) };
    };
    // Twins up to the first update: what is earned sooner with fewer plans would make them rarer by itself.
    const free = await trained(0);
    const costly = await trained(0.02);
    expect(costly.before).toEqual(free.before);
    expect(costly.after.frequency).toBeLessThan(free.after.frequency);
    expect(costly.after.score).toBeGreaterThanOrEqual(costly.before.score);
  });

  it('knows what a state is worth in which it has to plan', async () => {
    const context = await primed(await contextOf({ agent: { when: 'every', every: 1 } }), 25);
    const agents = firstAgents(context);
    let [expected, earned] = [0, 0];
    for (let update = 0; update < 40; update++) {
      const { metrics } = await improve(context, agents, null, update, 0.001);
      if (update < 30) continue;
      expected += (metrics['rollout/value'] as number) / 10;
      earned += (metrics['rollout/episode_reward'] as number) / 10;
    }
    // An episode earns it all at its end, so what is left to be earned is nearly that at each step.
    expect(Math.abs(expected - earned)).toBeLessThan(0.25);
  });

  it.each([
    ['learned', 1206002423],
    ['never', 2448107048],
  ] as const)('trains agents that nobody tells when to plan to the bits that it always did: %s', async (when, sum) => {
    const context = await contextOf({ agent: { when, steps: 3, actions: 2 }, training: { entropy: 0.01, kl: 0.1 } });
    const reference = (await context.engine.state()).parameters;
    const agents = firstAgents(context);
    for (let update = 0; update < 4; update++) await improve(context, agents, reference, update, 0.003);
    const { parameters } = await context.engine.state();
    expect(checksum(new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength))).toBe(sum);
  });

  it('is held near the policy that it was primed to', async () => {
    const context = await primed(await contextOf({ training: { kl: 5, learningRate: 0.01 } }), 10);
    const reference = (await context.engine.state()).parameters;
    const agents = firstAgents(context);
    const distances: number[] = [];
    for (let u = 0; u < 8; u++) {
      const { metrics } = await improve(context, agents, reference, u, context.training.learningRate);
      distances.push(metrics['optim/reference_kl'] as number);
    }
    expect(Math.max(...distances)).toBeGreaterThan(0);
    expect(Math.max(...distances)).toBeLessThan(0.1);
  });

  it('continues from saved agents exactly as if it had not been interrupted', async () => {
    const whole = await contextOf({ agent: { steps: 3, actions: 2 } });
    const agents = firstAgents(whole);
    await improve(whole, agents, null, 0, 0.003);
    const saved = JSON.parse(JSON.stringify(agents.map((agent) => agent.state)));
    const model = await whole.engine.state();
    const first = await improve(whole, agents, null, 1, 0.003);

    const again = await contextOf({ agent: { steps: 3, actions: 2 } });
    await again.engine.load(model);
    const second = await improve(again, savedAgents(again, saved), null, 1, 0.003);
    expect(second.segments).toEqual(first.segments);
    expect((await again.engine.state()).parameters).toEqual((await whole.engine.state()).parameters);
  });
});
