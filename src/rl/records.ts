/** What a run reports as it goes: plain data for the store, the UI and the run folder. */
import type { ModelState } from '../model/engine.ts';
import type { AgentEnd, Tree } from './trace.ts';

export type Phase = 'warm-start' | 'training' | 'evaluation';

/** Where a run stands. With the configuration and the model state it determines everything that follows. */
export interface Cursor {
  /** The phase of the next step; 'done' after the last. */
  readonly phase: 'warm-start' | 'training' | 'done';
  /** Number of optimizer steps finished in this phase. */
  readonly update: number;
  /** Tokens trained on so far in this phase. */
  readonly phaseTokens: number;
  /** Optimizer steps finished in all: the number of metric rows written. */
  readonly total: number;
}

/** One optimizer step's metrics, under prime-rl's slash names. `time/…` entries alone depend on the machine. */
export interface MetricRow {
  /** 1 for the first step of the run, counting both phases. */
  readonly step: number;
  readonly phase: 'warm-start' | 'training';
  readonly values: Readonly<Record<string, number>>;
}

/** Outcome on one difficulty. */
export interface DifficultyResult {
  readonly difficulty: number;
  readonly tasks: number;
  readonly solved: number;
  /** solved / tasks, with its 95 % Wilson interval. */
  readonly success: number;
  readonly low: number;
  readonly high: number;
  readonly meanAgents: number;
  readonly meanTurns: number;
  readonly meanCriticalTurns: number;
  readonly meanTokens: number;
  /** Trees by the depth of their deepest agent; index = depth. */
  readonly depthHistogram: readonly number[];
}

export interface EvaluationResult {
  /** Optimizer steps taken before it. */
  readonly step: number;
  readonly delegation: boolean;
  readonly byDifficulty: readonly DifficultyResult[];
}

/** A sampled finished tree, kept for inspection. */
export interface TreeRecord {
  readonly step: number;
  readonly phase: Phase;
  readonly index: number;
  readonly tree: Tree;
  /** Reward R and advantage per trace, in the order of `tree.traces`; absent in warm start and evaluation. */
  readonly rewards?: readonly number[];
  readonly advantages?: readonly number[];
  /** Root environment state before the first turn, for the environment panel (`EnvironmentSpec.restore`). */
  readonly root: unknown;
}

/** One node of a tree while it grows. */
export interface LiveNode {
  readonly path: string;
  readonly depth: number;
  readonly goal: readonly number[];
  readonly status: 'thinking' | 'waiting' | AgentEnd;
  readonly turns: number;
  readonly tokens: number;
  readonly score: number | null;
  readonly refused: number;
  /** As in `Trace`: the parent's turns that spawned and that awaited this agent; -1 for neither or not yet. */
  readonly spawnTurn?: number;
  readonly joinTurn?: number;
}

/** The watched tree, as far as it has grown. */
export interface LiveTree {
  readonly step: number;
  readonly phase: Phase;
  readonly task: string;
  readonly difficulty: number;
  readonly nodes: readonly LiveNode[];
  readonly done: boolean;
}

/** Everything needed to continue bit-identically (every draw is keyed, so no generator state is among it). */
export interface Checkpoint {
  readonly cursor: Cursor;
  readonly model: ModelState;
}
