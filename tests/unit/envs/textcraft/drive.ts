/** Runs a whole tree of agents whose policy is a function of the transcript: the real agent loop, depth-first. */
import type { Environment, Settings, Task, Token } from '../../../../src/envs/environment.ts';
import { textcraft } from '../../../../src/envs/textcraft/index.ts';
import { key as seedKey } from '../../../../src/random/index.ts';
import {
  Agent,
  type AgentInput,
  type AgentLimits,
  type AgentTask,
  type ChildOutcome,
} from '../../../../src/rl/agent.ts';
import type { Trace } from '../../../../src/rl/trace.ts';

export type Policy = (transcript: readonly Token[], path: string, turn: number) => Token[];

const ROOMY: AgentLimits = {
  delegation: true,
  turns: 10_000,
  turnTokens: 8,
  depthCap: 20,
  context: 100_000,
  temperature: 1,
};

/** Traces in depth-first order, root first. */
export function drive(
  task: Task,
  settings: Settings,
  policy: Policy,
  limits: Partial<AgentLimits> = {},
  descendants = 1e9,
): Trace[] {
  const vocabulary = textcraft.vocabulary(settings);
  const traces: Trace[] = [];
  const runAgent = (agentTask: AgentTask): ChildOutcome => {
    const agent = new Agent(textcraft, vocabulary, agentTask);
    const children: AgentTask[] = [];
    const slot = traces.push(null as unknown as Trace) - 1;
    let input: AgentInput = { kind: 'start' };
    for (let turn = 0; ; turn++) {
      const output = agent.advance(input);
      children.push(...output.spawned);
      if (output.next.kind === 'done') {
        traces[slot] = output.next.trace;
        return output.next.outcome;
      }
      if (output.next.kind === 'wait') {
        input = { kind: 'children', outcomes: children.splice(0).map(runAgent) };
      } else {
        const tokens = [...policy(Array.from(output.next.request.tokens), agentTask.path, turn), vocabulary.endOfTurn];
        const zeros = tokens.map(() => 0);
        input = { kind: 'completion', tokens, logProbs: zeros, entropies: zeros, full: false };
      }
    }
  };
  runAgent({
    id: 'tree/0',
    path: '0',
    depth: 0,
    spawnTurn: -1,
    goal: task.goal,
    state: task.state,
    limits: { ...ROOMY, ...limits },
    descendants,
    key: seedKey(0),
  });
  return traces;
}

/** The tokens of a text of names, as the vocabulary of `settings` has them. */
export function lexer(settings: Settings): (text: string) => Token[] {
  const { names } = textcraft.vocabulary(settings);
  return (text) =>
    text
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => {
        const token = names.indexOf(name);
        if (token < 0) throw new Error(`No token is named "${name}".`);
        return token;
      });
}

/** What a turn, given as text, made the environment say, as text. */
export function say(env: Environment, settings: Settings, text: string): string {
  const { names } = textcraft.vocabulary(settings);
  return env
    .step(lexer(settings)(text))
    .observation.map((token) => names[token])
    .join(' ');
}
