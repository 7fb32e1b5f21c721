/** The keeper over a store in memory: opening and resuming, and going on when storage fails. */
import { describe, expect, it } from 'vitest';
import { RunLocked } from '../../../src/store/errors.ts';
import { RunKeeper } from '../../../src/workers/run-keeper.ts';
import { checkpoint, evaluation, experiment, metricRow, treeRecord } from '../../support/stored-runs.ts';
import { MemoryStore } from './memory-store.ts';

const run = { id: 'r', experiment };

function setUp(store = new MemoryStore()) {
  const warnings: string[] = [];
  const parts = { store, lock: store.lock, warn: (message: string) => warnings.push(message) };
  const open = (resume: boolean, changes: Partial<typeof run> = {}, fits: () => void = () => {}) =>
    RunKeeper.open(parts, { ...run, ...changes, resume }, fits);
  return { store, warnings, parts, open };
}

/** A stored run with checkpoints at 2 and 4 and rows up to 5. */
async function interrupted() {
  const all = setUp();
  const { keeper } = await all.open(false);
  for (const step of [1, 2, 3, 4, 5]) {
    await keeper.saveStep(metricRow(step), [treeRecord(step)]);
    if (step % 2 === 0) await keeper.saveCheckpoint(checkpoint(step));
  }
  await keeper.saveEvaluation(evaluation(4), []);
  await keeper.saveEvaluation(evaluation(5), []);
  await keeper.noteEngine('wasm: as ever');
  await keeper.close();
  return all;
}

const steps = (records: readonly { readonly step: number }[]) => records.map(({ step }) => step);

describe('opening', () => {
  it('creates a new run and holds it until it is closed', async () => {
    const { store, open, warnings } = setUp();
    const { keeper, ...opened } = await open(false);
    expect(opened).toEqual({ checkpoint: null, engine: '', evaluations: [] });
    expect(store.run).toMatchObject({ id: 'r', experiment });
    expect(store.locked).toBe(true);
    await keeper.close();
    expect(store).toMatchObject({ locked: false, closed: true });
    expect(warnings).toEqual([]);
  });

  it('refuses to begin a run that exists, and lets go of it', async () => {
    const { open, store } = await interrupted();
    await expect(open(false)).rejects.toThrow('There is a run "r" already. Resume that one');
    expect(store.locked).toBe(false);
    expect(store.metrics).toHaveLength(5);
  });

  it('refuses a run that is open elsewhere', async () => {
    const { parts } = setUp();
    const lock = () => Promise.reject(new RunLocked('It is open in another tab.', 'Close it there.'));
    await expect(RunKeeper.open({ ...parts, lock }, { ...run, resume: false }, () => {})).rejects.toThrow(RunLocked);
  });

  it('passes on that the browser cannot guard the run', async () => {
    const { parts, warnings, store } = setUp();
    const lock = async () => ({ ...(await store.lock()), warning: 'Keep it in one tab.' });
    await RunKeeper.open({ ...parts, lock }, { ...run, resume: false }, () => {});
    expect(warnings).toEqual(['Keep it in one tab.']);
  });

  it.each(['unavailable', 'quota', 'failed'] as const)('goes on unsaved when storage is %s', async (kind) => {
    const { open, store, warnings } = setUp();
    store.fail('createRun', kind);
    const { keeper } = await open(false);
    expect(keeper.saves).toBe(false);
    expect(warnings).toEqual(['createRun does not work. Try again. The run goes on, but nothing of it will be saved.']);
    await keeper.saveStep(metricRow(1), [treeRecord(1)]);
    expect(await keeper.saveCheckpoint(checkpoint(1))).toBe(false);
    await keeper.close();
    expect(store).toMatchObject({ metrics: [], samples: [], checkpoints: [], locked: false });
  });
});

