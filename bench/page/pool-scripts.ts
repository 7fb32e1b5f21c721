/**
 * The rollouts that the pool is measured on: jobs, and policies that are scripts. A script holds agents back until all
 * of the rollout are alive, and only then lets them finish.
 */
import type { EnvironmentSpec } from '../../src/envs/environment.ts';
import { textcraft } from '../../src/envs/textcraft/index.ts';
import type { Completion, GenerateRequest } from '../../src/model/engine.ts';
import { derive, key } from '../../src/random/index.ts';
import type { AgentLimits } from '../../src/rl/agent.ts';
import { ExpertPolicy, type Policy } from '../../src/rl/policy.ts';
import type { RolloutJob } from '../../src/rl/rollout.ts';
import type { PoolCase } from '../pool/cases.mjs';
import { COUNTING, FINISH, IDLE, NUMBER, SPAWN, WAIT } from './pool-world.ts';

const ROOT = key(2025);
/** Turns of an agent that has nobody below it and nobody to wait for. */
const TURNS = 4;
/** Children of an agent of a wide tree. */
const WIDTH = 8;
/** TextCraft's tasks: deep enough that experts delegate over several levels. */
const DIFFICULTY = 5;

const LIMITS: AgentLimits = {
  delegation: true,
  turns: 200,
  turnBudget: 'agent',
  childSees: 'goal',
  turnTokens: 8,
  depthCap: 2000,
  context: 1024,
  temperature: 1,
};

export interface PoolScript {
  readonly spec: EnvironmentSpec;
  readonly settings: Readonly<Record<string, number>>;
  readonly jobs: readonly RolloutJob[];
  /** A new policy for each rollout. */
  policy(): Policy;
}

export function poolScript({ script, trees, agents }: PoolCase): PoolScript {
  if (script === 'textcraft') {
    const settings = Object.fromEntries(textcraft.settings.map((setting) => [setting.name, setting.default]));
    const spec = textcraft as EnvironmentSpec;
    const jobs = grow(spec, settings, trees, DIFFICULTY);
    return { spec, settings, jobs, policy: () => new ExpertPolicy(spec, settings, 'recursive', 0) };
  }
  const spec = COUNTING as EnvironmentSpec;
  const width = script === 'chains' ? 1 : WIDTH;
  const jobs = grow(spec, {}, trees, agents);
  return { spec, settings: {}, jobs, policy: () => new Splitting(width, trees * agents) };
}

function grow(
  spec: EnvironmentSpec,
  settings: Readonly<Record<string, number>>,
  trees: number,
  difficulty: number,
): RolloutJob[] {
  return Array.from({ length: trees }, (_, i) => ({
    name: `tree-${i}`,
    task: spec.generate(derive(ROOT, 'task', i), difficulty, settings),
    key: derive(ROOT, 'rollout', i),
    limits: LIMITS,
    // Halved with every generation, so that it must be large for a long chain.
    descendants: Number.MAX_VALUE,
  }));
}

/**
 * Every agent stands for n agents: itself and its children, among which it divides the other n - 1. Then it waits for
 * them and finishes. One that stands for itself alone takes some turns and idles until all agents are alive.
 */
class Splitting implements Policy {
  readonly #width: number;
  /** Agents not alive yet. */
  #missing: number;
  readonly #turns = new Map<string, number>();

  constructor(width: number, agents: number) {
    this.#width = width;
    this.#missing = agents;
  }

  async complete(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    for (const { sequence } of requests) {
      if (this.#turns.has(sequence)) continue;
      this.#turns.set(sequence, 0);
      this.#missing--;
    }
    return requests.map((request) => this.#complete(request));
  }

  release(sequences: readonly string[]): void {
    for (const sequence of sequences) this.#turns.delete(sequence);
  }

  #complete({ sequence, tokens, stop }: GenerateRequest): Completion {
    const taken = this.#turns.get(sequence) ?? 0;
    this.#turns.set(sequence, taken + 1);
    const below = (tokens[0] as number) - NUMBER - 1;
    const written = Int32Array.from([...this.#turn(below, taken), ...stop]);
    const numbers = new Float32Array(written.length);
    return { tokens: written, logProbs: numbers, entropies: numbers, values: numbers, ended: 'stop' };
  }

  #turn(below: number, taken: number): number[] {
    if (below === 0) return taken < TURNS - 1 || this.#missing > 0 ? [IDLE] : [FINISH];
    const children = Math.min(this.#width, below);
    if (taken < children) return [SPAWN, NUMBER + Math.floor((below + taken) / children)];
    return [taken === children ? WAIT : FINISH];
  }
}
