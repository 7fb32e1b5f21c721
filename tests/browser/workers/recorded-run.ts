/** Runs under test: collects their events, waits for statuses, reads back what was stored, and leaves nothing behind. */
import type { Experiment } from '../../../src/experiments/experiment.ts';
import type { MetricRow } from '../../../src/rl/records.ts';
import { newRunId } from '../../../src/store/keys.ts';
import { RunStore } from '../../../src/store/run-store.ts';
import { RunClient } from '../../../src/workers/client.ts';
import type { RunCommand, RunEvent, RunStatus } from '../../../src/workers/protocol.ts';
import type { StartRunThread } from '../../../src/workers/run-thread.ts';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

const clients = new Set<RunClient>();
const runIds = new Set<string>();

/** Ends and deletes every run of this file so far; for `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const client of clients) client.dispose();
  clients.clear();
  const store = new RunStore();
  for (const id of runIds) await store.deleteRun(id);
  runIds.clear();
  await store.close();
}

export class RecordedRun {
  readonly client: RunClient;
  readonly events: RunEvent[] = [];
  readonly #listeners = new Set<() => void>();

  /** `start` defaults to a real run worker. */
  constructor(
    readonly experiment: Experiment,
    readonly runId = newRunId(),
    start?: StartRunThread,
  ) {
    this.client = new RunClient(start);
    clients.add(this.client);
    runIds.add(runId);
    this.client.onEvent((event) => {
      this.events.push(event);
      for (const listener of [...this.#listeners]) listener();
    });
  }

  of<T extends RunEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** Optimizer steps that were reported. */
  get steps(): number[] {
    return this.of('metrics').map(({ row }) => row.step);
  }

  open(resume: boolean): Promise<void> {
    return this.send({ type: 'open', runId: this.runId, experiment: this.experiment, resume }, 'paused', 'done');
  }

  /** Sends the command and, if statuses are named, waits for one of them to come. Rejects when the run fails. */
  send(command: RunCommand, ...statuses: RunStatus[]): Promise<void> {
    const seen = this.of('status').length;
    this.client.send(command);
    if (statuses.length === 0) return Promise.resolve();
    const reached = () =>
      this.of('status')
        .slice(seen)
        .some(({ status }) => statuses.includes(status));
    return this.until(reached, seen);
  }

  /** Settles when `condition` holds; looked at anew with every event. Rejects when the run fails after status `seen`. */
  until(condition: () => boolean, seen = this.of('status').length): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const last = this.of('status').slice(seen).at(-1);
        if (condition()) resolve();
        else if (last?.status === 'failed') reject(new Error(last.message));
        else return;
        this.#listeners.delete(look);
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** Settles when the step has been reported. */
  reported(step: number): Promise<void> {
    return this.until(() => this.steps.includes(step));
  }
}

/** Everything that is stored of a run, without what depends on the machine. */
export async function stored(runId: string) {
  const store = new RunStore();
  const [metrics, samples, evaluations, { checkpoint }] = await Promise.all([
    store.metrics(runId),
    store.samples(runId),
    store.evaluations(runId),
    store.loadCheckpoint(runId),
  ]);
  await store.close();
  return { metrics: metrics.map(withoutTime), samples, evaluations, checkpoint };
}

/** A run from beginning to end in one go; what it stored. */
export async function uninterrupted(experiment: Experiment, start?: StartRunThread) {
  const run = new RecordedRun(experiment, undefined, start);
  await run.open(false);
  await run.send({ type: 'play' }, 'done');
  await run.send({ type: 'close' }, 'closed');
  return { ...(await stored(run.runId)), events: run.events };
}

function withoutTime({ values, ...row }: MetricRow): MetricRow {
  return { ...row, values: Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('time/'))) };
}
