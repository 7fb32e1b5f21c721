/**
 * One thread that agents live on, as the pool sees it: something that takes commands, answers with messages or an
 * error, and can be ended. The pool is tested with threads that fail on purpose; in a browser it is a real worker.
 */
import type { AgentCommand } from './protocol.ts';

export interface AgentThread {
  post(command: AgentCommand): void;
  /** Ends the thread at once; its handlers are not called any more. */
  terminate(): void;
}

export interface ThreadHandlers {
  /** A message as it arrived, not yet checked. */
  message(data: unknown): void;
  /** The thread crashed, could not be loaded, or sent something unreadable; in words. */
  error(reason: string): void;
}

/** Starts a thread; throws when none can be started. */
export type StartThread = (handlers: ThreadHandlers) => AgentThread;

/** Starts a real worker that runs `agent.worker.ts`. */
export const startAgentWorker: StartThread = (handlers) => {
  const worker = new Worker(new URL('./agent.worker.ts', import.meta.url), { type: 'module', name: 'agents' });
  worker.onmessage = (event: MessageEvent<unknown>) => handlers.message(event.data);
  worker.onmessageerror = () => handlers.error('it sent a message that could not be read');
  worker.onerror = (event) => {
    // Handled here: without this the error would reach the run worker's own error handler as well.
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
