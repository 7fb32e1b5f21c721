/**
 * The connection: refused, blocked, blocking another tab, killed by the browser. What is stored through it is tested
 * with the stores.
 */
import { openDB } from 'idb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DATABASE_VERSION } from '../../../src/store/database.ts';
import { StoreUnavailable } from '../../../src/store/errors.ts';
import { RunStore } from '../../../src/store/run-store.ts';
import { experiment, metricRow } from '../../support/stored-runs.ts';
import { temporaryDatabase } from './temporary-database.ts';

describe('a browser that refuses IndexedDB', () => {
  it('is told apart from every other failure, with a remedy', async () => {
    const { store } = temporaryDatabase();
    const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('The user denied permission to access the database.', 'SecurityError');
    });
    const refused = store.listRuns();
    await expect(refused).rejects.toThrow(StoreUnavailable);
    await expect(refused).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('The user denied permission'),
      remedy: expect.stringContaining('You can go on without saving.'),
    });
    open.mockRestore();
    // Allowed since: the next use finds that out by itself.
    expect(await store.listRuns()).toEqual({ runs: [], damaged: [] });
  });

  it('may also have none at all', async () => {
    const { store } = temporaryDatabase();
    vi.stubGlobal('indexedDB', undefined);
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    await expect(store.createRun({ experiment })).rejects.toThrow(StoreUnavailable);
    vi.unstubAllGlobals();
  });

  it('may fail later, while making the stores', async () => {
    const { store } = temporaryDatabase();
    const create = vi.spyOn(IDBDatabase.prototype, 'createObjectStore').mockImplementation(function (
      this: IDBDatabase,
      name,
    ) {
      create.mockRestore();
      const made = this.createObjectStore(name);
      // After the app has made its stores, as a full disk would.
      queueMicrotask(() => made.transaction.abort());
      return made;
    });
    await expect(store.listRuns()).rejects.toThrow(StoreUnavailable);
    expect(await store.listRuns()).toEqual({ runs: [], damaged: [] });
  });
});

describe('two versions of the app', () => {
  it('the older one makes room, says so, and cannot come back', async () => {
    const { store, events, another } = temporaryDatabase();
    const { id } = await store.createRun({ experiment });
    const newer = new RunStore(another({ version: DATABASE_VERSION + 1 }));
    expect((await newer.listRuns()).runs.map((run) => run.id)).toEqual([id]);
    expect(events).toEqual([{ kind: 'outdated', message: expect.stringContaining('Reload this page.') }]);
    const late = store.appendMetrics(id, [metricRow(1)]);
    await expect(late).rejects.toThrow(StoreUnavailable);
    await expect(late).rejects.toThrow(/newer version .* Reload this page\./);
  });

  it('the newer one says who blocks it, gives up waiting, and finds its way once the other is gone', async () => {
    const { name, store, another, raw } = temporaryDatabase();
    await store.createRun({ id: 'mine', experiment });
    await store.close();
    // Code from before this app knew to close on demand.
    const stubborn = await raw();
    const heard: string[] = [];
    const newer = new RunStore(
      another({ version: DATABASE_VERSION + 1, patience: 0, onEvent: ({ kind }) => heard.push(kind) }),
    );
    await expect(newer.listRuns()).rejects.toThrow('Close the other tab, then try again.');
    await expect(newer.listRuns()).rejects.toThrow(StoreUnavailable);
    expect(heard).toEqual(['blocked']);
    stubborn.close();
    // Opens after the waiting upgrade, and so tells when that is done.
    (await openDB(name)).close();
    expect((await newer.listRuns()).runs.map((run) => run.id)).toEqual(['mine']);
  });

  it('the newer one waits for an older one that is only slow', async () => {
    const { store, another, raw } = temporaryDatabase();
    await store.createRun({ id: 'mine', experiment });
    await store.close();
    const slow = await raw();
    const newer = new RunStore(another({ version: DATABASE_VERSION + 1, onEvent: () => slow.close() }));
    expect((await newer.listRuns()).runs.map((run) => run.id)).toEqual(['mine']);
  });
});

describe('a lost connection', () => {
  it('is told, and opened again with the next use', async () => {
    const { database, store, events } = temporaryDatabase();
    const { id } = await store.createRun({ experiment });
    const lost = await database.connect();
    // What the browser does to a connection that it kills.
    lost.close();
    lost.dispatchEvent(new Event('close'));
    expect(events.map(({ kind }) => kind)).toEqual(['terminated']);
    await store.appendMetrics(id, [metricRow(1)]);
    expect(await store.metrics(id)).toEqual([metricRow(1)]);
    expect(await database.connect()).not.toBe(lost);
  });

  it('is opened again even when nobody told', async () => {
    const { database, store, events } = temporaryDatabase();
    const { id } = await store.createRun({ experiment });
    (await database.connect()).close();
    await store.appendMetrics(id, [metricRow(1)]);
    expect(await store.metrics(id)).toEqual([metricRow(1)]);
    expect(events).toEqual([]);
  });

  it('that was closed while it was being opened is opened anew', async () => {
    const { database, store } = temporaryDatabase();
    const listing = store.listRuns();
    await database.close();
    expect(await listing).toEqual({ runs: [], damaged: [] });
  });
});

it('starts empty after the site data was deleted under it', async () => {
  const { name, store, events } = temporaryDatabase();
  await store.createRun({ experiment });
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
  expect(await store.listRuns()).toEqual({ runs: [], damaged: [] });
  expect(events).toEqual([]);
});

it('does nothing of a transaction whose work throws', async () => {
  const { database, store } = temporaryDatabase();
  const run = await store.createRun({ experiment });
  const work = database.transaction(['runs', 'metrics'], 'readwrite', async (transaction) => {
    await transaction.objectStore('metrics').put(metricRow(1), [run.id, 1]);
    await transaction.objectStore('runs').delete(run.id);
    throw new RangeError('changed my mind');
  });
  await expect(work).rejects.toThrow('changed my mind');
  expect(await store.getRun(run.id)).toEqual(run);
  expect(await store.metrics(run.id)).toEqual([]);
});
