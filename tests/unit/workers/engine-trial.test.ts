/** Measuring an engine: the first round apart, then rounds for about a second, at shapes that a trial can afford. */
import { expect, it } from 'vitest';
import { measureEngines, trialWork } from '../../../src/workers/engine-trial.ts';
import { TINY } from '../../support/engine-fixtures.ts';
import { ManualTimer } from '../../support/manual-timer.ts';
import { RecordingEngine } from '../../support/recording-engine.ts';
import { tinyExperiment } from '../../support/tiny-experiment.ts';
import { tinyPlanningExperiment } from '../../support/tiny-planning-experiment.ts';

/** Engines whose steps take as long as their lists say, the last for ever; an Error breaks the engine down. */
async function measured(...lists: readonly (readonly (number | Error)[])[]) {
  const timer = new ManualTimer();
  const order: number[] = [];
  const engines = lists.map((milliseconds, i) => {
    const engine = new RecordingEngine(() => [1]);
    const train = engine.train.bind(engine);
    let step = 0;
    engine.train = async (...args) => {
      order.push(i);
      const taken = milliseconds[Math.min(step++, milliseconds.length - 1)]!;
      if (taken instanceof Error) throw taken;
      timer.pass(taken);
      return train(...args);
    };
    return engine;
  });
  const trials = await measureEngines(engines, { model: TINY, rows: 3, turnTokens: 2 }, timer);
  return { trials, engines, order };
}

it('reports the first round apart and the median of a second', async () => {
  const { trials } = await measured([900, 300, 100, 200, 150, 100, 400], [5000, 3000]);
  expect(trials).toEqual([
    { milliseconds: 175, warmUpMilliseconds: 900, rounds: 6 },
    { milliseconds: 3000, warmUpMilliseconds: 5000, rounds: 1 },
  ]);
});

it('lets the engines take turns, so that they share what the machine is doing', async () => {
  const { order } = await measured([1, 400], [1, 600]);
  expect(order).toEqual([0, 1, 0, 1, 0, 1, 0]);
});

it('answers with the error of an engine that breaks down, and measures the others', async () => {
  const lost = new Error('The device was lost.');
  expect((await measured([lost], [1, 500], [1, 500, lost])).trials).toEqual([
    lost,
    { milliseconds: 500, warmUpMilliseconds: 1, rounds: 2 },
    lost,
  ]);
});

it('ends also where the clock does not move', async () => {
  expect((await measured([0])).trials).toMatchObject([{ milliseconds: 0, rounds: 100 }]);
});

it('trains on whole rows of sensible numbers', async () => {
  const { batch } = (await measured([1000])).engines[0]!.steps[0]!;
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
  const { agent, training } = tinyExperiment();
  const config = tinyExperiment({
    agent: { ...agent, turnTokens: 8 },
    training: { ...training, tasks: 2, trees: 3 },
  });
  expect(trialWork(config, TINY)).toEqual({ model: TINY, rows: 6, turnTokens: 8 });
  const many = { ...config, training: { ...config.training, tasks: 100 } };
  expect(trialWork(many, TINY).rows).toBe(64);
  const large = { ...TINY, vocabulary: 256, context: 512, width: 512, layers: 6, heads: 8, hidden: 2048 };
  expect(trialWork(many, large)).toEqual({ model: large, rows: 1, turnTokens: 8 });
});

it('takes all agents of a run that plans, most of whose turns are one token', () => {
  const config = tinyPlanningExperiment();
  expect(trialWork(config, TINY)).toEqual({ model: TINY, rows: config.training.agents, turnTokens: 1 });
});
