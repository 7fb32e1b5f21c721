/**
 * Carries a recorded tree out again on its environment, to show the world of any agent at any turn. Traces hold tokens,
 * not states; with the root state, who was launched when and who was awaited when, the states follow exactly. What the
 * environment says now is held against the record, so that a picture that cannot be trusted says so.
 */
import type { Environment, EnvironmentSpec, Vocabulary } from '../../envs/environment.ts';
import type { TreeRecord } from '../../rl/records.ts';
import type { Trace } from '../../rl/trace.ts';
import { childrenOf } from '../tree/paths.ts';

/** The world of an agent after some number of its turns. */
export interface Frame {
  readonly state: unknown;
  /** The turn just taken, without end-of-turn; null before the first. */
  readonly action: readonly number[] | null;
  /** What the agent read in reply (before the first turn: what it was given). */
  readonly reply: readonly number[];
  /** True when the environment refused the turn. */
  readonly error: boolean;
  /** Path of the child that this turn launched. */
  readonly spawned: string | null;
  /** Paths of the children whose results this turn took over, and whether that worked. */
  readonly joined: readonly { readonly path: string; readonly applied: boolean }[];
}

export interface Replay {
  /** `frames[k]` is the world after k turns. */
  readonly frames: readonly Frame[];
  /** What differed from the record, in words; null when nothing did. */
  readonly divergence: string | null;
}

/**
 * The frames of agent `path`. Throws an Error in words when the record does not hold that agent, or holds a turn that
 * the environment cannot take.
 */
export function replay(spec: EnvironmentSpec, vocabulary: Vocabulary, record: TreeRecord, path: string): Replay {
  if (!record.tree.traces.some((trace) => trace.path === path)) {
    throw new Error(`This tree has no agent ${path}.`);
  }
  const run = new TreeReplay(spec, vocabulary, record.tree.traces, path);
  run.agent('0', spec.restore(record.root));
  return { frames: run.frames, divergence: run.divergence };
}

class TreeReplay {
  /** Frames of the wanted agent alone: states can be large. */
  readonly frames: Frame[] = [];
  divergence: string | null = null;
  readonly #spec: EnvironmentSpec;
  readonly #endOfTurn: number;
  readonly #traces: ReadonlyMap<string, Trace>;
  readonly #children: ReadonlyMap<string, readonly Trace[]>;
  readonly #wanted: string;

  constructor(spec: EnvironmentSpec, vocabulary: Vocabulary, traces: readonly Trace[], wanted: string) {
    this.#spec = spec;
    this.#endOfTurn = vocabulary.endOfTurn;
    this.#traces = new Map(traces.map((trace) => [trace.path, trace]));
    this.#children = childrenOf(traces);
    this.#wanted = wanted;
  }

  /** Runs agent `path` to its end in `env`, which is its world at the start. */
  agent(path: string, env: Environment): void {
    const trace = this.#traces.get(path);
    if (!trace) throw new Error(`The record of agent ${path} is missing, so the tree cannot be replayed.`);
    const children = this.#children.get(path) ?? [];
    /** Worlds of children that were launched, as they were when the children ended. */
    const worlds = new Map<string, Environment>();
    const transcript = new TranscriptCursor(trace, this.#endOfTurn);
    const given = transcript.read();
    // What it inherited, which only the agent loop knows, stands between its goal and the prompt.
    this.#compare(path, given, env.observe().slice(0, -1));
    this.#capture(path, env, { action: null, reply: given, error: false, spawned: null, joined: [] });
    for (let turn = 0; turn < trace.turns; turn++) {
      const action = transcript.turn();
      const step = env.step(action);
      const reply = transcript.read();
      this.#compare(path, reply, step.observation);
      let spawned: string | null = null;
      const joined: { path: string; applied: boolean }[] = [];
      const child = children.find(({ spawnTurn }) => spawnTurn === turn);
      if (step.delegation?.kind === 'spawn' && child) {
        spawned = child.path;
        const world = env.fork(step.delegation.goal);
        // Siblings cannot see each other, so a child may as well run to its end as soon as it is launched.
        this.agent(child.path, world);
        worlds.set(child.path, world);
      }
      if (step.delegation?.kind === 'wait') {
        for (const awaited of children) {
          const world = worlds.get(awaited.path);
          if (awaited.joinTurn !== turn || !world) continue;
          const { applied } = env.join(this.#spec.restore(world.snapshot()));
          if (applied !== awaited.joined)
            this.#diverge(`The result of agent ${awaited.path} is taken over differently.`);
          joined.push({ path: awaited.path, applied });
        }
      }
      this.#capture(path, env, { action, reply, error: step.error === true, spawned, joined });
    }
    const score = env.score();
    if (score !== trace.score) this.#diverge(`Agent ${path} scores ${score} here and ${trace.score} in the record.`);
  }

  #capture(path: string, env: Environment, frame: Omit<Frame, 'state'>): void {
    if (path === this.#wanted) this.frames.push({ ...frame, state: env.snapshot() });
  }

  /** What was read begins with what the environment says; the agent loop may have added its own words. */
  #compare(path: string, recorded: readonly number[], observation: readonly number[]): void {
    // The last observation may have been cut off at the end of the context window.
    const length = Math.min(recorded.length, observation.length);
    const same = recorded.slice(0, length).every((token, i) => token === observation[i]);
    if (!same) this.#diverge(`Agent ${path} is told something else here.`);
  }

  #diverge(what: string): void {
    this.divergence ??= what;
  }
}

/** Reads a trace turn by turn. */
class TranscriptCursor {
  readonly #trace: Trace;
  readonly #endOfTurn: number;
  #at = 0;

  constructor(trace: Trace, endOfTurn: number) {
    this.#trace = trace;
    this.#endOfTurn = endOfTurn;
  }

  /** The tokens read from here to the next one that the agent wrote. */
  read(): number[] {
    const { tokens, own } = this.#trace;
    const start = this.#at;
    while (this.#at < tokens.length && own[this.#at] === 0) this.#at++;
    return tokens.slice(start, this.#at);
  }

  /** The next turn, without its end-of-turn token. */
  turn(): number[] {
    const { tokens, own } = this.#trace;
    const turn: number[] = [];
    while (this.#at < tokens.length && own[this.#at] === 1) {
      const token = tokens[this.#at++] as number;
      if (token === this.#endOfTurn) break;
      turn.push(token);
    }
    return turn;
  }
}
