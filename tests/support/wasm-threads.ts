/**
 * Helping threads without threads: the same program behind a real MessageChannel, so that messages are cloned and
 * transferred as between workers. In Node, where there is no Worker that reads TypeScript.
 */
import { help } from '../../src/model/engines/wasm/threads/helper.ts';
import type { Thread } from '../../src/model/engines/wasm/threads/remote.ts';

export interface FakeThread extends Thread {
  /** What a browser does when the worker dies. */
  die(): void;
  /** Questions that it was asked. */
  readonly asked: unknown[];
  ended: boolean;
}

export function fakeThread(): FakeThread {
  const { port1, port2 } = new MessageChannel();
  const asked: unknown[] = [];
  help({
    postMessage: (message, transfer) => port2.postMessage(message, transfer),
    set onmessage(take: (event: MessageEvent) => void) {
      port2.onmessage = (event) => {
        asked.push(event.data);
        take(event);
      };
    },
  });
  const thread: FakeThread = {
    asked,
    ended: false,
    onmessage: null,
    onerror: null,
    postMessage: (message, transfer) => port1.postMessage(message, transfer),
    terminate: () => {
      thread.ended = true;
      port1.close();
    },
    die: () => {
      port1.onmessage = null;
      thread.onerror?.({} as ErrorEvent);
    },
  };
  port1.onmessage = (event) => thread.onmessage?.(event);
  return thread;
}
