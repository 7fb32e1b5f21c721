/** The session over a fake wire: what it sends, what it shows, and in which order. Time is a list of tasks. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_PRESET } from '../../../../src/experiments/presets/index.ts';
import { writePath } from '../../../../src/experiments/set-path.ts';
import { type RunPort, RunSession } from '../../../../src/ui/session/run-session.ts';
import type { RunCommand, RunEvent, RunStatus } from '../../../../src/workers/protocol.ts';
import { episodeEvaluation, episodeRecord } from '../../../support/episodes.ts';
import { evaluation, record, row } from './fixtures.ts';

const preset = DEFAULT_PRESET.experiment;
const experiment = {
  ...preset,
  evaluation: { ...preset.evaluation, minDifficulty: 2, maxDifficulty: 4, tasks: 7 },
};

class FakeWorker implements RunPort {
  readonly sent: RunCommand[] = [];
  disposed = false;
  #listener: (event: RunEvent) => void = () => {};

  send(command: RunCommand): void {
    this.sent.push(command);
  }
  onEvent(listener: (event: RunEvent) => void): void {
    this.#listener = listener;
  }
  dispose(): void {
    this.disposed = true;
  }
  say(event: RunEvent): void {
    this.#listener(event);
  }
  status(status: RunStatus, message = ''): void {
    this.say({ type: 'status', status, message });
  }
  types(): string[] {
    return this.sent.map(({ type }) => type);
  }
}

function open(options: { resume?: boolean } = {}) {
  const workers: FakeWorker[] = [];
  const waiting: (() => void)[] = [];
  const session = new RunSession({
    runId: 'run-1',
    experiment,
    resume: options.resume ?? false,
    connect: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    later: (task) => waiting.push(task),
  });
  /** Lets the time until the next showing pass. */
  const show = () => {
    for (const task of waiting.splice(0)) task();
  };
  const worker = (i = 0) => workers[i] as FakeWorker;
  return { session, worker, workers, show, waiting };
}

describe('opening and controls', () => {
  test('opens the run it was given', () => {
    const { worker } = open({ resume: true });
    expect(worker().sent).toEqual([{ type: 'open', runId: 'run-1', experiment, resume: true }]);
  });

  test('play waits until the run is open', () => {
    const { session, worker } = open();
    session.play();
    expect(worker().types()).toEqual(['open']);
    worker().status('paused');
    expect(worker().types()).toEqual(['open', 'play']);
  });

  test('a pause before the run is open takes the wish to play back', () => {
    const { session, worker } = open();
    session.play();
    session.pause();
    worker().status('paused');
    expect(worker().types()).toEqual(['open', 'pause']);
  });

  test('step, speed and evaluate are passed on', () => {
    const { session, worker } = open();
    worker().status('paused');
    session.step();
    session.setSpeed(500);
    session.evaluate({ difficulties: [2, 3, 4], tasks: 7, samples: 2 });
    expect(worker().sent.slice(1)).toEqual([
      { type: 'step' },
      { type: 'speed', roundDelayMs: 500 },
      { type: 'evaluate', difficulties: [2, 3, 4], tasks: 7, samples: 2 },
    ]);
    expect(session.roundDelayMs.value).toBe(500);
  });
});

describe('measuring again', () => {
  test('saves, opens the run again on a new worker that measures, and plays on', () => {
    const { session, worker, show } = open();
    worker().status('running');
    worker().say({
      type: 'engine',
      kind: 'wasm',
      description: 'WebAssembly SIMD',
      reason: 'It was there.',
      speeds: '',
      figures: [],
    });
    show();
    expect(session.engine.value?.description).toBe('WebAssembly SIMD');
    session.measureAgain();
    expect(worker().types()).toEqual(['open', 'close']);
    worker().status('closed');
    expect(session.engine.value).toBe(null);
    expect(worker(1).sent).toEqual([{ type: 'open', runId: 'run-1', experiment, resume: true, measure: true }]);
    worker(1).status('paused');
    expect(worker(1).types()).toEqual(['open', 'play']);
  });
});

