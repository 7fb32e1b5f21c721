/**
 * Checkpoints in a real IndexedDB: they are saved whole or not at all, damage is found and passed over, and a run can
 * be put back to one.
 */
import { describe, expect, it, vi } from 'vitest';
import { CHECKPOINT_FORMAT, type StoredCheckpoint } from '../../../src/store/checkpoints.ts';
import { checkpoint, evaluation, experiment, metricRow, treeRecord } from '../../support/stored-runs.ts';
import { type Temporary, temporaryDatabase } from './temporary-database.ts';

async function withRun(): Promise<Temporary & { id: string }> {
  const temporary = temporaryDatabase();
  const { id } = await temporary.store.createRun({ experiment });
  return { ...temporary, id };
}

/** Rewrites a stored checkpoint behind the app's back. */
async function damage(
  { raw, id }: Temporary & { id: string },
  total: number,
  change: (stored: StoredCheckpoint) => unknown,
): Promise<void> {
  const connection = await raw();
  await connection.put('checkpoints', change(await connection.get('checkpoints', [id, total])));
  connection.close();
}

/** Flips the lowest bit of one number. */
function flip(buffer: 'parameters' | 'firstMoment' | 'secondMoment', index: number) {
  return (stored: StoredCheckpoint): StoredCheckpoint => {
    const data = stored.checkpoint.model[buffer];
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    bytes[4 * index] = (bytes[4 * index] ?? 0) ^ 1;
    return stored;
  };
}

describe('saving', () => {
  it('gives back every bit, and moves the pointer with the data', async () => {
    const { store, id } = await withRun();
    expect(await store.loadCheckpoint(id)).toEqual({ checkpoint: null, skipped: [] });
    await store.saveCheckpoint(id, checkpoint(10));
    expect(await store.loadCheckpoint(id)).toEqual({ checkpoint: checkpoint(10), skipped: [] });
    expect((await store.getRun(id))?.cursor).toEqual(checkpoint(10).cursor);
  });

  it('asks the browser to have it on the disk before it says so', async () => {
    const { store, id } = await withRun();
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await store.saveCheckpoint(id, checkpoint(10));
    expect(transaction.mock.calls).toEqual([[['runs', 'checkpoints'], 'readwrite', { durability: 'strict' }]]);
    transaction.mockRestore();
  });

  it('stores a view into a larger buffer without the rest of it', async () => {
    const { store, raw, id } = await withRun();
    const { cursor, model } = checkpoint(1);
    const arena = new Float32Array(model.parameters.length + 1000);
    arena.set(model.parameters, 500);
    const parameters = arena.subarray(500, 500 + model.parameters.length);
    await store.saveCheckpoint(id, { cursor, model: { ...model, parameters } });
    const connection = await raw();
    const stored: StoredCheckpoint = await connection.get('checkpoints', [id, 1]);
    connection.close();
    expect(stored.checkpoint.model.parameters.buffer.byteLength).toBe(model.parameters.byteLength);
    expect((await store.loadCheckpoint(id)).checkpoint).toEqual(checkpoint(1));
  });

  it('keeps the newest two and the marked ones', async () => {
    const { store, id } = await withRun();
    await store.saveCheckpoint(id, checkpoint(0));
    await store.saveCheckpoint(id, checkpoint(10), { keep: true });
    for (const total of [20, 30, 40]) await store.saveCheckpoint(id, checkpoint(total));
    expect(await store.checkpointSteps(id)).toEqual([10, 30, 40]);
    await store.saveCheckpoint(id, checkpoint(50), { newest: 3 });
    expect(await store.checkpointSteps(id)).toEqual([10, 30, 40, 50]);
    await store.saveCheckpoint(id, checkpoint(60), { newest: 0 });
    expect(await store.checkpointSteps(id)).toEqual([10, 60]);
  });

  it('replaces the one of the same step', async () => {
    const { store, id } = await withRun();
    await store.saveCheckpoint(id, checkpoint(10));
    const other = { ...checkpoint(10), model: checkpoint(11).model };
    await store.saveCheckpoint(id, other);
    expect(await store.checkpointSteps(id)).toEqual([10]);
    expect((await store.loadCheckpoint(id)).checkpoint).toEqual(other);
  });

  it('refuses to go back in time without a rewind', async () => {
    const { store, id } = await withRun();
    await store.saveCheckpoint(id, checkpoint(10));
    await expect(store.saveCheckpoint(id, checkpoint(5))).rejects.toThrow('Rewind the run first');
    await store.rewind(id, 0);
    await store.saveCheckpoint(id, checkpoint(5));
    expect((await store.loadCheckpoint(id)).checkpoint).toEqual(checkpoint(5));
  });

  it('leaves the former one and its pointer in place when it is cut off halfway', async () => {
    const { store, id } = await withRun();
    await store.saveCheckpoint(id, checkpoint(10));
    await store.saveCheckpoint(id, checkpoint(20));
    // The new data is written; the transaction dies before the pointer is.
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value) {
      put.mockRestore();
      const request = this.put(value);
      request.addEventListener('success', () => this.transaction.abort());
      return request;
    });
    await expect(store.saveCheckpoint(id, checkpoint(30))).rejects.toMatchObject({ name: 'StorageError' });
    expect(await store.checkpointSteps(id)).toEqual([10, 20]);
    expect(await store.loadCheckpoint(id)).toEqual({ checkpoint: checkpoint(20), skipped: [] });
    expect((await store.getRun(id))?.cursor).toEqual(checkpoint(20).cursor);
    await store.saveCheckpoint(id, checkpoint(30));
    expect(await store.checkpointSteps(id)).toEqual([20, 30]);
  });

  it('refuses buffers that do not fit the network', async () => {
    const { store, id } = await withRun();
    const { cursor, model } = checkpoint(1);
    const short = { cursor, model: { ...model, firstMoment: model.firstMoment.slice(1) } };
    await expect(store.saveCheckpoint(id, short)).rejects.toThrow(/^firstMoment has \d+ numbers and the network has/);
  });
});

