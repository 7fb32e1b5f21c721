/**
 * The page's end of a trained agent that plays: a worker from the first command on. A worker that crashes or cannot be
 * started is a failed player, in words.
 */
import { type StartPlayerThread, startPlayerWorker } from './player-thread.ts';
import type { PlayerCommand, PlayerEvent } from './protocol.ts';
import type { Thread } from './thread.ts';

export class PlayerClient {
  readonly #listener: (event: PlayerEvent) => void;
  readonly #start: StartPlayerThread;
  #thread: Thread<PlayerCommand> | null = null;
  #over = false;

  constructor(listener: (event: PlayerEvent) => void, start: StartPlayerThread = startPlayerWorker) {
    this.#listener = listener;
    this.#start = start;
  }

  /** Sends a command; the answers are events. Nothing is heard after a failure or after `dispose`. */
  send(command: PlayerCommand): void {
    if (this.#over) return;
    try {
      this.#thread ??= this.#start({
        message: (event) => this.#receive(event),
        error: (reason) => this.#crashed(reason),
      });
      this.#thread.post(command);
    } catch (error) {
      this.#crashed(error instanceof Error ? error.message : String(error));
    }
  }

  /** Ends the worker at once. */
  dispose(): void {
    this.#over = true;
    this.#thread?.terminate();
    this.#thread = null;
  }

  #receive(event: PlayerEvent): void {
    if (event.type === 'failed') this.dispose();
    this.#listener(event);
  }

  #crashed(reason: string): void {
    this.#receive({ type: 'failed', message: `The worker of the trained agent stopped unexpectedly (${reason}).` });
  }
}
