/** Runs of agents that carry plans, in real workers over a real IndexedDB: left in the middle, they end in the same bits. */
import { afterEach, beforeAll, expect, it } from 'vitest';
import { tinyPlanningExperiment } from '../../support/tiny-planning-experiment.ts';
import { cleanUp, RecordedRun, stored, uninterrupted } from './recorded-run.ts';

const experiment = tinyPlanningExperiment();
let reference: Awaited<ReturnType<typeof stored>>;
let last: number;

beforeAll(async () => {
  const { events, ...result } = await uninterrupted(experiment);
  expect(events.filter(({ type }) => type === 'warning')).toEqual([]);
  reference = result;
  last = result.metrics.length;
  await cleanUp();
});

afterEach(cleanUp);

it('the reference primes, plans and evaluates, or the rest would prove little', () => {
  const { metrics, samples, evaluations, checkpoint } = reference;
  expect(metrics.filter(({ phase }) => phase === 'training')).toHaveLength(4);
  expect(metrics.at(-1)?.values['planning/frequency']).toBeGreaterThan(0);
  expect(samples.map(({ step, phase }) => [step, phase])).toEqual([
    [last - 4, 'evaluation'],
    [last - 3, 'training'],
    [last - 2, 'evaluation'],
    [last - 2, 'training'],
    [last - 1, 'training'],
    [last, 'evaluation'],
    [last, 'training'],
  ]);
  expect(evaluations).toMatchObject(
    [last - 4, last - 2, last].map((step) => ({ kind: 'episodes', step, byDifficulty: [{ episodes: 3 }] })),
  );
  expect(checkpoint?.cursor).toMatchObject({ phase: 'done', total: last });
  expect(checkpoint?.planning?.agents).toHaveLength(experiment.training.agents);
});

it.each([2, 5, 3])('the same bits when the page goes away without a word %d steps before the end', async (before) => {
  const run = new RecordedRun(experiment);
  await run.open(false);
  run.client.send({ type: 'play' });
  await run.reported(last - before);
  run.client.dispose();
  const again = new RecordedRun(experiment, run.runId);
  await again.open(true);
  await again.send({ type: 'play' }, 'done');
  await again.send({ type: 'close' }, 'closed');
  expect(await stored(run.runId)).toEqual(reference);
});

it('the same bits when it is paused in the middle of an update, closed and opened again', async () => {
  const run = new RecordedRun(experiment);
  await run.open(false);
  while (run.steps.length < last - 3) await run.send({ type: 'step' }, 'paused');
  // Slow enough to be met between two steps of its agents.
  run.client.send({ type: 'speed', roundDelayMs: 60_000 });
  await run.send({ type: 'play' }, 'running');
  await run.send({ type: 'pause' }, 'paused');
  expect(run.of('status').at(-1)?.message).toBe('In the middle of a step.');
  await run.send({ type: 'close' }, 'closed');
  const again = new RecordedRun(experiment, run.runId);
  await again.open(true);
  await again.send({ type: 'play' }, 'done');
  await again.send({ type: 'close' }, 'closed');
  expect(await stored(run.runId)).toEqual(reference);
  expect(again.of('live-episode').length).toBeGreaterThan(0);
});
