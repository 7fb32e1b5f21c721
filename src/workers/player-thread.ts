/** The thread of a trained agent that plays, as the client sees it. */
import type { PlayerCommand, PlayerEvent } from './protocol.ts';
import { type Thread, type ThreadHandlers, workerThread } from './thread.ts';

/** Starts a thread; throws when none can be started. */
export type StartPlayerThread = (handlers: ThreadHandlers<PlayerEvent>) => Thread<PlayerCommand>;

/** Starts a real worker that runs `player.worker.ts`. */
export const startPlayerWorker: StartPlayerThread = (handlers) =>
  workerThread(
    new Worker(new URL('./player.worker.ts', import.meta.url), { type: 'module', name: 'player' }),
    handlers,
  );
