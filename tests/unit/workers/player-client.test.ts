/** The page's end of a trained agent, over a thread that the test plays. */
import { expect, it } from 'vitest';
import { PlayerClient } from '../../../src/workers/player-client.ts';
import type { PlayerCommand, PlayerEvent } from '../../../src/workers/protocol.ts';
import type { ThreadHandlers } from '../../../src/workers/thread.ts';

const open: PlayerCommand = { type: 'open', runId: 'r' };

function client() {
  const threads: { handlers: ThreadHandlers<PlayerEvent>; posted: PlayerCommand[]; terminated: boolean }[] = [];
  const events: PlayerEvent[] = [];
  const one = new PlayerClient(
    (event) => events.push(event),
    (handlers) => {
      const thread = { handlers, posted: [] as PlayerCommand[], terminated: false };
      threads.push(thread);
      return {
        post: (command) => thread.posted.push(command),
        terminate: () => {
          thread.terminated = true;
        },
      };
    },
  );
  return { one, threads, events };
}

it('starts one worker with the first command, and ends it', () => {
  const { one, threads, events } = client();
  expect(threads).toHaveLength(0);
  one.send(open);
  one.send({ type: 'turn', turn: 1 });
  expect(threads.map(({ posted }) => posted.length)).toEqual([2]);
  const opened: PlayerEvent = { type: 'opened', step: 3, remark: '' };
  threads[0]?.handlers.message(opened);
  expect(events).toEqual([opened]);
  one.dispose();
  one.send(open);
  expect(threads).toMatchObject([{ terminated: true, posted: { length: 2 } }]);
});

it('says so when the worker crashes or fails, and ends it', () => {
  const crashed = client();
  crashed.one.send(open);
  crashed.threads[0]?.handlers.error('out of memory');
  expect(crashed.events).toEqual([
    { type: 'failed', message: 'The worker of the trained agent stopped unexpectedly (out of memory).' },
  ]);
  const failed = client();
  failed.one.send(open);
  failed.threads[0]?.handlers.message({ type: 'failed', message: 'No.' });
  expect([crashed, failed].map(({ threads }) => threads[0]?.terminated)).toEqual([true, true]);
});

it('says so when no worker can be started', () => {
  const events: PlayerEvent[] = [];
  const one = new PlayerClient(
    (event) => events.push(event),
    () => {
      throw new Error('workers are not allowed here');
    },
  );
  one.send(open);
  expect(events).toMatchObject([{ type: 'failed', message: expect.stringContaining('workers are not allowed here') }]);
});
