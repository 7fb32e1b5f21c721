/**
 * The page's end of a run: starts the run worker, sends it commands and passes its events on. A worker that crashes
 * or does not close in time is reported as a status like any other; opening the run again starts a fresh worker.
 */
import type { RunCommand, RunEvent } from './protocol.ts';
import { type RunThread, type StartRunThread, startRunWorker } from './run-thread.ts';
import { type Timer, wallClock } from './timer.ts';

/** How long a worker may take to finish the update at hand and to save, once it was told to close. */
const CLOSE_PATIENCE_MS = 60_000;

export class RunClient {
  readonly #start: StartRunThread;
  readonly #timer: Timer;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  /** Held strongly for as long as the client lives: a worker without references may be collected while it works. */
  #thread: RunThread | null = null;
  #cancelPatience = () => {};
  #disposed = false;

  constructor(start: StartRunThread = startRunWorker, timer: Timer = wallClock) {
    this.#start = start;
    this.#timer = timer;
  }

  /** Hears every event from now on; the returned function ends that. */
  onEvent(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends a command. The answers are events; nothing is thrown after the client was disposed of. */
  send(command: RunCommand): void {
    if (this.#disposed) return;
    if (!this.#thread && command.type === 'open') this.#connect();
    if (!this.#thread) {
      this.#status('failed', 'There is no worker to do this; open the run again.');
      return;
    }
    this.#thread.post(command);
    if (command.type !== 'close') return;
    this.#cancelPatience();
    this.#cancelPatience = this.#timer.after(CLOSE_PATIENCE_MS, () => {
      this.#end();
      this.#status('closed', 'The run did not close in time and was ended. It is saved up to its last checkpoint.');
    });
  }

  /** Ends the worker at once, saved or not, and tells nobody. */
  dispose(): void {
    this.#disposed = true;
    this.#end();
    this.#listeners.clear();
  }

  #connect(): void {
    try {
      this.#thread = this.#start({
        message: (event) => this.#receive(event),
        error: (reason) => this.#crashed(reason),
      });
    } catch (error) {
      this.#crashed(error instanceof Error ? error.message : String(error));
    }
  }

  #receive(event: RunEvent): void {
    if (event.type === 'status' && event.status === 'closed') this.#cancelPatience();
    this.#emit(event);
  }

  #crashed(reason: string): void {
    this.#end();
    this.#status(
      'failed',
      `The run worker stopped unexpectedly (${reason}). Open the run again to go on from its last checkpoint.`,
    );
  }

  #end(): void {
    this.#cancelPatience();
    this.#thread?.terminate();
    this.#thread = null;
  }

  #status(status: 'failed' | 'closed', message: string): void {
    this.#emit({ type: 'status', status, message });
  }

  #emit(event: RunEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
