/**
 * Runs and their rows in a real IndexedDB: what is written is read back, what is deleted is gone, what is damaged is
 * told. Checkpoints, connections and quota have files of their own.
 */
import { describe, expect, it, vi } from 'vitest';
import { STORE_NAMES } from '../../../src/store/database.ts';
import { RunStore } from '../../../src/store/run-store.ts';
import { episodeRecord } from '../../support/episodes.ts';
import {
  checkpoint,
  evaluation,
  experiment,
  metricRow,
  planningArchive,
  planningExperiment,
  runArchive,
  treeRecord,
} from '../../support/stored-runs.ts';
import { temporaryDatabase } from './temporary-database.ts';

describe('runs', () => {
  it('gives a new run an id, the name of its experiment and no checkpoint', async () => {
    const { store } = temporaryDatabase();
    const run = await store.createRun({ experiment });
    expect(run).toMatchObject({ name: experiment.name, experiment, cursor: null, engine: '' });
    expect(run.id).toMatch(/^[0-9a-f]{20}$/);
    expect(await store.getRun(run.id)).toEqual(run);
  });

  it('keeps the id that was asked for, and refuses it the second time', async () => {
    const { store } = temporaryDatabase();
    await store.createRun({ id: 'mine', name: 'first', experiment });
    await expect(store.createRun({ id: 'mine', experiment })).rejects.toThrow('There is a run "mine" already.');
    expect((await store.getRun('mine'))?.name).toBe('first');
  });

  it('knows no run that was never made', async () => {
    const { store } = temporaryDatabase();
    expect(await store.getRun('nobody')).toBeNull();
    expect(await store.listRuns()).toEqual({ runs: [], damaged: [] });
  });

  it('lists the newest first', async () => {
    const { store } = temporaryDatabase();
    const clock = vi.spyOn(Date, 'now');
    for (const [id, time] of [
      ['old', 1000],
      ['new', 3000],
      ['middle', 2000],
    ] as const) {
      clock.mockReturnValue(time);
      await store.createRun({ id, experiment });
    }
    clock.mockRestore();
    expect((await store.listRuns()).runs.map((run) => run.id)).toEqual(['new', 'middle', 'old']);
  });

  it('renames a run and notes its engine, and nothing else of it changes', async () => {
    const { store } = temporaryDatabase();
    const run = await store.createRun({ experiment });
    await store.renameRun(run.id, 'Deep dive');
    await store.setEngine(run.id, 'WebAssembly SIMD');
    const changed = await store.getRun(run.id);
    expect(changed).toEqual({ ...run, name: 'Deep dive', engine: 'WebAssembly SIMD', updatedAt: changed?.updatedAt });
  });

  it('reports a damaged record in words, and still lists and deletes', async () => {
    const { store, raw } = temporaryDatabase();
    const good = await store.createRun({ id: 'good', experiment });
    const connection = await raw();
    await connection.put('runs', { id: 'bad', name: 7 });
    await connection.put('runs', { ...good, id: 'odd', experiment: { ...experiment, workers: -3 } });
    connection.close();
    const { runs, damaged } = await store.listRuns();
    expect(runs.map((run) => run.id)).toEqual(['good']);
    expect(damaged.map((run) => run.id)).toEqual(['bad', 'odd']);
    expect(damaged[0]?.message).toContain('"name"');
    expect(damaged[1]?.message).toContain('workers');
    await expect(store.getRun('bad')).rejects.toMatchObject({ kind: 'damaged' });
    await store.deleteRun('bad');
    expect((await store.listRuns()).damaged.map((run) => run.id)).toEqual(['odd']);
  });
});

