/**
 * Runs and everything they leave behind, in IndexedDB. Every method is one transaction: it happens as a whole or not
 * at all. Errors are `StorageError`s in words; what was read and cannot be trusted is reported and skipped, never
 * passed on and never deleted.
 */
import type { Experiment } from '../experiments/experiment.ts';
import type { Checkpoint, Evaluation, MetricRow, Sample } from '../rl/records.ts';
import {
  checkpointSteps,
  type LoadedCheckpoint,
  loadCheckpoint,
  rewind,
  type SaveOptions,
  saveCheckpoint,
} from './checkpoint-store.ts';
import { Database, STORE_NAMES } from './database.ts';
import { hasName, messageOf, StorageError } from './errors.ts';
import { parseEvaluation } from './evaluation-schema.ts';
import { betweenSteps, evaluationKey, newRunId, ofRun, sampleKey } from './keys.ts';
import { parseSample } from './sample-schema.ts';
import { parseMetricRow } from './schemas.ts';
import { requireRun, Transactions } from './transactions.ts';
import { type ExportedRun, exportRun, importRun } from './transfer.ts';
import { readRun, trusted } from './trust.ts';
import type { RunArchive, RunRecord } from './types.ts';

export interface NewRun {
  readonly experiment: Experiment;
  /** A new one is made when absent. */
  readonly id?: string;
  /** The experiment's name when absent. */
  readonly name?: string;
  /** In words; empty when it is not known yet. */
  readonly engine?: string;
}

/** A stored run that cannot be read. It can still be deleted. */
export interface DamagedRun {
  readonly id: string;
  readonly message: string;
}

export interface RunStoreOptions {
  /** Told of stored rows that had to be skipped. */
  readonly onWarning?: (message: string) => void;
}

/** The stored runs as one thread sees them. Any number of these may be open at a time. */
export class RunStore {
  readonly #transactions: Transactions;
  readonly #warn: (message: string) => void;

  constructor(database: Database = new Database(), options: RunStoreOptions = {}) {
    this.#transactions = new Transactions(database);
    this.#warn = options.onWarning ?? (() => {});
  }

