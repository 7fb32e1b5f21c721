/**
 * Trains one run by the same worker and store that the page with a screen uses, reports what happens, and hands over
 * the run's files at every checkpoint and at the end.
 */
import type { Experiment } from '../experiments/experiment.ts';
import { archiveFiles } from '../store/archive.ts';
import { messageOf } from '../store/errors.ts';
import { readBytes } from '../store/files.ts';
import { newRunId } from '../store/keys.ts';
import { RunStore } from '../store/run-store.ts';
import { RunClient } from '../workers/client.ts';
import type { RunEvent } from '../workers/protocol.ts';
import { isReported, type Outcome, type Report } from './bridge.ts';
import { piecesOf } from './pieces.ts';

/** After handing files over, at least so many times as long goes by without. */
const FILES_REST = 20;

/** Settles when the reports have been taken. */
export type ReportTo = (reports: readonly Report[]) => Promise<void>;

/** One training run; `stop` may be called at any time. */
export class Training {
  readonly #client: RunClient;
  readonly #store = new RunStore();
  readonly #runId = newRunId();
  readonly #report: ReportTo;
  /** Checkpoints that were handed over; they never change. */
  readonly #sent = new Set<string>();
  #stopping = false;
  /** Events that wait to go out, together. */
  readonly #events: Report[] = [];
  /** What goes out goes out one after the other. */
  #line: Promise<void> = Promise.resolve();
  /** Handing files over takes longer the longer the run is; until then it is left to a later checkpoint. */
  #quietUntil = 0;
  #filesWaiting = false;
  #settle: (outcome: Outcome) => void = () => {};

  constructor(report: ReportTo, client = new RunClient()) {
    this.#report = report;
    this.#client = client;
  }

  /** Trains to the end, or until `stop`. To be called once. */
  async run(experiment: Experiment): Promise<Outcome> {
    const outcome = await new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
      this.#client.onEvent((event) => this.#take(event));
      this.#client.send({ type: 'open', runId: this.#runId, experiment, resume: false });
    });
    this.#client.dispose();
    this.#queue(() => this.#sendFiles());
    await this.#line;
    await this.#store.close();
    return outcome;
  }

  /** Saves a checkpoint and ends `run`. */
  stop(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#client.send({ type: 'close' });
  }

  #take(event: RunEvent): void {
    if (!isReported(event)) return;
    if (this.#events.push(event) === 1) this.#queue(() => this.#report(this.#events.splice(0)));
    if (event.type === 'checkpoint' && !this.#filesWaiting && performance.now() >= this.#quietUntil) {
      this.#filesWaiting = true;
      this.#queue(() => this.#sendFiles());
    }
    if (event.type === 'status') this.#follow(event);
  }

  #follow({ status, message }: Extract<RunEvent, { type: 'status' }>): void {
    switch (status) {
      case 'paused':
        // Opened, and ready to begin.
        if (!this.#stopping) this.#client.send({ type: 'play' });
        return;
      case 'done':
        this.#settle({ status: 'done', message });
        return;
      case 'failed':
        this.#settle({ status: 'failed', message });
        return;
      case 'closed':
        this.#settle({ status: 'stopped', message });
        return;
      case 'opening':
      case 'running':
        return;
      default:
        status satisfies never;
    }
  }

  #queue(task: () => Promise<void>): void {
    this.#line = this.#line.then(task).catch((error: unknown) => {
      void this.#report([{ type: 'warning', message: `Files of the run could not be written: ${messageOf(error)}` }]);
    });
  }

  async #sendFiles(): Promise<void> {
    this.#filesWaiting = false;
    const started = performance.now();
    // A run that failed while it was opened left nothing.
    if ((await this.#store.getRun(this.#runId)) === null) return;
    const { archive } = await this.#store.exportRun(this.#runId);
    // Checkpoints first: the other files may then speak of them.
    const files = Object.entries(archiveFiles(archive)).sort(([a], [b]) => rank(a) - rank(b));
    for (const [path, content] of files) {
      if (this.#sent.has(path)) continue;
      if (path.startsWith('checkpoints/')) this.#sent.add(path);
      for (const piece of piecesOf(path, readBytes(content))) await this.#report([{ type: 'file', ...piece }]);
    }
    this.#quietUntil = performance.now() + FILES_REST * (performance.now() - started);
  }
}

function rank(path: string): number {
  return path.startsWith('checkpoints/') ? 0 : path === 'run.json' ? 2 : 1;
}
