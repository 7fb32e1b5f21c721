/**
 * A run's place in the store: opens or resumes it as its only writer, and writes what it leaves behind. Storage that
 * fails is a warning, never the end of a run: what could not be written is kept and tried again with the next write.
 */
import type { Experiment } from '../experiments/experiment.ts';
import type { Checkpoint, Evaluation, MetricRow, Sample } from '../rl/records.ts';
import { messageOf, StorageError, type StorageErrorKind } from '../store/errors.ts';
import type { RunLock } from '../store/lock.ts';
import type { RunStore } from '../store/run-store.ts';

/** What the keeper needs of the store. */
export type KeeperStore = Pick<
  RunStore,
  | 'createRun'
  | 'getRun'
  | 'setExperiment'
  | 'setEngine'
  | 'loadCheckpoint'
  | 'rewind'
  | 'evaluations'
  | 'appendMetrics'
  | 'appendSample'
  | 'appendEvaluation'
  | 'saveCheckpoint'
  | 'close'
>;

export interface KeeperParts {
  readonly store: KeeperStore;
  /** Makes this thread the run's only writer, or throws. */
  readonly lock: (runId: string) => Promise<RunLock>;
  /** Told what the user should know, in words. */
  readonly warn: (message: string) => void;
}

/** Where a run goes on. */
export interface Opened {
  readonly keeper: RunKeeper;
  /** Null when it begins. */
  readonly checkpoint: Checkpoint | null;
  /** The engine that computed it before, as noted by `noteEngine`; empty when none did. */
  readonly engine: string;
  /** Evaluations up to the checkpoint. */
  readonly evaluations: readonly Evaluation[];
}

/** Writes that wait for the store to work again; beyond this the oldest are given up. */
const MAX_WAITING = 1000;

/** Troubles of the storage itself, for which a new run need not be given up. */
const UNSAVED: ReadonlySet<StorageErrorKind> = new Set(['unavailable', 'quota', 'failed']);

export class RunKeeper {
  readonly #parts: KeeperParts;
  readonly #runId: string;
  readonly #lock: RunLock | null;
  #waiting: (() => Promise<void>)[] = [];
  #savedStep: number;
  /** Writes run one after the other, whoever asks for them. */
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(parts: KeeperParts, runId: string, lock: RunLock | null, savedStep: number) {
    this.#parts = parts;
    this.#runId = runId;
    this.#lock = lock;
    this.#savedStep = savedStep;
  }

  /**
   * Takes the run for this thread. A new one is created; a stored one is put back to its newest good checkpoint.
   * Without storage a new run goes on unsaved. Throws when the run is open elsewhere, when none of its checkpoints can
   * be read, or when `fits` refuses the checkpoint; nothing was changed then.
   */
  static async open(
    parts: KeeperParts,
    run: { readonly id: string; readonly experiment: Experiment; readonly resume: boolean },
    fits: (checkpoint: Checkpoint) => void,
  ): Promise<Opened> {
    const lock = await parts.lock(run.id);
    try {
      if (lock.warning) parts.warn(lock.warning);
      return run.resume ? await resume(parts, run, lock, fits) : await create(parts, run, lock);
    } catch (error) {
      await lock.release();
      if (!run.resume && error instanceof StorageError && UNSAVED.has(error.kind)) {
        parts.warn(`${error.message} The run goes on, but nothing of it will be saved.`);
        return begun(new RunKeeper(parts, run.id, null, 0));
      }
      throw error;
    }
  }

  /** For `open` alone. */
  static holding(parts: KeeperParts, runId: string, lock: RunLock, savedStep: number): RunKeeper {
    return new RunKeeper(parts, runId, lock, savedStep);
  }

  /** Optimizer steps in the newest saved checkpoint; 0 when there is none. */
  get savedStep(): number {
    return this.#savedStep;
  }

  /** Whether anything is saved at all. */
  get saves(): boolean {
    return this.#lock !== null;
  }

  async noteEngine(engine: string): Promise<void> {
    await this.#write(() => this.#parts.store.setEngine(this.#runId, engine));
  }

  async saveStep(row: MetricRow, samples: readonly Sample[]): Promise<void> {
    await this.#write(() => this.#parts.store.appendMetrics(this.#runId, [row]));
    await this.#saveSamples(samples);
  }

