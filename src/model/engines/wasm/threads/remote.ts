/** One helping thread as the engine sees it: questions go out, answers come back, and after a failure nothing does. */
import type { Completion, GenerateRequest, TrainBatch } from '../../../engine.ts';
import { checkFromHelper, type FromHelper, type Line, type ToHelper } from './protocol.ts';

/** A thread that runs `threads/worker.ts`: a Worker, or what stands for one in a test. */
export interface Thread extends Line {
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** The answer to one part, or null from a helper that is gone. */
export type Gradient = Extract<FromHelper, { readonly kind: 'gradient' }> | null;

export class Remote {
  /** Which state of the parameters it has; see `Weights.version`. */
  version = -1;
  readonly #thread: Thread;
  #alive = true;
  /** Settle the answers that are still to come: gradients in order, turns by the question's number. */
  #gradients: ((answer: Gradient) => void)[] = [];
  readonly #turns = new Map<number, (answer: readonly Completion[] | null) => void>();
  #questions = 0;

  constructor(thread: Thread) {
    this.#thread = thread;
    thread.onmessage = ({ data }) => this.#take(data);
    thread.onerror = (event) => {
      // The work goes on without it: nothing for anyone else to handle.
      event.preventDefault?.();
      this.end();
    };
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Says what needs no answer. */
  tell(message: Extract<ToHelper, { readonly kind: 'model' | 'fork' | 'release' }>): void {
    if (message.kind === 'model') this.version = -1;
    if (this.#alive) this.#thread.postMessage(message, []);
  }

  /** The parts' gradients; the message's arrays are given away. */
  step(message: Extract<ToHelper, { readonly kind: 'step' }>): Promise<Gradient>[] {
    if (!this.#alive) return message.parts.map(() => Promise.resolve(null));
    const answers = message.parts.map(() => new Promise<Gradient>((resolve) => this.#gradients.push(resolve)));
    const arrays = [...message.spare, ...message.parts.flatMap(arraysOf)];
    if (message.parameters) arrays.push(message.parameters);
    this.#thread.postMessage(
      message,
      arrays.map(({ buffer }) => buffer as ArrayBuffer),
    );
    return answers;
  }

  /** The requests' completions, or null when the helper is gone before it has written them all. */
  write(parameters: Float32Array | null, requests: readonly GenerateRequest[]): Promise<readonly Completion[] | null> {
    if (!this.#alive) return Promise.resolve(null);
    const id = this.#questions++;
    const answer = new Promise<readonly Completion[] | null>((resolve) => this.#turns.set(id, resolve));
    const message: ToHelper = { kind: 'write', id, parameters, requests };
    this.#thread.postMessage(message, parameters ? [parameters.buffer as ArrayBuffer] : []);
    return answer;
  }

  end(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#thread.onmessage = null;
    this.#thread.terminate();
    for (const resolve of this.#gradients) resolve(null);
    for (const resolve of this.#turns.values()) resolve(null);
    this.#gradients = [];
    this.#turns.clear();
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
    else if (message.kind === 'gradient') this.#gradients.shift()?.(message);
    else {
      this.#turns.get(message.id)?.(message.completions);
      this.#turns.delete(message.id);
    }
  }
}

function arraysOf(batch: TrainBatch): (Int32Array | Float32Array)[] {
  return Object.values(batch).filter((value) => ArrayBuffer.isView(value)) as (Int32Array | Float32Array)[];
}