  async createRun(run: NewRun): Promise<RunRecord> {
    const now = Date.now();
    const record: RunRecord = {
      id: run.id ?? newRunId(),
      name: run.name ?? run.experiment.name,
      experiment: run.experiment,
      createdAt: now,
      updatedAt: now,
      cursor: null,
      engine: run.engine ?? '',
    };
    await this.#transactions.write('Saving the new run', ['runs'], async (transaction) => {
      try {
        await transaction.objectStore('runs').add(record);
      } catch (error) {
        if (!hasName(error, 'ConstraintError')) throw error;
        throw new StorageError('failed', `There is a run "${record.id}" already.`, 'Open that one, or use another id.');
      }
    });
    return record;
  }

  /** All runs, newest first; those that cannot be read are told apart. */
  async listRuns(): Promise<{ runs: RunRecord[]; damaged: DamagedRun[] }> {
    const stored = await this.#transactions.read('Listing the runs', ['runs'], async (transaction) => {
      const runs = transaction.objectStore('runs');
      const [keys, values] = await Promise.all([runs.getAllKeys(), runs.getAll()]);
      return keys.map((id, i) => ({ id, value: values[i] as unknown }));
    });
    const runs: RunRecord[] = [];
    const damaged: DamagedRun[] = [];
    for (const { id, value } of stored) {
      try {
        runs.push(readRun(id, value));
      } catch (error) {
        damaged.push({ id, message: messageOf(error) });
      }
    }
    runs.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
    return { runs, damaged };
  }

  /** The run, or null when there is none of that id. */
  async getRun(runId: string): Promise<RunRecord | null> {
    const stored: unknown = await this.#transactions.read('Reading the run', ['runs'], (transaction) =>
      transaction.objectStore('runs').get(runId),
    );
    return stored === undefined ? null : readRun(runId, stored);
  }

  async renameRun(runId: string, name: string): Promise<void> {
    await this.#change('Renaming the run', runId, { name });
  }

  /** Notes which engine computes the run, in words. */
  async setEngine(runId: string, engine: string): Promise<void> {
    await this.#change('Noting the engine', runId, { engine });
  }

  /** Notes that the run goes on under a changed experiment. */
  async setExperiment(runId: string, experiment: Experiment): Promise<void> {
    await this.#change('Saving the changed experiment', runId, { experiment });
  }

  /** Deletes the run and all that belongs to it; does nothing when it is gone already. */
  async deleteRun(runId: string): Promise<void> {
    await this.#transactions.write('Deleting the run', STORE_NAMES, async (transaction) => {
      await Promise.all([
        transaction.objectStore('runs').delete(runId),
        ...(['checkpoints', 'metrics', 'trees', 'evaluations'] as const).map((name) =>
          transaction.objectStore(name).delete(ofRun(runId)),
        ),
      ]);
    });
  }

  async appendMetrics(runId: string, rows: readonly MetricRow[]): Promise<void> {
    await this.#transactions.write('Saving metrics', ['runs', 'metrics'], async (transaction) => {
      await requireRun(transaction.objectStore('runs').getKey(runId), runId);
      const metrics = transaction.objectStore('metrics');
      await Promise.all(rows.map(async (row) => metrics.put(row, [runId, row.step])));
    });
  }

  async appendSample(runId: string, record: Sample): Promise<void> {
    await this.#transactions.write('Saving a sample', ['runs', 'trees'], async (transaction) => {
      await requireRun(transaction.objectStore('runs').getKey(runId), runId);
      await transaction.objectStore('trees').put(record, sampleKey(runId, record));
    });
  }

  async appendEvaluation(runId: string, result: Evaluation): Promise<void> {
    await this.#transactions.write('Saving an evaluation', ['runs', 'evaluations'], async (transaction) => {
      await requireRun(transaction.objectStore('runs').getKey(runId), runId);
      await transaction.objectStore('evaluations').put(result, evaluationKey(runId, result));
    });
  }

  /** All rows of the run by step. */
  async metrics(runId: string): Promise<MetricRow[]> {
    const stored = await this.#transactions.read('Reading metrics', ['metrics'], (transaction) =>
      transaction.objectStore('metrics').getAll(ofRun(runId)),
    );
    return trusted(stored, this.#warn, parseMetricRow);
  }

  /** Sampled trees or episodes from step `from` to step `to`, both included; by default all of them. */
  async samples(runId: string, from = 0, to = Number.POSITIVE_INFINITY): Promise<Sample[]> {
    const stored = await this.#transactions.read('Reading samples', ['trees'], (transaction) =>
      transaction.objectStore('trees').getAll(betweenSteps(runId, from, to)),
    );
    return trusted(stored, this.#warn, parseSample);
  }

  /** All evaluations of the run by step, those of the single agent first. */
  async evaluations(runId: string): Promise<Evaluation[]> {
    const stored = await this.#transactions.read('Reading evaluations', ['evaluations'], (transaction) =>
      transaction.objectStore('evaluations').getAll(ofRun(runId)),
    );
    return trusted(stored, this.#warn, parseEvaluation);
  }

  /**
   * Saves where the run stands: data and pointer together, on the disk before the promise settles. Older checkpoints
   * are thinned in the same stroke, so until it is done the former ones are untouched.
   */
  async saveCheckpoint(runId: string, checkpoint: Checkpoint, options: SaveOptions = {}): Promise<void> {
    await saveCheckpoint(this.#transactions, runId, checkpoint, options);
  }

  /** The newest checkpoint that is whole, and which newer ones are not and why. */
  async loadCheckpoint(runId: string): Promise<LoadedCheckpoint> {
    return loadCheckpoint(this.#transactions, runId);
  }

  /** The totals of optimizer steps at which there are checkpoints, oldest first, good or not. */
  async checkpointSteps(runId: string): Promise<number[]> {
    return checkpointSteps(this.#transactions, runId);
  }

  /**
   * Puts the run back to its checkpoint at `step` (or to its beginning, step 0) as if nothing had happened since:
   * later checkpoints, metrics, samples and evaluations are deleted. Continuing from there repeats them bit by bit.
   */
  async rewind(runId: string, step: number): Promise<void> {
    await rewind(this.#transactions, runId, step);
  }

  /** The run with all that belongs to it; damaged checkpoints are left out and named. */
  async exportRun(runId: string): Promise<ExportedRun> {
    return exportRun(this.#transactions, runId, this.#warn);
  }

  /** Adds an exported run, under a new id when its own is taken. Returns the record that was added. */
  async importRun(archive: RunArchive): Promise<RunRecord> {
    return importRun(this.#transactions, archive);
  }

  /** Gives the connection up; the next call opens it again. */
  async close(): Promise<void> {
    await this.#transactions.close();
  }

  async #change(doing: string, runId: string, change: Partial<RunRecord>): Promise<void> {
    await this.#transactions.write(doing, ['runs'], async (transaction) => {
      const runs = transaction.objectStore('runs');
      const run = await requireRun(runs.get(runId), runId);
      await runs.put({ ...run, ...change, updatedAt: Date.now() });
    });
  }
}