describe('events', () => {
  test('are gathered and shown together', () => {
    const { session, worker, show, waiting } = open();
    worker().status('running');
    worker().say({ type: 'metrics', row: row(1) });
    worker().say({ type: 'metrics', row: row(2) });
    worker().say({ type: 'sample', record: record(2) });
    worker().say({ type: 'evaluation', result: evaluation(2) });
    worker().say({ type: 'checkpoint', step: 2 });
    expect(session.metrics.value).toEqual([]);
    expect(waiting).toHaveLength(1);
    show();
    expect(session.metrics.value.map(({ step }) => step)).toEqual([1, 2]);
    expect(session.trees.value).toHaveLength(1);
    expect(session.evaluations.value).toHaveLength(1);
    expect(session.savedStep.value).toBe(2);
  });

  test('of episodes have signals of their own', () => {
    const { session, worker, show } = open();
    worker().say({ type: 'sample', record: episodeRecord(2) });
    worker().say({ type: 'sample', record: episodeRecord(1) });
    worker().say({ type: 'evaluation', result: episodeEvaluation(2) });
    show();
    expect(session.episodes.value).toEqual([episodeRecord(1), episodeRecord(2)]);
    expect(session.episodeEvaluations.value).toEqual([episodeEvaluation(2)]);
    expect([session.trees.value, session.evaluations.value]).toEqual([[], []]);
  });

  test('a change of status is shown at once, after all that came before it', () => {
    const { session, worker } = open();
    worker().say({ type: 'metrics', row: row(1) });
    worker().status('failed', 'The graphics card was lost.');
    expect(session.status.value).toBe('failed');
    expect(session.message.value).toBe('The graphics card was lost.');
    expect(session.metrics.value).toHaveLength(1);
  });

  test('the same warning is shown once, until it is dismissed', () => {
    const { session, worker, show } = open();
    worker().say({ type: 'warning', message: 'The disk is full.' });
    worker().say({ type: 'warning', message: 'The disk is full.' });
    show();
    expect(session.warnings.value).toEqual(['The disk is full.']);
    session.dismissWarnings();
    expect(session.warnings.value).toEqual([]);
  });
});

describe('closing and changing', () => {
  test('closing waits for the worker, then lets it go', () => {
    const { session, worker } = open();
    const done: string[] = [];
    session.close(() => done.push('first'));
    session.close(() => done.push('second'));
    expect(worker().types()).toEqual(['open', 'close']);
    expect(done).toEqual([]);
    worker().status('closed');
    expect(done).toEqual(['first', 'second']);
    expect(worker().disposed).toBe(true);
    session.close(() => done.push('third'));
    expect(done).toEqual(['first', 'second', 'third']);
  });

  test('a failed run closes without waiting for a worker that may not answer', () => {
    const { session, worker } = open();
    worker().status('failed', 'x');
    let closed = false;
    session.close(() => {
      closed = true;
    });
    expect(closed).toBe(true);
    expect(worker().disposed).toBe(true);
  });

  test('a worker that fails while closing still closes', () => {
    const { session, worker } = open();
    let closed = false;
    session.close(() => {
      closed = true;
    });
    worker().status('failed', 'crashed');
    expect(closed).toBe(true);
  });

  test('changed settings take effect in a fresh worker that continues the run', () => {
    const { session, worker, workers } = open();
    worker().status('paused');
    session.setSpeed(100);
    worker().status('running');
    const changed = writePath(experiment, 'training.lambda', 0.4);
    session.continueWith(changed);
    worker().status('closed');
    expect(workers).toHaveLength(2);
    expect(worker(1).sent).toEqual([
      { type: 'open', runId: 'run-1', experiment: changed, resume: true },
      { type: 'speed', roundDelayMs: 100 },
    ]);
    expect(session.experiment.value).toBe(changed);
    worker(1).status('paused');
    expect(worker(1).types().at(-1)).toBe('play');
  });

  test('a paused run stays paused under changed settings', () => {
    const { session, worker } = open();
    worker().status('paused');
    session.continueWith(experiment);
    worker().status('closed');
    worker(1).status('paused');
    expect(worker(1).types()).toEqual(['open']);
  });

  test('late words of the former worker are not heard', () => {
    const { session, worker, show } = open();
    worker().status('paused');
    session.continueWith(experiment);
    worker().status('closed');
    worker().say({ type: 'metrics', row: row(9) });
    show();
    expect(session.metrics.value).toEqual([]);
  });
});