describe('resuming', () => {
  it('puts the run back to its newest checkpoint', async () => {
    const { open, store, warnings } = await interrupted();
    const opened = await open(true);
    expect(opened.checkpoint).toEqual(checkpoint(4));
    expect(opened.engine).toBe('wasm: as ever');
    expect(opened.evaluations).toEqual([evaluation(4)]);
    expect(opened.keeper.savedStep).toBe(4);
    expect(steps(store.metrics)).toEqual([1, 2, 3, 4]);
    expect(warnings).toEqual([]);
  });

  it('passes over a damaged checkpoint and says so', async () => {
    const { open, store, warnings } = await interrupted();
    store.checkpoints[1]!.damaged = true;
    expect((await open(true)).checkpoint).toEqual(checkpoint(2));
    expect(warnings).toEqual([
      'Checkpoint 4 cannot be used: Its checksum is wrong. The run goes on from step 2; ' +
        'what came after it is computed again.',
    ]);
    expect(steps(store.metrics)).toEqual([1, 2]);
  });

  it('refuses, and deletes nothing, when every checkpoint is damaged', async () => {
    const { open, store } = await interrupted();
    for (const stored of store.checkpoints) stored.damaged = true;
    await expect(open(true)).rejects.toThrow("None of the run's checkpoints can be read. Checkpoint 4 cannot be used");
    expect(store.metrics).toHaveLength(5);
    expect(store.checkpoints).toHaveLength(2);
    expect(store.locked).toBe(false);
  });

  it('refuses, and deletes nothing, when the checkpoint does not fit', async () => {
    const { open, store } = await interrupted();
    const refuse = () => {
      throw new Error('Another network.');
    };
    await expect(open(true, {}, refuse)).rejects.toThrow('Another network.');
    expect(store.metrics).toHaveLength(5);
    expect(store.locked).toBe(false);
  });

  it('begins again when there was no checkpoint yet', async () => {
    const { open, store } = await interrupted();
    store.checkpoints = [];
    expect(await open(true)).toMatchObject({ checkpoint: null, evaluations: [] });
    expect(store.metrics).toEqual([]);
  });

  it('creates a run that was never stored, and says so', async () => {
    const { open, store, warnings } = setUp();
    await open(true);
    expect(store.run).toMatchObject({ id: 'r' });
    expect(warnings).toEqual(['Nothing was stored of this run, so it starts from the beginning.']);
  });

  it('notes a changed experiment', async () => {
    const { open, store } = await interrupted();
    const changed = { ...experiment, workers: 7 };
    await open(true, { experiment: changed });
    expect(store.run?.experiment).toEqual(changed);
  });

  it('does not go on unsaved: there would be nothing to go on from', async () => {
    const { open, store } = await interrupted();
    store.fail('getRun', 'unavailable');
    await expect(open(true)).rejects.toThrow('getRun does not work.');
    expect(store.locked).toBe(false);
  });
});

describe('writing', () => {
  it('writes nothing twice: a checkpoint of the same step is saved already', async () => {
    const { open, store } = setUp();
    const { keeper } = await open(false);
    expect(await keeper.saveCheckpoint(checkpoint(3))).toBe(true);
    expect(await keeper.saveCheckpoint(checkpoint(3))).toBe(false);
    expect(store.checkpoints).toHaveLength(1);
    expect(keeper.savedStep).toBe(3);
  });

  it('keeps the checkpoints at the ends of the phases for good', async () => {
    const { open, store } = setUp();
    const { keeper } = await open(false);
    const at = checkpoint(5);
    await keeper.saveCheckpoint({ ...at, cursor: { phase: 'warm-start', update: 1, phaseTokens: 9, total: 1 } });
    await keeper.saveCheckpoint({ ...at, cursor: { phase: 'training', update: 0, phaseTokens: 0, total: 2 } });
    await keeper.saveCheckpoint({ ...at, cursor: { phase: 'training', update: 1, phaseTokens: 9, total: 3 } });
    await keeper.saveCheckpoint({ ...at, cursor: { phase: 'done', update: 2, phaseTokens: 18, total: 4 } });
    expect(store.checkpoints.map(({ keep }) => keep)).toEqual([false, true, false, true]);
  });

  it('tries again what could not be written, in order, and warns meanwhile', async () => {
    const { open, store, warnings } = setUp();
    const { keeper } = await open(false);
    store.fail('appendMetrics', 'quota', 2);
    await keeper.saveStep(metricRow(1), []);
    await keeper.saveStep(metricRow(2), []);
    expect(store.metrics).toEqual([]);
    expect(warnings).toEqual(['appendMetrics does not work. Try again.', 'appendMetrics does not work. Try again.']);
    await keeper.saveStep(metricRow(3), [treeRecord(3)]);
    expect(steps(store.metrics)).toEqual([1, 2, 3]);
    expect(store.samples).toHaveLength(1);
    expect(warnings).toHaveLength(2);
  });

  it('says when a checkpoint could not be saved, and saves the next one instead', async () => {
    const { open, store, warnings } = setUp();
    const { keeper } = await open(false);
    store.fail('saveCheckpoint', 'quota');
    expect(await keeper.saveCheckpoint(checkpoint(1))).toBe(false);
    expect(warnings).toEqual(['saveCheckpoint does not work. Try again.']);
    expect(keeper.savedStep).toBe(0);
    expect(await keeper.saveCheckpoint(checkpoint(2))).toBe(true);
    expect(store.checkpoints.map((stored) => stored.checkpoint.cursor.total)).toEqual([2]);
  });

  it('writes an evaluation after its trees', async () => {
    const { open, store } = setUp();
    const { keeper } = await open(false);
    store.fail('appendSample', 'failed');
    await keeper.saveEvaluation(evaluation(4), [treeRecord(4)]);
    expect(store.samples).toHaveLength(1);
    expect(store.results).toHaveLength(1);
  });
});
