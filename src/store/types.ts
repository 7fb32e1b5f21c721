/** What is stored: one record per run, and its checkpoints, metrics, samples and evaluations. */
import type { Experiment } from '../experiments/experiment.ts';
import type { Checkpoint, Cursor, Evaluation, MetricRow, Sample } from '../rl/records.ts';

export interface RunRecord {
  readonly id: string;
  readonly name: string;
  readonly experiment: Experiment;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Where the newest checkpoint stands; null before the first. */
  readonly cursor: Cursor | null;
  /** Engine that computed it last, in words. */
  readonly engine: string;
}

/** A whole run as it is exported and imported. */
export interface RunArchive {
  readonly run: RunRecord;
  readonly metrics: readonly MetricRow[];
  readonly samples: readonly Sample[];
  readonly evaluations: readonly Evaluation[];
  readonly checkpoints: readonly Checkpoint[];
}

export interface StorageUse {
  /** Bytes used by this origin, and what the browser grants; null where it will not tell. */
  readonly usage: number | null;
  readonly quota: number | null;
}
