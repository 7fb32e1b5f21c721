/**
 * The wire between the command line and the page without a screen: what Node may call, and what the page reports.
 * Everything on it is plain JSON.
 */

import type { EvaluationComparison } from '../experiments/evaluation-comparison.ts';
import type { Experiment } from '../experiments/experiment.ts';
import type { EvaluationChoices } from '../rl/config.ts';
import type { Evaluation, EvaluationResult } from '../rl/records.ts';
import type { RunEvent } from '../workers/protocol.ts';

/** Where an experiment starts from, and what is changed in it. */
export interface Request {
  /** A preset's id, or an experiment from a file. */
  readonly from: { readonly preset: string } | { readonly config: unknown };
  /** `path=value`, applied in this order. */
  readonly assignments: readonly string[];
}

/** A file's next piece, in Base64. */
export interface FilePiece {
  /** Relative to the run folder, with forward slashes. */
  readonly path: string;
  readonly data: string;
  readonly last: boolean;
}

/** The run's own events that are reported: all but samples, which end up in a file, and live pictures. */
export type ReportedEvent = Exclude<RunEvent, { type: 'sample' | 'live-tree' | 'live-episode' }>;

/** What the page reports: what happens, and files. */
export type Report = ReportedEvent | ({ readonly type: 'file' } & FilePiece);

export function isReported(event: RunEvent): event is ReportedEvent {
  return event.type !== 'sample' && event.type !== 'live-tree' && event.type !== 'live-episode';
}

export interface Outcome {
  readonly status: 'done' | 'stopped' | 'failed';
  /** In words; empty when there is nothing to say. */
  readonly message: string;
}

/** An answer, or what was wrong in words for the user. */
export type Answer<Value> = { readonly value: Value } | { readonly error: string };

/** What Node calls, as `window.espalier`. */
export interface HeadlessBridge {
  /** The whole, valid experiment that a request describes. */
  configure(request: Request): Promise<Answer<Experiment>>;
  /** Trains to the end, or until `stop`; files are reported at every checkpoint and at the end. */
  train(experiment: Experiment): Promise<Outcome>;
  /** Saves a checkpoint and ends `train`. */
  stop(): void;
  /** Takes a piece of a run folder that `evaluate` is to read. */
  receive(piece: FilePiece): void;
  /** Evaluates the newest checkpoint of the received run; absent choices are the run's own. */
  evaluate(request: EvaluateRequest): Promise<Answer<Evaluation>>;
  /** What an experiment's environment calls the milestones of its episodes; empty where agents delegate. */
  milestones(config: unknown): Promise<Answer<readonly string[]>>;
  /** Whether two runs meet the same held-out tasks; says in words what differs when they do not. */
  checkSameTasks(request: SameTasksRequest): Promise<Answer<true>>;
  /** Task by task; both evaluations must have kept their attempts. */
  compare(first: EvaluationResult, second: EvaluationResult): Promise<Answer<EvaluationComparison>>;
}

export interface EvaluateRequest {
  readonly assignments: readonly string[];
  readonly choices: EvaluationChoices;
}

export interface SameTasksRequest {
  /** The experiments of the two runs, from their config.json. */
  readonly configs: readonly [unknown, unknown];
  /** Changed in both alike. */
  readonly assignments: readonly string[];
}

declare global {
  interface Window {
    espalier: HeadlessBridge;
    /** Bound by Node before the page loads. */
    espalierReport: (reports: readonly Report[]) => Promise<void>;
  }
}
