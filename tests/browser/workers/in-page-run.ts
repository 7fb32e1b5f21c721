/** A run session on the page's own thread, so that a test can put its own agent threads, clock or store into it. */
import { EngineNotes } from '../../../src/store/engine-notes.ts';
import { acquireRun } from '../../../src/store/lock.ts';
import { RunStore } from '../../../src/store/run-store.ts';
import { type StartThread, startAgentWorker } from '../../../src/workers/agent-thread.ts';
import { engineCatalog } from '../../../src/workers/engine-catalog.ts';
import { RunSession } from '../../../src/workers/run-session.ts';
import type { RunParts } from '../../../src/workers/run-setup.ts';
import type { StartRunThread } from '../../../src/workers/run-thread.ts';
import { wallClock } from '../../../src/workers/timer.ts';

export function inPage(changes: Partial<RunParts>): StartRunThread {
  return (handlers) => {
    const session = new RunSession({
      emit: (event) => handlers.message(structuredClone(event)),
      store: new RunStore(),
      lock: acquireRun,
      catalog: engineCatalog,
      notes: new EngineNotes(),
      startThread: startAgentWorker,
      timer: wallClock,
      ...changes,
    });
    return {
      post: (command) => {
        if (command.type === 'open') void session.live(command);
        else session.handle(command);
      },
      terminate: () => session.handle({ type: 'close' }),
    };
  };
}

/** Real agent workers that are killed when `doomed` says so of a message: loudly, or without anyone being told. */
export function killing(
  doomed: (worker: number, message: number) => 'loudly' | 'silently' | null,
  killed: () => void = () => {},
): StartThread {
  let workers = 0;
  return (handlers) => {
    const worker = workers++;
    let messages = 0;
    const thread = startAgentWorker(handlers);
    return {
      ...thread,
      post: (command) => {
        thread.post(command);
        const fate = doomed(worker, messages++);
        if (!fate) return;
        thread.terminate();
        if (fate === 'loudly') queueMicrotask(() => handlers.error('it was killed'));
        killed();
      },
    };
  };
}
