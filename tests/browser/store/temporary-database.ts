/** A database of its own for each test, deleted afterwards, and raw access to it for doing damage. */
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import { onTestFinished } from 'vitest';
import { type ConnectionEvent, Database, type DatabaseOptions } from '../../../src/store/database.ts';
import { RunStore, type RunStoreOptions } from '../../../src/store/run-store.ts';

let made = 0;

export interface Temporary {
  readonly name: string;
  readonly database: Database;
  readonly store: RunStore;
  readonly events: ConnectionEvent[];
  readonly warnings: string[];
  /** Another connection, as another tab would have it; closed at the end of the test. */
  another(options?: DatabaseOptions): Database;
  /** A connection without the app's code. It is up to the caller to close it. */
  raw(): Promise<IDBPDatabase>;
}

export function temporaryDatabase(options: DatabaseOptions & RunStoreOptions = {}): Temporary {
  const name = `espalier-test-${++made}`;
  const events: ConnectionEvent[] = [];
  const warnings: string[] = [];
  const opened: Database[] = [];
  const another = (more: DatabaseOptions = {}) => {
    const database = new Database({ name, ...more });
    opened.push(database);
    return database;
  };
  const database = another({ onEvent: (event) => events.push(event), ...options });
  const store = new RunStore(database, { onWarning: (message) => warnings.push(message) });
  onTestFinished(async () => {
    for (const one of opened) await one.close();
    await deleteDB(name);
  });
  return { name, database, store, events, warnings, another, raw: () => openDB(name) };
}