describe('loading', () => {
  const bits = 'its bytes have changed since it was saved';
  it.each<[string, string, (stored: StoredCheckpoint) => unknown]>([
    ['a flipped bit in the parameters', bits, flip('parameters', 77)],
    ['a flipped bit in the first moment', bits, flip('firstMoment', 0)],
    ['a flipped bit in the second moment', bits, flip('secondMoment', 99)],
    [
      'another step',
      bits,
      (s) => ({ ...s, checkpoint: { ...s.checkpoint, model: { ...s.checkpoint.model, step: 1 } } }),
    ],
    [
      'another cursor',
      bits,
      (s) => ({ ...s, checkpoint: { ...s.checkpoint, cursor: { ...s.checkpoint.cursor, update: 3 } } }),
    ],
    [
      'another format',
      `it has format version ${CHECKPOINT_FORMAT + 1} and this version of the app reads version ${CHECKPOINT_FORMAT}`,
      (s) => ({ ...s, format: CHECKPOINT_FORMAT + 1 }),
    ],
    ['no data', 'The checkpoint is not valid at "checkpoint"', ({ checkpoint: _, ...rest }) => rest],
    [
      'too little data',
      'parameters has 3 numbers and the network has',
      (s) => ({
        ...s,
        checkpoint: { ...s.checkpoint, model: { ...s.checkpoint.model, parameters: new Float32Array(3) } },
      }),
    ],
    [
      'a network that cannot be',
      'is not valid at "layers"',
      (s) => ({
        ...s,
        checkpoint: {
          ...s.checkpoint,
          model: { ...s.checkpoint.model, config: { ...s.checkpoint.model.config, layers: 1e15 } },
        },
      }),
    ],
  ])('falls back to the previous one on %s, and says why', async (_what, reason, change) => {
    const run = await withRun();
    await run.store.saveCheckpoint(run.id, checkpoint(10));
    await run.store.saveCheckpoint(run.id, checkpoint(20));
    await damage(run, 20, change);
    const { checkpoint: loaded, skipped } = await run.store.loadCheckpoint(run.id);
    expect(loaded).toEqual(checkpoint(10));
    expect(skipped).toEqual([{ step: 20, reason: expect.stringContaining(reason) }]);
  });

  it('says so when none is good, and deletes none', async () => {
    const run = await withRun();
    for (const total of [10, 20]) {
      await run.store.saveCheckpoint(run.id, checkpoint(total));
      await damage(run, total, (stored) => ({ ...stored, checksum: 0 }));
    }
    const loaded = await run.store.loadCheckpoint(run.id);
    expect(loaded.checkpoint).toBeNull();
    expect(loaded.skipped.map((skipped) => skipped.step)).toEqual([20, 10]);
    expect(await run.store.checkpointSteps(run.id)).toEqual([10, 20]);
  });
});

describe('rewinding', () => {
  async function withHistory() {
    const run = await withRun();
    for (let step = 1; step <= 12; step++) await run.store.appendMetrics(run.id, [metricRow(step)]);
    for (const step of [4, 5, 12]) {
      await run.store.appendSample(run.id, treeRecord(step));
      await run.store.appendEvaluation(run.id, evaluation(step));
    }
    for (const step of [4, 8]) await run.store.saveCheckpoint(run.id, checkpoint(step));
    return run;
  }

  it('deletes what came after the checkpoint, and only that', async () => {
    const { store, id } = await withHistory();
    await store.rewind(id, 4);
    expect((await store.metrics(id)).map((row) => row.step)).toEqual([1, 2, 3, 4]);
    expect((await store.samples(id)).map((record) => record.step)).toEqual([4]);
    expect((await store.evaluations(id)).map((result) => result.step)).toEqual([4]);
    expect(await store.checkpointSteps(id)).toEqual([4]);
    expect((await store.getRun(id))?.cursor).toEqual(checkpoint(4).cursor);
    expect((await store.loadCheckpoint(id)).checkpoint).toEqual(checkpoint(4));
  });

  it('goes back to the beginning without a checkpoint', async () => {
    const { store, id } = await withHistory();
    await store.rewind(id, 0);
    expect(await store.metrics(id)).toEqual([]);
    expect(await store.checkpointSteps(id)).toEqual([]);
    expect((await store.getRun(id))?.cursor).toBeNull();
  });

  it('changes nothing when there is no checkpoint at the step', async () => {
    const { store, id } = await withHistory();
    await expect(store.rewind(id, 5)).rejects.toMatchObject({ kind: 'missing' });
    expect(await store.metrics(id)).toHaveLength(12);
    expect(await store.checkpointSteps(id)).toEqual([4, 8]);
  });
});
