/** Measuring an engine: the first round apart, then rounds for about a second, at shapes that a trial can afford. */
import { expect, it } from 'vitest';
import { measureEngine, trialWork } from '../../../src/workers/engine-trial.ts';
import { TINY } from '../../support/engine-fixtures.ts';
import { ManualTimer } from '../../support/manual-timer.ts';
import { RecordingEngine } from '../../support/recording-engine.ts';
import { tinyRun } from '../../support/run-config.ts';

/** An engine whose steps take as long as the list says; the last for ever. */
async function measured(...milliseconds: number[]) {
  const timer = new ManualTimer();
  const engine = new RecordingEngine(() => [1]);
  const train = engine.train.bind(engine);
  let step = 0;
  engine.train = (...args) => {
    timer.pass(milliseconds[Math.min(step++, milliseconds.length - 1)]!);
    return train(...args);
  };
  const trial = await measureEngine(engine, { model: TINY, rows: 3, turnTokens: 2 }, timer);
  return { trial, engine };
}

it('reports the first round apart and the median of a second', async () => {
  const { trial } = await measured(900, 300, 100, 200, 150, 100, 400);
  expect(trial).toEqual({ milliseconds: 175, warmUpMilliseconds: 900, rounds: 6 });
  expect((await measured(5000, 3000)).trial).toEqual({ milliseconds: 3000, warmUpMilliseconds: 5000, rounds: 1 });
});

it('ends also where the clock does not move', async () => {
  expect((await measured(0)).trial).toMatchObject({ milliseconds: 0, rounds: 100 });
});

it('trains on whole rows of sensible numbers', async () => {
  const { batch } = (await measured(1000)).engine.steps[0]!;
  expect(batch).toMatchObject({ rows: 3, width: TINY.context });
  for (const [row, length] of batch.lengths.entries()) {
    expect(length).toBeGreaterThanOrEqual(TINY.context / 2);
    expect(length).toBeLessThanOrEqual(TINY.context);
    const weights = batch.weights.subarray(row * TINY.context, (row + 1) * TINY.context);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(length - 1);
  }
  expect(Math.max(...batch.tokens)).toBeLessThan(TINY.vocabulary);
});

it('takes the shapes of the run, as far as a trial can afford them', () => {
  const config = tinyRun();
  expect(trialWork(config, TINY)).toEqual({ model: TINY, rows: 6, turnTokens: 8 });
  const many = { ...config, training: { ...config.training, tasks: 100 } };
  expect(trialWork(many, TINY).rows).toBe(64);
  const large = { ...TINY, vocabulary: 256, context: 512, width: 512, layers: 6, heads: 8, hidden: 2048 };
  expect(trialWork(many, large)).toEqual({ model: large, rows: 1, turnTokens: 8 });
});
