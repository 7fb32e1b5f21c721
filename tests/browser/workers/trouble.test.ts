/** What goes wrong around a run in a real browser, in words: locks, engines, impossible experiments, dead workers. */
import { afterEach, describe, expect, it } from 'vitest';
import { engineCatalog } from '../../../src/workers/engine-catalog.ts';
import { tinyExperiment } from '../../support/tiny-experiment.ts';
import { cleanUp, RecordedRun } from './recorded-run.ts';

afterEach(cleanUp);

const experiment = tinyExperiment();

async function failure(run: RecordedRun, resume = false): Promise<string> {
  await expect(run.open(resume)).rejects.toThrow();
  return run.of('status').at(-1)?.message ?? '';
}

it('a run is open in one place at a time, and free again once it is closed', async () => {
  const first = new RecordedRun(experiment);
  await first.open(false);
  const second = new RecordedRun(experiment, first.runId);
  expect(await failure(second, true)).toContain('This run is open in another tab');
  await first.send({ type: 'close' }, 'closed');
  await second.open(true);
  // The worker that closed its run can open it again as well, once the other has let go.
  await second.send({ type: 'close' }, 'closed');
  await first.open(true);
});

it('an impossible experiment is refused in words', async () => {
  const narrow = { ...experiment, model: { ...experiment.model, heads: 5 } };
  expect(await failure(new RecordedRun(narrow))).toContain('model');
});

it('an unreadable command is refused in words, and an open run goes on', async () => {
  const run = new RecordedRun(experiment);
  const { runId } = run;
  await expect(run.send({ type: 'open', runId, experiment, resume: 'no' as never }, 'paused')).rejects.toThrow();
  expect(run.of('status').at(-1)?.message).toContain('cannot read: resume');
  await run.open(false);
  await run.send({ type: 'speed', roundDelayMs: Number.NaN });
  await run.send({ type: 'step' }, 'paused');
  expect(run.of('warning').map(({ message }) => message)).toEqual([expect.stringContaining('roundDelayMs')]);
  expect(run.steps).toEqual([1]);
});

it('a run worker that dies takes nothing with it that was saved', async () => {
  const first = new RecordedRun(experiment);
  await first.open(false);
  await first.send({ type: 'step' }, 'paused');
  first.client.dispose();
  const second = new RecordedRun(experiment, first.runId);
  await second.open(true);
  expect(second.of('status').at(-1)?.message).toBe('Continues after step 1.');
});

describe('engines', () => {
  it('the automatic choice gives a reason, and remembers itself', async () => {
    const automatic = { ...experiment, engine: 'auto' as const };
    const first = new RecordedRun(automatic);
    await first.open(false);
    const [chosen] = first.of('engine');
    expect(chosen?.reason).not.toBe('');
    await first.send({ type: 'step' }, 'paused');
    await first.send({ type: 'close' }, 'closed');
    const second = new RecordedRun(automatic, first.runId);
    await second.open(true);
    const reason = expect.stringMatching(/^It computed this run before\./);
    expect(second.of('engine')).toEqual([{ ...chosen, reason }]);
  });

  it('TensorFlow.js takes a step', async () => {
    const run = new RecordedRun({ ...experiment, engine: 'tfjs' });
    await run.open(false);
    expect(run.of('engine')[0]?.description).toMatch(/^TensorFlow\.js on /);
    await run.send({ type: 'step' }, 'paused');
    expect(run.steps).toEqual([1]);
  });

  it('WebGPU either computes or says what to do instead', async () => {
    const run = new RecordedRun({ ...experiment, engine: 'webgpu' });
    if (await engineCatalog.adapter()) {
      await run.open(false);
      expect(run.of('engine')[0]?.description).toMatch(/WebGPU/);
      return;
    }
    expect(await failure(run)).toMatch(/asks for the engine "webgpu".*Set the engine to "auto" or "wasm"/);
  });
});
