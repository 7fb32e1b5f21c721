/**
 * A thread as its owner sees it: something that takes commands, answers with messages or an error, and can be ended.
 * In a browser it is a real worker; tests use threads that fail on purpose.
 */

export interface Thread<Command> {
  post(command: Command): void;
  /** Ends the thread at once; its handlers are not called any more. */
  terminate(): void;
}

export interface ThreadHandlers<Message> {
  message(message: Message): void;
  /** The thread crashed, could not be loaded, or sent something unreadable; in words. */
  error(reason: string): void;
}

/** Wires a worker up. What it sends is taken to be a `Message`: use `unknown` where it is still to be checked. */
export function workerThread<Command, Message>(worker: Worker, handlers: ThreadHandlers<Message>): Thread<Command> {
  worker.onmessage = (event: MessageEvent<Message>) => handlers.message(event.data);
  worker.onmessageerror = () => handlers.error('it sent a message that could not be read');
  worker.onerror = (event) => {
    // Handled here: without this the error would reach the owner's own error handler as well.
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
}
