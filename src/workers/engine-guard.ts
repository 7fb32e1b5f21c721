/**
 * An engine that survives the loss of its device, and errors of the device that leave nothing on it to rely on. It holds the last state that it read back and the optimizer steps
 * since then; when a call fails because the device is gone, a new engine loads that state, repeats those steps and the
 * call. So nothing is lost, and on the same kind of device the run is the one that it was going to be. A device that
 * is lost twice in a short while, or does not come back, is replaced by another kind of engine for good.
 */
import { DeviceFaultError, DeviceLostError } from '../model/device-lost.ts';
import type {
  Completion,
  Engine,
  GenerateRequest,
  ModelState,
  StepConfig,
  StepStats,
  TokenBatch,
  TokenScores,
  TrainBatch,
} from '../model/engine.ts';
import { SharedLock } from '../model/shared-lock.ts';
import { messageOf } from '../store/errors.ts';
import { quietly } from './quietly.ts';

export interface GuardParts {
  /** What computes at first. */
  readonly engine: Engine;
  /** Another like it, on a new adapter and device; rejects in words when there is none to be had. */
  readonly renew: () => Promise<Engine>;
  /** One that needs no device. */
  readonly fallBack: () => Promise<Engine>;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  readonly told: GuardListener;
  readonly limits?: GuardLimits;
}

export interface GuardListener {
  /** The device is gone and is being started again; in words. Every call waits. */
  lost(message: string): void;
  /** The calls go on. `engine` is the one that computes now, `replaced` why it is of another kind; '' when it is not. */
  recovered(engine: Engine, replaced: string): void;
}

/** What is held between two readings of the state; beyond either limit the state is read back. */
export interface GuardLimits {
  /** Optimizer steps, which a recovery has to repeat. */
  readonly steps: number;
  /** Bytes of their batches. */
  readonly bytes: number;
}

const LIMITS: GuardLimits = { steps: 32, bytes: 64 * 2 ** 20 };

/** A second loss within this time is one too many. */
export const PATIENCE_MS = 120_000;

interface Step {
  readonly batch: TrainBatch;
  readonly step: StepConfig;
}

export class GuardedEngine implements Engine {
  readonly #parts: GuardParts;
  readonly #limits: GuardLimits;
  /** The guard must know which steps a state contains, so it lets nothing run beside a step or a reading. */
  readonly #lock = new SharedLock();
  /** What computes; the lost one while a new one is being made. */
  #engine: Engine;
  /** The same, or the attempt at a new one, which the calls wait for. */
  #current: Promise<Engine>;
  /** False while the engine is one that was lost. */
  #present = true;
  #snapshot: ModelState | null = null;
  /** Applied steps since the snapshot, in order. */
  #steps: Step[] = [];
  #bytes = 0;
  #lastLoss = Number.NEGATIVE_INFINITY;
  /** False once an engine computes that has no device to lose. */
  #guards = true;
  #disposed = false;

  constructor(parts: GuardParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? LIMITS;
    this.#engine = parts.engine;
    this.#current = Promise.resolve(parts.engine);
  }

  get kind(): Engine['kind'] {
    return this.#engine.kind;
  }

  get description(): string {
    return this.#engine.description;
  }

