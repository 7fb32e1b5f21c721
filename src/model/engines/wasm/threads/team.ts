/**
 * The engine's side of the line: shares the parts of a batch among the calling thread and its helpers. A helper that
 * fails or dies is let go; its parts are then done by the calling thread, which changes no bit of the result.
 */
import type { ModelConfig } from '../../../config.ts';
import type { TrainBatch } from '../../../engine.ts';
import { type LossSettings, type LossSums, lossGradient, SUM_COUNT } from '../gradient.ts';
import type { Network } from '../network.ts';
import { cutBatch, divide, type Part, partOf } from '../parts.ts';
import { checkFromHelper, type FromHelper, type Line, type ToHelper } from './protocol.ts';

/** A thread that runs `threads/worker.ts`: a Worker, or what stands for one in a test. */
export interface Thread extends Line {
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** The answer to one part, or null from a helper that is gone. */
type Answer = Extract<FromHelper, { readonly kind: 'gradient' }> | null;

/** Arrays that went out and came back, to go out again. */
const MOST_SPARE = 32;

export class Team {
  readonly #helpers: readonly Helper[];
  #spare: Float32Array[] = [];
  #step = 0;

  constructor(threads: readonly Thread[]) {
    this.#helpers = threads.map((thread) => new Helper(thread));
  }

  /** Threads that work, the calling one included. */
  get size(): number {
    return 1 + this.#alive().length;
  }

  /** Makes all threads ready for a model. */
  load(module: WebAssembly.Module, config: ModelConfig): void {
    this.#spare = [];
    for (const helper of this.#alive()) helper.load({ kind: 'model', module, config });
  }

  /**
   * The gradients of the batch's parts, each left at the address of the network's trainer while `add` is called with
   * it, in order. The batch must have been checked, and be left alone until this is over.
   */
  async gradients(
    network: Network,
    batch: TrainBatch,
    settings: LossSettings,
    add: (gradient: number) => void,
  ): Promise<LossSums> {
    const total = new Float64Array(SUM_COUNT);
    const trainer = network.trainer();
    const take = (sums: LossSums) => {
      add(trainer.gradient);
      for (const [i, sum] of sums.entries()) total[i] = (total[i] as number) + sum;
    };
    const doPart = (part: Part) => take(lossGradient(network, trainer, partOf(batch, part), settings));
    // The first share is the calling thread's, so that what it makes need not wait for the others.
    const [own = [], ...shares] = divide(cutBatch(batch), this.size);
    const step = this.#step++;
    const answers = this.#alive().map((helper, i) =>
      this.#ask(helper, step, network, batch, shares[i] ?? [], settings),
    );
    for (const part of own) doPart(part);
    for (const [i, share] of shares.entries()) {
      for (const [j, part] of share.entries()) {
        const answer = await answers[i]?.[j];
        if (!answer) {
          doPart(part);
          continue;
        }
        network.arena.floats(trainer.gradient, answer.gradient.length).set(answer.gradient);
        if (this.#spare.length < MOST_SPARE) this.#spare.push(answer.gradient);
        take(answer.sums);
      }
    }
    return total;
  }

  /** Ends all threads. What they were asked is done by the calling thread. */
  dispose(): void {
    for (const helper of this.#helpers) helper.end();
  }

  #alive(): Helper[] {
    return this.#helpers.filter(({ alive }) => alive);
  }

  #ask(
    helper: Helper,
    step: number,
    network: Network,
    batch: TrainBatch,
    share: readonly Part[],
    settings: LossSettings,
  ): Promise<Answer>[] {
    if (share.length === 0) return [];
    const parts = share.map((part) => ownCopy(partOf(batch, part)));
    let parameters: Float32Array | null = null;
    if (helper.version !== network.weights.version) {
      helper.version = network.weights.version;
      parameters = this.#spare.pop() ?? new Float32Array(network.weights.layout.size);
      parameters.set(network.parameters());
    }
    const spare = this.#spare.splice(0, share.length - (parameters ? 1 : 0));
    const { loss, temperature } = settings;
    return helper.ask({ kind: 'step', step, parameters, parts, settings: { loss, temperature }, spare });
  }
}

class Helper {
  alive = true;
  /** Which state of the parameters it has; see `Weights.version`. */
  version = -1;
  readonly #thread: Thread;
  /** Settles the answers that are still to come, in order. */
  #waiting: ((answer: Answer) => void)[] = [];

  constructor(thread: Thread) {
    this.#thread = thread;
    thread.onmessage = ({ data }) => this.#take(data);
    thread.onerror = (event) => {
      // The work goes on without it: nothing for anyone else to handle.
      event.preventDefault?.();
      this.end();
    };
  }

  load(message: ToHelper): void {
    this.version = -1;
    this.#thread.postMessage(message, []);
  }

  ask(message: Extract<ToHelper, { readonly kind: 'step' }>): Promise<Answer>[] {
    const answers = message.parts.map(() => new Promise<Answer>((resolve) => this.#waiting.push(resolve)));
    const arrays = [...message.spare, ...message.parts.flatMap(arraysOf)];
    if (message.parameters) arrays.push(message.parameters);
    this.#thread.postMessage(
      message,
      arrays.map(({ buffer }) => buffer as ArrayBuffer),
    );
    return answers;
  }

  end(): void {
    if (!this.alive) return;
    this.alive = false;
    this.#thread.onmessage = null;
    this.#thread.terminate();
    for (const resolve of this.#waiting) resolve(null);
    this.#waiting = [];
  }

  #take(data: unknown): void {
    let message: FromHelper;
    try {
      message = checkFromHelper(data);
    } catch {
      this.end();
      return;
    }
    if (message.kind === 'failed') this.end();
    else this.#waiting.shift()?.(message);
  }
}

function arraysOf(batch: TrainBatch): (Int32Array | Float32Array)[] {
  return Object.values(batch).filter((value) => ArrayBuffer.isView(value)) as (Int32Array | Float32Array)[];
}

/** The same batch in arrays of its own, which can be transferred. */
function ownCopy(batch: TrainBatch): TrainBatch {
  const copies = Object.entries(batch).map(([name, value]) => [
    name,
    value instanceof Int32Array || value instanceof Float32Array ? value.slice() : value,
  ]);
  return Object.fromEntries(copies) as TrainBatch;
}
