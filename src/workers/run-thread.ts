/** The thread of a run, as the client sees it. */
import type { RunCommand, RunEvent } from './protocol.ts';
import { type Thread, type ThreadHandlers, workerThread } from './thread.ts';

export type RunThread = Thread<RunCommand>;
export type RunThreadHandlers = ThreadHandlers<RunEvent>;

/** Starts a thread; throws when none can be started. */
export type StartRunThread = (handlers: RunThreadHandlers) => RunThread;

/** Starts a real worker that runs `run.worker.ts`. */
export const startRunWorker: StartRunThread = (handlers) =>
  workerThread(new Worker(new URL('./run.worker.ts', import.meta.url), { type: 'module', name: 'run' }), handlers);
