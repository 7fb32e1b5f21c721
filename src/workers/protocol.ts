/**
 * Every type that crosses a thread. Three wires: the page and the run worker (`RunCommand` / `RunEvent`), the run worker
 * and its agent workers (`AgentCommand` / `AgentEvent`), the page and a player worker (`PlayerCommand` / `PlayerEvent`).
 * Nothing else may say what crosses.
 */
import type { CrafterState } from '../envs/crafter/world.ts';
import type { Settings, Token } from '../envs/environment.ts';
import type { Experiment } from '../experiments/experiment.ts';
import type { Turn } from '../rl/agent-tree.ts';
import type { EvaluationChoices } from '../rl/config.ts';
import type { TreeCall, TreeOutput } from '../rl/pool.ts';
import type { Cursor, Evaluation, LiveEpisode, LiveTree, MetricRow, Sample } from '../rl/records.ts';

/** Page → run worker. */
export type RunCommand =
  /**
   * Starts a run under a new id, or continues the stored one from its newest good checkpoint. With `measure`, engines
   * are measured and chosen anew, whatever is known of them and whichever computed the run before.
   */
  | {
      readonly type: 'open';
      readonly runId: string;
      readonly experiment: Experiment;
      readonly resume: boolean;
      readonly measure?: boolean;
    }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** One optimizer step (or one evaluation), then pause. */
  | { readonly type: 'step' }
  /** Pause in milliseconds between two rounds of turns; 0 is full speed. */
  | { readonly type: 'speed'; readonly roundDelayMs: number }
  /** Evaluate now, the run's own choices in place of those left out; training is untouched. */
  | ({ readonly type: 'evaluate' } & EvaluationChoices)
  /** Writes a checkpoint and releases the run; the worker then answers `closed`. */
  | { readonly type: 'close' };

export type RunStatus = 'opening' | 'paused' | 'running' | 'done' | 'failed' | 'closed';

/** Run worker → page. */
export type RunEvent =
  | { readonly type: 'status'; readonly status: RunStatus; readonly message: string }
  /** Which engine computes, and how it was chosen; once more when another has to go on in its place. */
  | ({ readonly type: 'engine' } & EngineReport)
  | {
      readonly type: 'progress';
      readonly cursor: Cursor;
      /** What is going on now, in a word or two, as the trainer puts it: "Evaluating". Empty before the first step. */
      readonly activity: string;
      /** How much of an activity that counts is done: trees of an evaluation, tasks that are timed. */
      readonly counted?: { readonly done: number; readonly of: number };
      /** Share of the whole run that is done, in [0, 1]. */
      readonly fraction: number;
      /** Estimated seconds left of running time; null until it can be told. */
      readonly secondsLeft: number | null;
    }
  | { readonly type: 'metrics'; readonly row: MetricRow }
  | { readonly type: 'live-tree'; readonly tree: LiveTree }
  | { readonly type: 'live-episode'; readonly episode: LiveEpisode }
  /** A finished tree or episode, kept to be looked at. */
  | { readonly type: 'sample'; readonly record: Sample }
  | { readonly type: 'evaluation'; readonly result: Evaluation }
  | { readonly type: 'checkpoint'; readonly step: number }
  /** Something went wrong that the user should know and the run survived. */
  | { readonly type: 'warning'; readonly message: string };

export interface EngineReport {
  readonly kind: string;
  readonly description: string;
  /** Why this one, in a sentence or more, with the figures that decided. */
  readonly reason: string;
  /** The figures alone: "WASM 11 ms, WebGPU 4.2 ms on Apple M2"; empty when there are none. */
  readonly speeds: string;
  /** What was measured here at the shapes of this run; empty when there was nothing to choose from. */
  readonly figures: readonly EngineFigure[];
}

/** One engine in a measurement. Times are in milliseconds: a round of turns and one optimizer step. */
export interface EngineFigure {
  readonly name: string;
  /** Null when it could not be measured; then `failure` says why. */
  readonly milliseconds: number | null;
  /** The first round, which compiles and warms up. */
  readonly warmUpMilliseconds: number | null;
  readonly failure: string;
}

/** Run worker → agent worker. A tree lives on one worker for as long as any of its agents does. */
export type AgentCommand =
  | { readonly type: 'configure'; readonly environment: { readonly id: string; readonly settings: Settings } }
  | { readonly type: 'advance'; readonly batch: number; readonly calls: readonly AgentCall[] }
  /** Forget these trees. */
  | { readonly type: 'drop'; readonly trees: readonly string[] };

/** The next turns of one tree's agents; with `root` in the first call on this worker. */
export interface AgentCall extends TreeCall {
  /** With `root` of a tree that has answered before, on a worker that died: its turns so far, to be replayed silently. */
  readonly log?: readonly Turn[];
}

/** Agent worker → run worker: the answers, in the order of the calls. */
export type AgentEvent =
  | { readonly type: 'advanced'; readonly batch: number; readonly outputs: readonly TreeOutput[] }
  | { readonly type: 'failed'; readonly batch: number; readonly message: string };

/** Page → player worker: a trained agent that plays a game of Crafter which the page carries out. */
export type PlayerCommand =
  /** Reads the newest good checkpoint of that run; the first command, once. */
  | { readonly type: 'open'; readonly runId: string }
  /**
   * Asks for the next turn. Without `place`, the last turn was carried out as it was answered and nothing else was done
   * since. With it, the agent begins anew from there.
   */
  | { readonly type: 'turn'; readonly turn: number; readonly place?: PlayerPlace };

/** Where an agent is put into a game. */
export interface PlayerPlace {
  readonly world: CrafterState;
  /** Its latest actions, whoever chose them, the oldest first; more than the agent reads are ignored. */
  readonly actions: readonly Token[];
  /** The plan that it carries, whoever wrote it; null for none. */
  readonly plan: readonly Token[] | null;
  /** It keeps that plan, and writes none of its own. */
  readonly held: boolean;
}

/** Player worker → page. */
export type PlayerEvent =
  /** The agent can play, as it was after `step` optimizer steps; `remark` says what else should be known, or ''. */
  | { readonly type: 'opened'; readonly step: number; readonly remark: string }
  | {
      readonly type: 'turn';
      readonly turn: number;
      readonly action: Token;
      /** The plan that it took up at this turn and carries from now on; null when it goes on with the last one. */
      readonly plan: readonly Token[] | null;
    }
  /** It cannot play, for the reason given in words. Nothing else follows. */
  | { readonly type: 'failed'; readonly message: string };
