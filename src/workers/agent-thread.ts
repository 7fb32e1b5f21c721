/** One thread that agents live on, as the pool sees it. Its messages arrive unchecked. */
import type { AgentCommand } from './protocol.ts';
import { type Thread, type ThreadHandlers, workerThread } from './thread.ts';

export type AgentThread = Thread<AgentCommand>;

/** Starts a thread; throws when none can be started. */
export type StartThread = (handlers: ThreadHandlers<unknown>) => AgentThread;

/** Starts a real worker that runs `agent.worker.ts`. */
export const startAgentWorker: StartThread = (handlers) =>
  workerThread(new Worker(new URL('./agent.worker.ts', import.meta.url), { type: 'module', name: 'agents' }), handlers);
