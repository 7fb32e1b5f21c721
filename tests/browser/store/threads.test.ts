/** The store as the app uses it: a worker writes a run, the page reads along and takes over when the worker is gone. */
import { expect, it, onTestFinished } from 'vitest';
import { acquireRun, isRunOpen } from '../../../src/store/lock.ts';
import { checkpoint, experiment, metricRow } from '../../support/stored-runs.ts';
import { temporaryDatabase } from './temporary-database.ts';

it('is written by a worker and read by the page', async () => {
  const { name, store } = temporaryDatabase();
  const { id } = await store.createRun({ experiment });
  const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), { type: 'module' });
  onTestFinished(() => worker.terminate());
  const answer = new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.postMessage({ database: name, runId: id });
  expect(await answer).toBe('written');
  expect(await store.metrics(id)).toEqual([1, 2, 3].map(metricRow));
  expect((await store.loadCheckpoint(id)).checkpoint).toEqual(checkpoint(3));
  expect(await isRunOpen(id)).toBe(true);
  await expect(acquireRun(id, 0)).rejects.toThrow('This run is open in another tab');
  worker.terminate();
  const lock = await acquireRun(id, 30_000);
  await store.saveCheckpoint(id, checkpoint(4));
  await lock.release();
});
