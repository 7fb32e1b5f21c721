/** Stored runs in memory, for tests of what writes them; `fail` makes the next calls of a method fail. */
import type { Checkpoint, Evaluation, MetricRow, Sample } from '../../../src/rl/records.ts';
import { StorageError, type StorageErrorKind } from '../../../src/store/errors.ts';
import type { RunLock } from '../../../src/store/lock.ts';
import type { RunRecord } from '../../../src/store/types.ts';
import type { KeeperStore } from '../../../src/workers/run-keeper.ts';

type Method = Exclude<keyof KeeperStore, 'close'>;

export class MemoryStore implements KeeperStore {
  run: RunRecord | null = null;
  metrics: MetricRow[] = [];
  samples: Sample[] = [];
  results: Evaluation[] = [];
  checkpoints: { checkpoint: Checkpoint; keep: boolean; damaged: boolean }[] = [];
  closed = false;
  /** Who holds the run. */
  locked = false;
  readonly #failures = new Map<Method, { kind: StorageErrorKind; times: number }>();

  fail(method: Method, kind: StorageErrorKind, times = 1): void {
    this.#failures.set(method, { kind, times });
  }

  lock = async (): Promise<RunLock> => {
    this.locked = true;
    return {
      warning: null,
      release: async () => {
        this.locked = false;
      },
    };
  };

  async createRun({ id, experiment }: Parameters<KeeperStore['createRun']>[0]): Promise<RunRecord> {
    this.#check('createRun');
    const times = { createdAt: 1, updatedAt: 1 };
    this.run = { id: id ?? 'new', name: experiment.name, experiment, ...times, cursor: null, engine: '' };
    return this.run;
  }

  async getRun(): Promise<RunRecord | null> {
    this.#check('getRun');
    return this.run;
  }

  async setExperiment(_: string, experiment: RunRecord['experiment']): Promise<void> {
    this.#check('setExperiment');
    this.run = { ...this.run!, experiment };
  }

  async setEngine(_: string, engine: string): Promise<void> {
    this.#check('setEngine');
    this.run = { ...this.run!, engine };
  }

  async loadCheckpoint(): ReturnType<KeeperStore['loadCheckpoint']> {
    this.#check('loadCheckpoint');
    const skipped = [];
    for (const { checkpoint, damaged } of [...this.checkpoints].reverse()) {
      if (!damaged) return { checkpoint, skipped };
      skipped.push({ step: checkpoint.cursor.total, reason: 'Its checksum is wrong.' });
    }
    return { checkpoint: null, skipped };
  }

  async rewind(_: string, step: number): Promise<void> {
    this.#check('rewind');
    const upTo = (record: { readonly step: number }) => record.step <= step;
    this.metrics = this.metrics.filter(upTo);
    this.samples = this.samples.filter(upTo);
    this.results = this.results.filter(upTo);
    this.checkpoints = this.checkpoints.filter(({ checkpoint }) => checkpoint.cursor.total <= step);
  }

  async evaluations(): Promise<Evaluation[]> {
    this.#check('evaluations');
    return this.results;
  }

  async appendMetrics(_: string, rows: readonly MetricRow[]): Promise<void> {
    this.#check('appendMetrics');
    this.metrics.push(...rows);
  }

  async appendSample(_: string, record: Sample): Promise<void> {
    this.#check('appendSample');
    this.samples.push(record);
  }

  async appendEvaluation(_: string, result: Evaluation): Promise<void> {
    this.#check('appendEvaluation');
    this.results.push(result);
  }

  async saveCheckpoint(_: string, checkpoint: Checkpoint, options: { keep?: boolean } = {}): Promise<void> {
    this.#check('saveCheckpoint');
    this.checkpoints.push({ checkpoint, keep: options.keep ?? false, damaged: false });
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  #check(method: Method): void {
    const failure = this.#failures.get(method);
    if (!failure || failure.times-- <= 0) return;
    throw new StorageError(failure.kind, `${method} does not work.`, 'Try again.');
  }
}