describe('rows', () => {
  it('reads back what was appended, by step', async () => {
    const { store } = temporaryDatabase();
    const { id } = await store.createRun({ experiment });
    const strange = {
      ...metricRow(3),
      values: { 'policy/loss': Number.NaN, 'optim/grad_norm': Number.POSITIVE_INFINITY },
    };
    await store.appendMetrics(id, [metricRow(10), metricRow(2)]);
    await store.appendMetrics(id, [strange]);
    await store.appendSample(id, treeRecord(4, 1));
    await store.appendSample(id, treeRecord(4, 0));
    await store.appendSample(id, treeRecord(12));
    await store.appendEvaluation(id, evaluation(4, true));
    await store.appendEvaluation(id, evaluation(4, false));
    expect(await store.metrics(id)).toEqual([metricRow(2), strange, metricRow(10)]);
    expect(await store.samples(id)).toEqual([treeRecord(4, 0), treeRecord(4, 1), treeRecord(12)]);
    expect(await store.samples(id, 4, 4)).toEqual([treeRecord(4, 0), treeRecord(4, 1)]);
    expect(await store.samples(id, 5)).toEqual([treeRecord(12)]);
    expect(await store.evaluations(id)).toEqual([evaluation(4, false), evaluation(4, true)]);
  });

  it('keeps one of what is written twice, and both of what only looks alike', async () => {
    const { store } = temporaryDatabase();
    const { id } = await store.createRun({ experiment });
    const other = { ...treeRecord(4), advantages: [0, 0] };
    for (let i = 0; i < 2; i++) {
      await store.appendMetrics(id, [metricRow(4)]);
      await store.appendSample(id, treeRecord(4));
      await store.appendSample(id, other);
      await store.appendEvaluation(id, evaluation(4));
    }
    expect(await store.metrics(id)).toHaveLength(1);
    expect(await store.samples(id)).toHaveLength(2);
    expect(await store.evaluations(id)).toHaveLength(1);
  });

  it('keeps what agents that plan leave behind, and several evaluations of one step apart', async () => {
    const { store } = temporaryDatabase();
    const { id } = await store.createRun({ experiment: planningExperiment });
    const results = planningArchive().evaluations;
    for (let i = 0; i < 2; i++) {
      await store.appendSample(id, episodeRecord(2));
      await store.appendSample(id, episodeRecord(2, { plan: null }));
      for (const result of results) await store.appendEvaluation(id, result);
    }
    expect(await store.samples(id)).toHaveLength(2);
    expect(await store.samples(id)).toContainEqual(episodeRecord(2));
    expect(await store.evaluations(id)).toHaveLength(results.length);
    expect(await store.evaluations(id)).toEqual(expect.arrayContaining([...results]));
  });

  it('accepts nothing for a run that is gone', async () => {
    const { store } = temporaryDatabase();
    const missing = { name: 'StorageError', kind: 'missing' };
    await expect(store.appendMetrics('gone', [metricRow(1)])).rejects.toMatchObject(missing);
    await expect(store.appendSample('gone', treeRecord(1))).rejects.toMatchObject(missing);
    await expect(store.appendEvaluation('gone', evaluation(1))).rejects.toMatchObject(missing);
    await expect(store.saveCheckpoint('gone', checkpoint(1))).rejects.toMatchObject(missing);
    await expect(store.renameRun('gone', 'x')).rejects.toMatchObject(missing);
    await expect(store.rewind('gone', 0)).rejects.toMatchObject(missing);
    await expect(store.exportRun('gone')).rejects.toMatchObject(missing);
  });

  it('skips rows that are not what they should be, and tells', async () => {
    const { store, raw, warnings } = temporaryDatabase();
    const { id } = await store.createRun({ experiment });
    await store.appendMetrics(id, [metricRow(1), metricRow(3)]);
    const connection = await raw();
    await connection.put('metrics', { step: 2, phase: 'sleeping', values: {} }, [id, 2]);
    connection.close();
    expect(await store.metrics(id)).toEqual([metricRow(1), metricRow(3)]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^1 of 3 stored records could not be read\. .*"phase"/);
  });
});

describe('deleting', () => {
  it('removes all of one run and nothing of another, even if its id begins alike', async () => {
    const { store, raw } = temporaryDatabase();
    await store.importRun(runArchive('run'));
    await store.importRun(runArchive('run-b'));
    await store.deleteRun('run');
    await store.deleteRun('run');
    const connection = await raw();
    for (const name of STORE_NAMES) {
      const keys = await connection.getAllKeys(name);
      expect(keys.length, name).toBeGreaterThan(0);
      expect(
        keys.every((key) => (Array.isArray(key) ? key[0] : key) === 'run-b'),
        name,
      ).toBe(true);
    }
    connection.close();
    expect((await store.exportRun('run-b')).archive).toEqual(runArchive('run-b'));
  });
});

describe('copies', () => {
  it('imports what was exported', async () => {
    const { store } = temporaryDatabase();
    expect(await store.importRun(runArchive())).toEqual(runArchive().run);
    expect(await store.exportRun('run-a')).toEqual({ archive: runArchive(), skipped: [] });
  });

  it('gives a copy of a present run an id of its own', async () => {
    const { store } = temporaryDatabase();
    await store.importRun(runArchive());
    const copy = await store.importRun({ ...runArchive(), metrics: [] });
    expect(copy.id).not.toBe('run-a');
    expect(await store.metrics('run-a')).toHaveLength(5);
    expect((await store.loadCheckpoint(copy.id)).checkpoint).toEqual(checkpoint(4));
  });

  it('writes nothing of an archive that cannot be stored whole', async () => {
    const { store } = temporaryDatabase();
    const uncloneable = { ...treeRecord(9), root: { now: () => 0 } };
    const archive = { ...runArchive(), samples: [treeRecord(2), uncloneable] };
    await expect(store.importRun(archive)).rejects.toMatchObject({ name: 'StorageError' });
    expect(await store.listRuns()).toEqual({ runs: [], damaged: [] });
    expect(await store.metrics('run-a')).toEqual([]);
    expect(await store.checkpointSteps('run-a')).toEqual([]);
  });

  it('leaves damaged checkpoints out of a copy and points to the newest good one', async () => {
    const { store, raw } = temporaryDatabase();
    await store.importRun(runArchive());
    const connection = await raw();
    const stored = await connection.get('checkpoints', ['run-a', 4]);
    stored.checkpoint.model.parameters[5] += 1;
    await connection.put('checkpoints', stored);
    connection.close();
    const { archive, skipped } = await store.exportRun('run-a');
    expect(archive.checkpoints).toEqual([checkpoint(2)]);
    expect(archive.run.cursor).toEqual(checkpoint(2).cursor);
    expect(skipped).toEqual([{ step: 4, reason: 'its bytes have changed since it was saved.' }]);
  });
});

it('shows every thread the same runs', async () => {
  const { store, another } = temporaryDatabase();
  const other = new RunStore(another());
  const { id } = await store.createRun({ experiment });
  await other.appendMetrics(id, [metricRow(1)]);
  await store.appendMetrics(id, [metricRow(2)]);
  expect(await other.metrics(id)).toEqual([metricRow(1), metricRow(2)]);
});