  /** The result is written last, so that a stored result means that its samples are stored too. */
  async saveEvaluation(result: Evaluation, samples: readonly Sample[]): Promise<void> {
    await this.#saveSamples(samples);
    await this.#write(() => this.#parts.store.appendEvaluation(this.#runId, result));
  }

  /**
   * Saves where the run stands, unless that is saved already. Answers whether a checkpoint was written. Phase ends are
   * kept for good; of the others the store keeps the newest.
   */
  async saveCheckpoint(checkpoint: Checkpoint): Promise<boolean> {
    const { cursor } = checkpoint;
    if (!this.#lock || cursor.total === this.#savedStep) return false;
    const keep = cursor.phase === 'done' || (cursor.phase === 'training' && cursor.update === 0);
    let written = false;
    await this.#write(async () => {
      await this.#parts.store.saveCheckpoint(this.#runId, checkpoint, { keep });
      written = true;
      this.#savedStep = cursor.total;
    }, 'once');
    return written;
  }

  /** Lets go of the run and of the storage. Never throws. */
  async close(): Promise<void> {
    await this.#queue;
    try {
      await this.#parts.store.close();
      await this.#lock?.release();
    } catch (error) {
      this.#parts.warn(messageOf(error));
    }
  }

  async #saveSamples(samples: readonly Sample[]): Promise<void> {
    for (const sample of samples) await this.#write(() => this.#parts.store.appendSample(this.#runId, sample));
  }

  /** Writes what waits, then this. What fails waits for the next write, except what is written only `once`. */
  #write(write: () => Promise<void>, mode: 'once' | 'retry' = 'retry'): Promise<void> {
    if (!this.#lock) return Promise.resolve();
    const done = this.#queue.then(async () => {
      try {
        while (this.#waiting.length > 0) {
          await this.#waiting[0]!();
          this.#waiting.shift();
        }
        await write();
      } catch (error) {
        if (mode === 'retry') this.#waiting.push(write);
        if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
        this.#parts.warn(messageOf(error));
      }
    });
    this.#queue = done;
    return done;
  }
}

function begun(keeper: RunKeeper): Opened {
  return { keeper, checkpoint: null, engine: '', evaluations: [] };
}

async function create(
  parts: KeeperParts,
  { id, experiment }: { readonly id: string; readonly experiment: Experiment },
  lock: RunLock,
): Promise<Opened> {
  if (await parts.store.getRun(id)) {
    throw new Error(`There is a run "${id}" already. Resume that one, or start the new one under another id.`);
  }
  await parts.store.createRun({ id, experiment });
  return begun(RunKeeper.holding(parts, id, lock, 0));
}

async function resume(
  parts: KeeperParts,
  run: { readonly id: string; readonly experiment: Experiment },
  lock: RunLock,
  fits: (checkpoint: Checkpoint) => void,
): Promise<Opened> {
  const { store, warn } = parts;
  const record = await store.getRun(run.id);
  if (!record) {
    warn('Nothing was stored of this run, so it starts from the beginning.');
    return create(parts, run, lock);
  }
  const { checkpoint, skipped } = await store.loadCheckpoint(run.id);
  const reasons = skipped.map(({ step, reason }) => `Checkpoint ${step} cannot be used: ${reason}`);
  if (!checkpoint && reasons.length > 0) {
    throw new StorageError(
      'damaged',
      `None of the run's checkpoints can be read. ${reasons[0]}`,
      'Its charts and samples are still there; start a new run of the same configuration to train on.',
    );
  }
  if (checkpoint) fits(checkpoint);
  const step = checkpoint?.cursor.total ?? 0;
  if (checkpoint && reasons.length > 0) {
    warn(`${reasons.join(' ')} The run goes on from step ${step}; what came after it is computed again.`);
  }
  await store.rewind(run.id, step);
  if (JSON.stringify(record.experiment) !== JSON.stringify(run.experiment)) {
    await store.setExperiment(run.id, run.experiment);
  }
  const keeper = RunKeeper.holding(parts, run.id, lock, step);
  return { keeper, checkpoint, engine: record.engine, evaluations: await store.evaluations(run.id) };
}
