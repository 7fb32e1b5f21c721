/** A worker that takes a run, writes three rows and a checkpoint, and keeps the run until it is terminated. */
import { Database } from '../../../src/store/database.ts';
import { acquireRun } from '../../../src/store/lock.ts';
import { RunStore } from '../../../src/store/run-store.ts';
import { checkpoint, metricRow } from '../../support/stored-runs.ts';

self.addEventListener('message', async (event: MessageEvent<{ database: string; runId: string }>) => {
  const { database, runId } = event.data;
  try {
    await acquireRun(runId);
    const store = new RunStore(new Database({ name: database }));
    await store.appendMetrics(runId, [1, 2, 3].map(metricRow));
    await store.saveCheckpoint(runId, checkpoint(3));
    self.postMessage('written');
  } catch (error) {
    self.postMessage(String(error));
  }
});
