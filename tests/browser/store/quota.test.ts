/**
 * No more space: older checkpoints of all runs make room, and if that is not enough the user learns what to delete.
 */
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkpoint, experiment, metricRow } from '../../support/stored-runs.ts';
import { type Temporary, temporaryDatabase } from './temporary-database.ts';

type PutArguments = Parameters<IDBObjectStore['put']>;

/**
 * Lets the first `times` writes to `storeName` fail for want of space: at once, or only when the transaction is to be
 * completed, which is what Chromium does: the request succeeds, and the transaction is aborted with the error.
 */
function refuseSpace(storeName: string, times: number, when: 'at once' | 'at the end' = 'at the end'): void {
  const put = IDBObjectStore.prototype.put;
  const refused = new Set<IDBTransaction>();
  let left = times;
  const noSpace = () => new DOMException('No space left.', 'QuotaExceededError');
  const putSpy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...values: PutArguments
  ) {
    const refuse = this.name === storeName && left-- > 0;
    if (refuse && when === 'at once') throw noSpace();
    const request = put.apply(this, values);
    if (refuse) {
      refused.add(this.transaction);
      request.addEventListener('success', () => this.transaction.abort());
    }
    return request;
  });
  const errorSpy = vi.spyOn(IDBTransaction.prototype, 'error', 'get').mockImplementation(function (
    this: IDBTransaction,
  ) {
    return refused.has(this) ? noSpace() : null;
  });
  onTestFinished(() => {
    putSpy.mockRestore();
    errorSpy.mockRestore();
  });
}

let temporary: Temporary;

beforeEach(async () => {
  temporary = temporaryDatabase();
  const { store } = temporary;
  await store.createRun({ id: 'a', name: 'Old experiment', experiment });
  await store.createRun({ id: 'b', name: 'Present one', experiment });
  for (const total of [1, 2]) await store.saveCheckpoint('a', checkpoint(total));
  await store.saveCheckpoint('b', checkpoint(5), { keep: true });
  for (const total of [10, 20]) await store.saveCheckpoint('b', checkpoint(total));
});

describe('a full disk', () => {
  it.each(['at once', 'at the end'] as const)(
    'noticed %s costs older checkpoints of all runs, never the newest or a marked one',
    async (when) => {
      const { store } = temporary;
      refuseSpace('checkpoints', 1, when);
      await store.saveCheckpoint('b', checkpoint(30));
      expect(await store.checkpointSteps('a')).toEqual([2]);
      expect(await store.checkpointSteps('b')).toEqual([5, 20, 30]);
      expect((await store.loadCheckpoint('b')).checkpoint).toEqual(checkpoint(30));
    },
  );

  it('makes room for metrics too', async () => {
    const { store } = temporary;
    refuseSpace('metrics', 1);
    await store.appendMetrics('b', [metricRow(1), metricRow(2)]);
    expect(await store.metrics('b')).toEqual([metricRow(1), metricRow(2)]);
    expect(await store.checkpointSteps('a')).toEqual([2]);
  });

  it('that stays full is told with sizes and with what to delete, and every newest checkpoint is there still', async () => {
    const { store } = temporary;
    refuseSpace('checkpoints', 99);
    const saving = store.saveCheckpoint('b', checkpoint(30));
    await expect(saving).rejects.toMatchObject({ name: 'StorageError', kind: 'quota' });
    await expect(saving).rejects.toThrow(
      /^Saving the checkpoint failed, because the browser grants this site no more space \(.+ of .+ are in use\)\. /,
    );
    await expect(saving).rejects.toThrow(
      /Delete runs .* The largest: "Present one" \(.+ kB\), "Old experiment" \(.+ kB\)\./,
    );
    expect((await store.loadCheckpoint('a')).checkpoint).toEqual(checkpoint(2));
    expect((await store.loadCheckpoint('b')).checkpoint).toEqual(checkpoint(20));
    expect((await store.getRun('b'))?.cursor).toEqual(checkpoint(20).cursor);
  });
});
