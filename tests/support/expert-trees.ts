/**
 * Real trees, of TextCraft unless another environment is asked for, for tests of the interface: the scripted expert
 * (with noise, so that things go wrong) on a local pool, recorded as a run records them. Log-probabilities and entropies
 * are invented, but keyed and plausible.
 */
import type { EnvironmentSpec } from '../../src/envs/environment.ts';
import { textcraft } from '../../src/envs/textcraft/index.ts';
import type { Completion, GenerateRequest } from '../../src/model/engine.ts';
import { derive, foldIn, key, uniform } from '../../src/random/index.ts';
import type { AgentLimits } from '../../src/rl/agent.ts';
import { ExpertPolicy, type Policy } from '../../src/rl/policy.ts';
import { LocalPool } from '../../src/rl/pool.ts';
import type { LiveTree, TreeRecord } from '../../src/rl/records.ts';
import { rollout } from '../../src/rl/rollout.ts';

export interface ExpertTreeOptions {
  readonly spec?: EnvironmentSpec;
  readonly seed?: number;
  readonly difficulty?: number;
  readonly noise?: number;
  readonly settings?: Readonly<Record<string, number>>;
  readonly turns?: number;
  readonly context?: number;
  readonly depthCap?: number;
  readonly descendants?: number;
  readonly childSees?: AgentLimits['childSees'];
}

/** Grows one tree; answers its record and what a watcher saw of it, round by round. */
export async function expertTree(options: ExpertTreeOptions = {}): Promise<{ record: TreeRecord; live: LiveTree[] }> {
  const {
    spec = textcraft as EnvironmentSpec,
    seed = 1,
    difficulty = 3,
    noise = 0,
    settings = {},
    turns = 16,
    context = 96,
  } = options;
  const { depthCap = 8, descendants = 400, childSees = 'goal' } = options;
  const task = spec.generate(derive(key(seed), 'task'), difficulty, settings);
  const live: LiveTree[] = [];
  const limits: AgentLimits = {
    delegation: true,
    turns,
    turnBudget: 'agent',
    childSees,
    turnTokens: 8,
    depthCap,
    context,
    temperature: 1,
  };
  const trees = await rollout(
    [{ name: 'tree', task, key: derive(key(seed), 'tree'), limits, descendants }],
    plausible(new ExpertPolicy(spec, settings, 'recursive', noise), context),
    new LocalPool(spec, settings),
    {
      round: async () => {},
      watch: ({ id }, nodes, done) => {
        live.push({ step: 1, phase: 'training', task: id, difficulty, nodes: nodes(), done });
      },
    },
  );
  const tree = trees[0];
  if (!tree) throw new Error('The rollout gave no tree.');
  const record: TreeRecord = {
    step: 1,
    phase: 'training',
    index: 0,
    tree,
    rewards: tree.traces.map(({ score }) => score),
    advantages: tree.traces.map(({ score }) => score - 0.6),
    root: structuredClone(task.state),
  };
  return { record, live };
}

/** Turns of `policy` with made-up, repeatable figures, cut at the context limit as an engine does. */
function plausible(policy: Policy, context: number): Policy {
  const decorate = (request: GenerateRequest, completion: Completion): Completion => {
    const draw = (i: number) => uniform(foldIn(request.key, request.tokens.length + i));
    const room = context - request.tokens.length;
    const tokens = completion.tokens.slice(0, room);
    const probabilities = Float32Array.from(tokens, (_, i) => 1 - 0.9 * draw(i) ** 3);
    return {
      tokens,
      ended: tokens.length < completion.tokens.length ? 'context' : completion.ended,
      logProbs: probabilities.map(Math.log),
      entropies: probabilities.map((p) => -p * Math.log(p) + (1 - p)),
      values: new Float32Array(tokens.length),
    };
  };
  return {
    complete: async (requests) => {
      const completions = await policy.complete(requests);
      return completions.map((completion, i) => decorate(requests[i] as GenerateRequest, completion));
    },
    release: (sequences) => policy.release(sequences),
  };
}