  load(state: ModelState): Promise<void> {
    return this.#lock.exclusive(async () => {
      this.#hold(state);
      await this.#call((engine) => engine.load(state));
    });
  }

  generate(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    return this.#lock.shared(() => this.#call((engine) => engine.generate(requests)));
  }

  /** What a lost device had cached is gone; requests carry all their tokens, so that costs time only. */
  fork(from: string, to: string, length: number): void {
    if (this.#present) this.#engine.fork(from, to, length);
  }

  release(sequences: readonly string[]): void {
    if (this.#present) this.#engine.release(sequences);
  }

  score(batch: TokenBatch, temperature?: number): Promise<TokenScores> {
    return this.#lock.shared(() => this.#call((engine) => engine.score(batch, temperature)));
  }

  train(batch: TrainBatch, step: StepConfig): Promise<StepStats> {
    return this.#lock.exclusive(async () => {
      const stats = await this.#call((engine) => engine.train(batch, step));
      if (stats.applied && this.#guards) await this.#remember({ batch, step });
      return stats;
    });
  }

  state(): Promise<ModelState> {
    return this.#lock.exclusive(() => this.#read());
  }

  dispose(): void {
    this.#disposed = true;
    this.#forget();
    if (this.#present) this.#engine.dispose();
  }

  /** Steps and bytes that are held at the moment, for tests of the limits. */
  get held(): GuardLimits {
    return { steps: this.#steps.length, bytes: this.#bytes };
  }

  /** Does the work on the engine there is; once more on a new one whenever the device is lost under it. */
  async #call<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    for (;;) {
      const current = this.#current;
      const engine = await current;
      try {
        return await work(engine);
      } catch (error) {
        if (this.#disposed) throw error;
        // Several calls may hear of one loss: the first saw to it, and what a replaced engine says is of no interest.
        if (this.#current !== current) continue;
        if (!isLoss(error) || !this.#guards) throw error;
        this.#replace(engine, error);
      }
    }
  }

  #replace(lost: Engine, error: Error): void {
    this.#present = false;
    const attempt = this.#recover(lost, error);
    // Those who wait hear of a failure; that nobody else does is no fault.
    attempt.catch(() => {});
    this.#current = attempt;
  }

  async #recover(lost: Engine, error: Error): Promise<Engine> {
    const { renew, told, now } = this.#parts;
    const since = now() - this.#lastLoss;
    this.#lastLoss = now();
    quietly(() => lost.dispose());
    if (since < PATIENCE_MS) return this.#fallBack('The graphics device was lost twice within two minutes');
    told.lost(`${error.message} Starting it again…`);
    try {
      return this.#install(await this.#restored(renew), '');
    } catch (failure) {
      if (this.#disposed) throw failure;
      const again = isLoss(failure);
      const what = again ? 'was lost again at once' : `was lost and did not come back (${messageOf(failure)})`;
      return this.#fallBack(`The graphics device ${what}`);
    }
  }

  async #fallBack(why: string): Promise<Engine> {
    const { fallBack, told } = this.#parts;
    told.lost(`${why}. Going on without it…`);
    let engine: Engine;
    try {
      engine = await this.#restored(fallBack);
    } catch (error) {
      throw new Error(`${why}, and nothing else can go on in its place: ${messageOf(error)}`, { cause: error });
    }
    this.#guards = false;
    this.#forget();
    return this.#install(engine, `${why}.`);
  }

  /** A new engine in the state that the lost one was in. */
  async #restored(make: () => Promise<Engine>): Promise<Engine> {
    const engine = await make();
    try {
      if (this.#snapshot) await engine.load(this.#snapshot);
      for (const { batch, step } of this.#steps) await engine.train(batch, step);
      if (this.#disposed) throw new Error('The run was closed.');
      return engine;
    } catch (error) {
      quietly(() => engine.dispose());
      throw error;
    }
  }

  #install(engine: Engine, replaced: string): Engine {
    this.#engine = engine;
    this.#present = true;
    this.#parts.told.recovered(engine, replaced);
    return engine;
  }

  async #remember(step: Step): Promise<void> {
    this.#steps.push(step);
    this.#bytes += bytesOf(step.batch);
    if (this.#steps.length > this.#limits.steps || this.#bytes > this.#limits.bytes) await this.#read();
  }

  async #read(): Promise<ModelState> {
    const state = await this.#call((engine) => engine.state());
    if (this.#guards) this.#hold(state);
    return state;
  }

  #hold(state: ModelState): void {
    this.#forget();
    this.#snapshot = state;
  }

  #forget(): void {
    this.#snapshot = null;
    this.#steps = [];
    this.#bytes = 0;
  }
}

/** What was on the device is gone, or as good as gone. */
function isLoss(error: unknown): error is Error {
  return error instanceof DeviceLostError || error instanceof DeviceFaultError;
}

function bytesOf(batch: TrainBatch): number {
  return Object.values(batch).reduce(
    (sum: number, field) => sum + (ArrayBuffer.isView(field) ? field.byteLength : 0),
    0,
  );
}
