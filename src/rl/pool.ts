/** Who carries out agents' turns: a pool of workers, or this thread. The rollout can't tell the difference. */
import type { EnvironmentSpec, Settings, Vocabulary } from '../envs/environment.ts';
import { Agent, type AgentInput, type AgentOutput, type AgentTask } from './agent.ts';

/** One agent's next input; `task` comes with its first. */
export interface PoolCall {
  readonly agent: string;
  readonly task?: AgentTask;
  readonly input: AgentInput;
}

export interface AgentPool {
  /** Answers in the order of the calls. An agent that is done is forgotten. */
  advance(calls: readonly PoolCall[]): Promise<AgentOutput[]>;
}

/** The agents that live on one thread. */
export class AgentTable {
  readonly #agents = new Map<string, Agent>();
  readonly #spec: EnvironmentSpec;
  readonly #vocabulary: Vocabulary;

  constructor(spec: EnvironmentSpec, settings: Settings) {
    this.#spec = spec;
    this.#vocabulary = spec.vocabulary(settings);
  }

  get size(): number {
    return this.#agents.size;
  }

  advance(call: PoolCall): AgentOutput {
    if (call.task) this.#agents.set(call.agent, new Agent(this.#spec, this.#vocabulary, call.task));
    const agent = this.#agents.get(call.agent);
    if (!agent) throw new Error(`No agent ${call.agent} lives here; it must be started with its task first.`);
    const output = agent.advance(call.input);
    if (output.next.kind === 'done') this.#agents.delete(call.agent);
    return output;
  }

  drop(agents: readonly string[]): void {
    for (const id of agents) this.#agents.delete(id);
  }
}

/** A pool on the calling thread. */
export class LocalPool implements AgentPool {
  readonly #table: AgentTable;

  constructor(spec: EnvironmentSpec, settings: Settings) {
    this.#table = new AgentTable(spec, settings);
  }

  async advance(calls: readonly PoolCall[]): Promise<AgentOutput[]> {
    return calls.map((call) => this.#table.advance(call));
  }
}
