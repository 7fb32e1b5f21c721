/** Notes on engines: kept per machine and build, distrusted when damaged, and made room for in older databases. */
import { openDB } from 'idb';
import { expect, it, onTestFinished, vi } from 'vitest';
import { EngineNotes, type MachineNotes, NO_NOTES } from '../../../src/store/engine-notes.ts';
import { RunStore } from '../../../src/store/run-store.ts';
import { runArchive } from '../../support/stored-runs.ts';
import { temporaryDatabase } from './temporary-database.ts';

const HERE = { build: 'b1', machine: 'm1' };

function someNotes(shape = 's'): MachineNotes {
  const engines = {
    wasm: { milliseconds: 4.25, warmUpMilliseconds: 9, rounds: 7 },
    webgpu: { failure: 'It was lost.' },
  };
  return { selfTests: { wasm: '', webgpu: 'It is wrong.' }, trials: [{ shape, at: Date.now(), engines }] };
}

it('are read as they were written, per machine', async () => {
  const notes = new EngineNotes(temporaryDatabase().database);
  expect(await notes.read(HERE)).toEqual(NO_NOTES);
  const written = someNotes();
  await notes.write(HERE, written);
  expect(await notes.read(HERE)).toEqual(written);
  expect(await notes.read({ ...HERE, machine: 'm2' })).toEqual(NO_NOTES);
});

it('of another build are thrown away', async () => {
  const notes = new EngineNotes(temporaryDatabase().database);
  await notes.write(HERE, someNotes());
  await notes.write({ ...HERE, machine: 'm2' }, someNotes());
  await notes.write({ ...HERE, build: 'b2' }, someNotes());
  expect(await notes.read(HERE)).toEqual(NO_NOTES);
  expect((await notes.read({ ...HERE, build: 'b2' })).trials).toHaveLength(1);
});

it('keep a failure for a day, figures for good, and the newest shapes', async () => {
  const notes = new EngineNotes(temporaryDatabase().database);
  const trials = Array.from({ length: 60 }, (_, i) => ({ ...someNotes(`s${i}`).trials[0]!, at: Date.now() }));
  await notes.write(HERE, { selfTests: {}, trials });
  expect((await notes.read(HERE)).trials.map(({ shape }) => shape)).toEqual(
    trials.slice(0, 50).map(({ shape }) => shape),
  );
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3600 * 1000 });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  expect(Object.keys((await notes.read(HERE)).trials[0]!.engines)).toEqual(['wasm']);
});

it('that are damaged count as none', async () => {
  const { database, raw } = temporaryDatabase();
  const notes = new EngineNotes(database);
  await notes.write(HERE, someNotes());
  const connection = await raw();
  await connection.put('engines', { selfTests: 'all fine', trials: [] }, [HERE.build, HERE.machine]);
  connection.close();
  expect(await notes.read(HERE)).toEqual(NO_NOTES);
});

it('find room in a database from before there were any, beside its runs', async () => {
  const { name, another } = temporaryDatabase();
  const first = await openDB(name, 1, {
    upgrade: (older) => {
      older.createObjectStore('runs', { keyPath: 'id' });
      const checkpoints = older.createObjectStore('checkpoints', { keyPath: ['runId', 'total'] });
      checkpoints.createIndex('summary', ['runId', 'total', 'keep', 'bytes']);
      for (const store of ['metrics', 'trees', 'evaluations']) older.createObjectStore(store);
    },
  });
  const { run } = runArchive();
  await first.put('runs', run);
  first.close();
  const database = another();
  const notes = new EngineNotes(database);
  await notes.write(HERE, someNotes());
  expect((await notes.read(HERE)).trials).toHaveLength(1);
  expect(await new RunStore(database).getRun(run.id)).toEqual(run);
});
