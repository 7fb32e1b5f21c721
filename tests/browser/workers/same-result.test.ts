/**
 * Whole runs in real workers over a real IndexedDB: the result depends on the experiment alone, not on the number of
 * agent workers or their fate, on pauses, or on how often the run was left and opened again.
 */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ManualTimer } from '../../support/manual-timer.ts';
import { tinyExperiment } from '../../support/tiny-experiment.ts';
import { inPage, killing } from './in-page-run.ts';
import { cleanUp, RecordedRun, stored, uninterrupted } from './recorded-run.ts';

const experiment = tinyExperiment();
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

/** Goes on to the end, closes, and holds what was stored against the uninterrupted run. */
async function finishAndCompare(run: RecordedRun): Promise<void> {
  await run.send({ type: 'play' }, 'done');
  await run.send({ type: 'close' }, 'closed');
  expect(await stored(run.runId)).toEqual(reference);
}

/** Opens a new run and plays until the step has been reported. */
async function playTo(step: number): Promise<RecordedRun> {
  const run = new RecordedRun(experiment);
  await run.open(false);
  run.client.send({ type: 'play' });
  await run.reported(step);
  return run;
}

/** The same stored run in a fresh worker, as after a reload of the page. */
async function resumed({ runId }: RecordedRun): Promise<RecordedRun> {
  const run = new RecordedRun(experiment, runId);
  await run.open(true);
  return run;
}

it('the reference learns, delegates and evaluates, or the rest would prove little', () => {
  const { metrics, samples, evaluations, checkpoint } = reference;
  const trees = samples.filter((sample) => 'tree' in sample);
  const updates = metrics.filter(({ phase }) => phase === 'training');
  expect(updates).toHaveLength(4);
  expect(updates.some(({ values }) => (values['optim/grad_norm'] ?? 0) > 0)).toBe(true);
  expect(updates.every(({ values }) => (values['delegation/agents'] ?? 0) > 1)).toBe(true);
  expect(trees.some(({ phase, tree }) => phase === 'warm-start' && tree.traces.length > 1)).toBe(true);
  expect(evaluations.map(({ step }) => step)).toEqual([last - 4, last - 2, last]);
  expect(checkpoint?.cursor).toMatchObject({ phase: 'done', total: last });
});

describe('the same metrics, trees, evaluations and parameters', () => {
  it.each([1, 4])('with %d agent workers', async (workers) => {
    const { events, ...result } = await uninterrupted({ ...experiment, workers });
    expect(result).toEqual(reference);
  });

  it('when agent workers crash in the middle of a rollout', async () => {
    let deaths = 0;
    const startThread = killing(
      (worker, message) => (worker < 6 && message === 4 + 9 * worker ? 'loudly' : null),
      () => deaths++,
    );
    const { events, ...result } = await uninterrupted(experiment, inPage({ startThread }));
    expect(result).toEqual(reference);
    expect(deaths).toBe(6);
    expect(events.filter(({ type }) => type === 'warning')).not.toEqual([]);
  });

  it('when agent workers hang, once their time is up', async () => {
    const timer = new ManualTimer();
    let hung = 0;
    const startThread = killing(
      (worker, message) => (worker < 2 && message === 12 ? 'silently' : null),
      () => {
        hung++;
        // After the pool has noted that it waits.
        queueMicrotask(() => timer.pass(60_000));
      },
    );
    const { events, ...result } = await uninterrupted(experiment, inPage({ startThread, timer }));
    expect(result).toEqual(reference);
    expect(hung).toBe(2);
    // The other worker may have owed an answer at that moment too.
    expect(events.filter(({ type }) => type === 'warning').length).toBeGreaterThanOrEqual(2);
  });

  it('when the run is paused, slowed down and stepped', async () => {
    const run = new RecordedRun(experiment);
    await run.open(false);
    run.client.send({ type: 'speed', roundDelayMs: 1 });
    await run.send({ type: 'step' }, 'paused');
    expect(run.steps).toEqual([1]);
    await run.send({ type: 'step' }, 'paused');
    expect(run.steps).toEqual([1, 2]);
    run.client.send({ type: 'play' });
    await run.reported(9);
    await run.send({ type: 'pause' }, 'paused');
    await run.send({ type: 'step' }, 'paused');
    run.client.send({ type: 'speed', roundDelayMs: 0 });
    await finishAndCompare(run);
  });

  it('when the run is evaluated in between, which trains nothing', async () => {
    const run = await playTo(5);
    await run.send({ type: 'pause' }, 'paused');
    await run.send({ type: 'evaluate', difficulties: [1], tasks: 3 }, 'paused');
    await run.until(() => run.of('evaluation').length === 1);
    await run.send({ type: 'play' }, 'done');
    await run.send({ type: 'close' }, 'closed');
    const { evaluations, samples, ...rest } = await stored(run.runId);
    expect(rest).toEqual({ metrics: reference.metrics, checkpoint: reference.checkpoint });
    expect(evaluations).toHaveLength(reference.evaluations.length + 1);
    expect(evaluations[0]?.byDifficulty).toMatchObject([{ difficulty: 1, tasks: 3 }]);
    expect(evaluations.slice(1)).toEqual(reference.evaluations);
  });

  it('when the run is closed in the middle of warm start and opened again', async () => {
    const run = await playTo(10);
    await run.send({ type: 'close' }, 'closed');
    const saved = run.of('checkpoint').at(-1)?.step as number;
    const again = await resumed(run);
    expect(again.of('status').at(-1)?.message).toBe(`Continues after step ${saved}.`);
    await finishAndCompare(again);
    expect(again.steps[0]).toBe(saved + 1);
  });

  it('when the run is closed in the middle of training and opened again', async () => {
    const run = await playTo(last - 2);
    await run.send({ type: 'close' }, 'closed');
    await finishAndCompare(await resumed(run));
  });

  it('when the page goes away without a word, several times', async () => {
    let run = await playTo(8);
    for (const step of [15, last - 3, last - 1]) {
      run.client.dispose();
      run = await resumed(run);
      run.client.send({ type: 'play' });
      await run.reported(step);
    }
    run.client.dispose();
    await finishAndCompare(await resumed(run));
  });

  it('when the page goes away before the first checkpoint', async () => {
    const run = await playTo(2);
    run.client.dispose();
    const again = await resumed(run);
    expect(again.of('status').at(-1)).toMatchObject({ status: 'paused', message: '' });
    await finishAndCompare(again);
  });
});
