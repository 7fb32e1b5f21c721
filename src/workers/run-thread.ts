/** The thread of a run as the client sees it; in a browser it is a real worker, in tests whatever they need. */
import type { RunCommand, RunEvent } from './protocol.ts';

export interface RunThread {
  post(command: RunCommand): void;
  /** Ends the thread at once; its handlers are not called any more. */
  terminate(): void;
}

export interface RunThreadHandlers {
  message(event: RunEvent): void;
  /** The thread crashed, could not be loaded, or sent something unreadable; in words. */
  error(reason: string): void;
}

/** Starts a thread; throws when none can be started. */
export type StartRunThread = (handlers: RunThreadHandlers) => RunThread;

/** Starts a real worker that runs `run.worker.ts`. */
export const startRunWorker: StartRunThread = (handlers) => {
  const worker = new Worker(new URL('./run.worker.ts', import.meta.url), { type: 'module', name: 'run' });
  worker.onmessage = (message: MessageEvent<RunEvent>) => handlers.message(message.data);
  worker.onmessageerror = () => handlers.error('it sent a message that could not be read');
  worker.onerror = (event) => {
    event.preventDefault();
    handlers.error(event.message || 'its script could not be loaded');
  };
  return {
    post: (command) => worker.postMessage(command),
    terminate: () => {
      worker.onmessage = null;
      worker.onmessageerror = null;
      worker.onerror = null;
      worker.terminate();
    },
  };
};
