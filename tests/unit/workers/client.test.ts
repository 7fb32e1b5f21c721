/** The page's end of a run, over a thread that the test plays. Real workers: tests/browser. */
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src/experiments/experiment.ts';
import { RunClient } from '../../../src/workers/client.ts';
import type { RunCommand, RunEvent } from '../../../src/workers/protocol.ts';
import type { RunThreadHandlers } from '../../../src/workers/run-thread.ts';
import { ManualTimer } from '../../support/manual-timer.ts';

const experiment = { name: 'any' } as Experiment;
const open: RunCommand = { type: 'open', runId: 'r', experiment, resume: false };

function client() {
  const timer = new ManualTimer();
  const threads: { handlers: RunThreadHandlers; posted: RunCommand[]; terminated: boolean }[] = [];
  const one = new RunClient((handlers) => {
    const thread = { handlers, posted: [] as RunCommand[], terminated: false };
    threads.push(thread);
    return {
      post: (command) => thread.posted.push(command),
      terminate: () => {
        thread.terminated = true;
      },
    };
  }, timer);
  const events: RunEvent[] = [];
  const stop = one.onEvent((event) => events.push(event));
  return { client: one, threads, events, timer, stop };
}

it('starts one worker when a run is opened, and passes commands and events on', () => {
  const { client: one, threads, events, stop } = client();
  expect(threads).toHaveLength(0);
  one.send(open);
  one.send({ type: 'play' });
  expect(threads.map(({ posted }) => posted)).toEqual([[open, { type: 'play' }]]);
  const event: RunEvent = { type: 'checkpoint', step: 3 };
  threads[0]?.handlers.message(event);
  expect(events).toEqual([event]);
  stop();
  threads[0]?.handlers.message(event);
  expect(events).toHaveLength(1);
});

describe('a worker that crashes', () => {
  it('is reported as a failed run, and opening again starts another', () => {
    const { client: one, threads, events } = client();
    one.send(open);
    threads[0]?.handlers.error('out of memory');
    expect(events).toEqual([
      {
        type: 'status',
        status: 'failed',
        message:
          'The run worker stopped unexpectedly (out of memory). Open the run again to go on from its last checkpoint.',
      },
    ]);
    expect(threads[0]?.terminated).toBe(true);
    one.send({ ...open, resume: true });
    expect(threads).toHaveLength(2);
  });

  it('is reported too when it could not even be started', () => {
    const events: RunEvent[] = [];
    const one = new RunClient(() => {
      throw new Error('workers are forbidden here');
    });
    one.onEvent((event) => events.push(event));
    one.send(open);
    expect(events[0]).toMatchObject({ status: 'failed', message: expect.stringContaining('workers are forbidden') });
  });

  it('leaves no command without an answer', () => {
    const { client: one, threads, events } = client();
    one.send(open);
    threads[0]?.handlers.error('gone');
    one.send({ type: 'play' });
    expect(events.at(-1)).toMatchObject({ status: 'failed', message: expect.stringContaining('open the run again') });
  });
});

describe('closing', () => {
  it('ends a worker that does not close in time', () => {
    const { client: one, threads, events, timer } = client();
    one.send(open);
    one.send({ type: 'close' });
    timer.pass(59_999);
    expect(events).toEqual([]);
    timer.pass(1);
    expect(events).toEqual([
      { type: 'status', status: 'closed', message: expect.stringContaining('saved up to its last checkpoint') },
    ]);
    expect(threads[0]?.terminated).toBe(true);
  });

  it('keeps a worker that closed, for the next run', () => {
    const { client: one, threads, timer } = client();
    one.send(open);
    one.send({ type: 'close' });
    threads[0]?.handlers.message({ type: 'status', status: 'closed', message: '' });
    expect(timer.waiting).toBe(0);
    one.send(open);
    expect(threads).toHaveLength(1);
  });

  it('by dispose is at once and silent', () => {
    const { client: one, threads, events, timer } = client();
    one.send(open);
    one.send({ type: 'close' });
    one.dispose();
    one.send(open);
    expect(threads).toHaveLength(1);
    expect(threads[0]?.terminated).toBe(true);
    expect(timer.waiting).toBe(0);
    expect(events).toEqual([]);
  });
});
