/**
 * The one run that this tab has open. It goes on while other screens are looked at; opening another run saves and
 * closes it first.
 */
import { signal } from '@preact/signals';
import type { Experiment } from '../../experiments/experiment.ts';
import type { RunAddress } from '../../experiments/url.ts';
import { newRunId } from '../../store/keys.ts';
import { persistStorage } from '../../store/usage.ts';
import { RunClient } from '../../workers/client.ts';
import { type RunHistory, upTo } from './history.ts';
import { intendToPause, intendToPlay, meansToPlay } from './intent.ts';
import { RunSession, SHOW_EVERY_MS } from './run-session.ts';
import { refreshRuns, store } from './storage.ts';

/** The open run; null before the first. */
export const activeSession = signal<RunSession | null>(null);

/** What came of looking for the run that an address names. */
export type Entered =
  | { readonly kind: 'session'; readonly session: RunSession }
  /** Nothing is running under this address; its configuration waits for a press of the button. */
  | { readonly kind: 'ready'; readonly note: string | null };

/** Opens the run of an address: the one that is open already, a stored one, or one that was just asked for. */
export async function enterRun(address: RunAddress): Promise<Entered> {
  const { runId } = address;
  if (runId === null) return { kind: 'ready', note: null };
  const open = activeSession.value;
  if (open?.runId === runId && open.status.value !== 'closed') return { kind: 'session', session: open };
  const found = await look(runId);
  if (found.experiment) return { kind: 'session', session: await openRun(runId, found.experiment, found.history) };
  if (meansToPlay(runId)) return { kind: 'session', session: await openRun(runId, address.experiment, null) };
  return { kind: 'ready', note: found.note };
}

/** The id of a run that is to start: the run screen opens it with the configuration of its address. */
export function startRun(): string {
  // Asked at a press of a button, when browsers are most inclined to agree.
  void persistStorage();
  const runId = newRunId();
  intendToPlay(runId);
  return runId;
}

export function play(session: RunSession): void {
  intendToPlay(session.runId);
  session.play();
}

export function pause(session: RunSession): void {
  intendToPause();
  session.pause();
}

export function step(session: RunSession): void {
  intendToPause();
  session.step();
}

/** Saves and closes the open run, if it is the one of this id (or whichever it is). */
export function closeRun(runId?: string): Promise<void> {
  const session = activeSession.value;
  if (!session || (runId !== undefined && session.runId !== runId)) return Promise.resolve();
  return new Promise((resolve) => {
    session.close(() => {
      if (activeSession.value === session) activeSession.value = null;
      resolve();
    });
  });
}

async function openRun(runId: string, experiment: Experiment, history: RunHistory | null): Promise<RunSession> {
  await closeRun();
  const session = new RunSession({
    runId,
    experiment,
    resume: history !== null,
    ...(history && { history }),
    connect: () => new RunClient(),
    later: (task) => setTimeout(task, SHOW_EVERY_MS),
  });
  activeSession.value = session;
  if (meansToPlay(runId)) session.play();
  session.status.subscribe((status) => {
    if (status === 'done' || status === 'failed') intendToPause();
    if (status !== 'opening') void refreshRuns();
  });
  return session;
}

interface Found {
  readonly experiment: Experiment | null;
  readonly history: RunHistory | null;
  /** Why there is nothing, in words. */
  readonly note: string | null;
}

async function look(runId: string): Promise<Found> {
  try {
    const record = await store.getRun(runId);
    if (record) {
      const [metrics, samples, evaluations] = await Promise.all([
        store.metrics(runId),
        store.samples(runId),
        store.evaluations(runId),
      ]);
      const history = upTo(record.cursor?.total ?? 0, { metrics, samples, evaluations });
      return { experiment: record.experiment, history, note: null };
    }
  } catch (error) {
    return { experiment: null, history: null, note: error instanceof Error ? error.message : String(error) };
  }
  const note = 'The run that this address names is not in this browser. Its configuration is ready to train.';
  return { experiment: null, history: null, note };
}
