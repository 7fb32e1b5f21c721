/** The run worker: a `RunSession` behind messages. It owns the engine, the store's pen and the agent workers. */
import { Database } from '../store/database.ts';
import { EngineNotes } from '../store/engine-notes.ts';
import { messageOf } from '../store/errors.ts';
import { acquireRun } from '../store/lock.ts';
import { RunStore } from '../store/run-store.ts';
import { startAgentWorker } from './agent-thread.ts';
import { engineCatalog } from './engine-catalog.ts';
import type { RunCommand, RunEvent } from './protocol.ts';
import { readRunCommand } from './run-messages.ts';
import { RunSession } from './run-session.ts';
import { wallClock } from './timer.ts';

const emit = (event: RunEvent) => postMessage(event);
const warn = (message: string) => emit({ type: 'warning', message });

/** The open run; null when there is none. */
let session: RunSession | null = null;

function open(request: Extract<RunCommand, { type: 'open' }>): void {
  if (session) {
    warn('A run is open already; close it before another is opened.');
    return;
  }
  const database = new Database({ onEvent: ({ message }) => warn(message) });
  const opened = new RunSession({
    emit: (event) => {
      // Whoever hears that it is over may open the next run in the same breath.
      if (event.type === 'status' && (event.status === 'closed' || event.status === 'failed')) session = null;
      emit(event);
    },
    store: new RunStore(database, { onWarning: warn }),
    lock: acquireRun,
    catalog: engineCatalog,
    notes: new EngineNotes(database),
    startThread: startAgentWorker,
    timer: wallClock,
  });
  session = opened;
  void opened.live(request);
}

function carryOut(command: RunCommand): void {
  if (command.type === 'open') open(command);
  else if (session) session.handle(command);
  else if (command.type === 'close') emit({ type: 'status', status: 'closed', message: '' });
}

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  try {
    carryOut(readRunCommand(data));
  } catch (error) {
    // An open run goes on; without one, somebody waits for it to open.
    if (session) warn(messageOf(error));
    else emit({ type: 'status', status: 'failed', message: messageOf(error) });
  }
});

// Of what nobody waits for the page should at least know. (Errors outside of promises end in its `error` handler.)
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  warn(`Something went wrong in the background: ${messageOf(event.reason)}`);
});
