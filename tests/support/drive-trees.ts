/** Runs whole trees of agents whose policy is a function of the transcript, by the real rollout on a local pool. */
import type { EnvironmentSpec, ExpertStyle, Settings, Task, Token } from '../../src/envs/environment.ts';
import { derive, key, uniform } from '../../src/random/index.ts';
import type { AgentLimits } from '../../src/rl/agent.ts';
import { LocalPool } from '../../src/rl/pool.ts';
import { rollout } from '../../src/rl/rollout.ts';
import type { Trace } from '../../src/rl/trace.ts';

/** The next turn of the agent at `path`, whose whole context is `transcript`. */
export type Script = (transcript: readonly Token[], path: string) => Token[];

const ROOMY: AgentLimits = {
  delegation: true,
  turns: 10_000,
  turnBudget: 'agent',
  childSees: 'goal',
  turnTokens: 16,
  depthCap: 20,
  context: 100_000,
  temperature: 1,
};

/** What the tests of one environment drive it with. */
export interface Driver<State> {
  /** Traces in depth-first order, root first. */
  drive(
    task: Task<State>,
    settings: Settings,
    script: Script,
    limits?: Partial<AgentLimits>,
    descendants?: number,
  ): Promise<readonly Trace[]>;
  /** The turns of the scripted expert of that style. */
  scripted(style: ExpertStyle, settings: Settings): Script;
  /** The same with a share of random turns, drawn under the seed, the agent's path and how far it has come. */
  noisy(style: ExpertStyle, settings: Settings, seed: number, share: number): Script;
  /** The tokens of a text of names. */
  lexer(settings: Settings): (text: string) => Token[];
  /** The text of tokens. */
  texter(settings: Settings): (tokens: ArrayLike<Token>) => string;
}

export function driver<State>(spec: EnvironmentSpec<State>): Driver<State> {
  return {
    drive: (...run) => drive(spec, ...run),
    scripted: (style, settings) => (transcript) => spec.expert(style, transcript, settings),
    noisy: (style, settings, seed, share) => (transcript, path) => {
      const k = derive(key(seed), path, transcript.length);
      return uniform(derive(k, 'noise')) < share
        ? spec.randomTurn(derive(k, 'turn'), transcript, settings)
        : spec.expert(style, transcript, settings);
    },
    lexer: (settings) => lexer(spec.vocabulary(settings).names),
    texter: (settings) => {
      const { names } = spec.vocabulary(settings);
      return (tokens) => Array.from(tokens, (token) => names[token] ?? '?').join(' ');
    },
  };
}

async function drive<State>(
  spec: EnvironmentSpec<State>,
  task: Task<State>,
  settings: Settings,
  script: Script,
  limits: Partial<AgentLimits> = {},
  descendants = 1e9,
): Promise<readonly Trace[]> {
  const { endOfTurn } = spec.vocabulary(settings);
  const [tree] = await rollout(
    [{ name: 'tree', task, key: key(0), limits: { ...ROOMY, ...limits }, descendants }],
    {
      complete: async (requests) =>
        requests.map(({ tokens, sequence }) => {
          const turn = [...script(Array.from(tokens), sequence.split('/')[1] as string), endOfTurn];
          const zeros = new Float32Array(turn.length);
          return { tokens: Int32Array.from(turn), logProbs: zeros, entropies: zeros, values: zeros, ended: 'stop' };
        }),
      release() {},
    },
    new LocalPool(spec, settings),
  );
  return tree?.traces ?? [];
}

function lexer(names: readonly string[]): (text: string) => Token[] {
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
