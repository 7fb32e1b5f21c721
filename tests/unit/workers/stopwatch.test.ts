/** Where a step's time goes: accounts per kind of work, and wrappers that change nothing else. */
import { expect, it } from 'vitest';
import { key } from '../../../src/random/index.ts';
import { Stopwatch, timedEngine, timedPool } from '../../../src/workers/stopwatch.ts';
import { ManualTimer } from '../../support/manual-timer.ts';
import { RecordingEngine } from '../../support/recording-engine.ts';
import { checkpoint } from '../../support/stored-runs.ts';

it('adds up seconds per account and begins anew after each reading', async () => {
  const timer = new ManualTimer();
  const stopwatch = new Stopwatch(timer);
  const lasting = (milliseconds: number) => async () => timer.pass(milliseconds);
  await stopwatch.time('generate', lasting(250));
  await stopwatch.time('generate', lasting(500));
  await stopwatch.time('agents', lasting(10));
  timer.pass(9999);
  expect(stopwatch.take()).toEqual({ 'time/generate': 0.75, 'time/agents': 0.01 });
  expect(stopwatch.take()).toEqual({});
});

it('counts work that fails as well, and passes the error on', async () => {
  const timer = new ManualTimer();
  const stopwatch = new Stopwatch(timer);
  const failing = stopwatch.time('train', async () => {
    timer.pass(1000);
    throw new Error('lost');
  });
  await expect(failing).rejects.toThrow('lost');
  expect(stopwatch.take()).toEqual({ 'time/train': 1 });
});

it('wraps an engine and a pool without changing what they do', async () => {
  const stopwatch = new Stopwatch(new ManualTimer());
  const engine = new RecordingEngine(() => [2]);
  const timed = timedEngine(engine, stopwatch);
  const state = checkpoint(1).model;
  await timed.load(state);
  expect(await timed.state()).toEqual(state);
  const request = { sequence: 'a', tokens: [1], maxTokens: 4, stop: [0], temperature: 1, key: key(2) };
  expect(await timed.generate([request])).toEqual(await engine.generate([request]));
  timed.fork('a', 'b', 1);
  expect(engine.forked).toEqual(['a → b, 1']);
  timed.release(['a']);
  expect(engine.released).toEqual(['a']);
  const over = { reports: [], over: true };
  const pool = timedPool(
    { endOfTurn: 7, advance: async (calls) => calls.map(({ tree }) => ({ tree, ...over })) },
    stopwatch,
  );
  expect(await pool.advance([{ tree: 'x', turns: [] }])).toEqual([{ tree: 'x', ...over }]);
  expect(pool.endOfTurn).toBe(7);
  expect(Object.keys(stopwatch.take())).toEqual(['time/generate', 'time/agents']);
});
