/**
 * The IndexedDB schema and the connection to it: opened on first use, given up when another tab needs a newer schema
 * or the browser kills it, and opened again on the next use. All writing goes through `transaction`, which never
 * leaves half of its work behind.
 */
import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type OpenDBCallbacks,
  openDB,
  type StoreNames,
} from 'idb';
import type { Evaluation, MetricRow, Sample } from '../rl/records.ts';
import type { StoredCheckpoint } from './checkpoints.ts';
import type { MachineNotes } from './engine-notes.ts';
import { hasName, messageOf, StoreUnavailable } from './errors.ts';
import type { RunRecord } from './types.ts';

const DATABASE_NAME = 'espalier';

/** Raised with every change of the schema; `upgrade` then brings older databases up to it. */
export const DATABASE_VERSION = 2;

/**
 * Keys begin with the run's id and the step, so that one key range holds everything of a run, or everything after a
 * step of it. They are made of what the record says and not of a counter: writing the same record twice (a resumed run
 * repeats what came after its checkpoint) leaves one.
 */
export interface StoreSchema extends DBSchema {
  runs: { key: string; value: RunRecord };
  checkpoints: {
    key: [runId: string, total: number];
    value: StoredCheckpoint;
    /** [runId, total, keep, bytes]: all that thinning must know, without reading megabytes of parameters. */
    indexes: { summary: [string, number, number, number] };
  };
  metrics: { key: [runId: string, step: number]; value: MetricRow };
  /** Trees or episodes; the name is that of the kind that came first. */
  trees: { key: [runId: string, step: number, phase: string, index: number, digest: number]; value: Sample };
  evaluations: { key: [runId: string, step: number, agent: number, choices: string]; value: Evaluation };
  /** About this machine, not about a run. */
  engines: { key: [build: string, machine: string]; value: MachineNotes };
}

export type StoreName = StoreNames<StoreSchema>;
/** Those that hold runs. */
export const STORE_NAMES = ['runs', 'checkpoints', 'metrics', 'trees', 'evaluations'] as const satisfies StoreName[];

export type Connection = IDBPDatabase<StoreSchema>;
export type Transaction<Names extends readonly StoreName[], Mode extends IDBTransactionMode> = IDBPTransaction<
  StoreSchema,
  Names,
  Mode
>;

/** What befell the connection, for the user. */
export interface ConnectionEvent {
  readonly kind: 'blocked' | 'outdated' | 'terminated';
  readonly message: string;
}

export interface DatabaseOptions {
  readonly name?: string;
  readonly version?: number;
  /** How long an opening that another tab blocks may take before its callers are told, in milliseconds. */
  readonly patience?: number;
  readonly onEvent?: (event: ConnectionEvent) => void;
}

const BLOCKED = 'Another tab has an older version of this app open, which holds the stored runs.';
const OUTDATED =
  'A newer version of this app was opened in another tab, and this one can no longer reach the stored runs.';

/** The connection of one thread. */
export class Database {
  readonly #name: string;
  readonly #version: number;
  readonly #patience: number;
  readonly #onEvent: (event: ConnectionEvent) => void;
  /** The connection, or the attempt at one; null when the next use has to open it. */
  #connection: Promise<Connection> | null = null;
  /** Counts openings, so that a late callback of a former one does not undo the present one. */
  #generation = 0;

  constructor(options: DatabaseOptions = {}) {
    this.#name = options.name ?? DATABASE_NAME;
    this.#version = options.version ?? DATABASE_VERSION;
    this.#patience = options.patience ?? 4000;
    this.#onEvent = options.onEvent ?? (() => {});
  }

  /** The open connection. Throws StoreUnavailable when there is none to be had. */
  connect(): Promise<Connection> {
    this.#connection ??= this.#open();
    return this.#connection;
  }

  /**
   * Runs `body` in one transaction and waits until it is complete. When `body` throws, or the browser aborts, nothing
   * of it was done. `body` must await nothing but the transaction's own requests.
   */
  async transaction<const Names extends readonly StoreName[], Mode extends 'readonly' | 'readwrite', Result>(
    names: Names,
    mode: Mode,
    body: (transaction: Transaction<Names, Mode>) => Promise<Result>,
    options?: IDBTransactionOptions,
  ): Promise<Result> {
    const transaction = await this.#begin(names, mode, options);
    const done = transaction.done;
    // Seen to below; without this, an abort while `body` runs would count as unhandled.
    done.catch(() => {});
    let result: Result;
    try {
      result = await body(transaction);
    } catch (error) {
      abort(transaction);
      // The transaction knows why it was aborted; a request only says that it was.
      throw await done.then(
        () => error,
        (reason) => (hasName(error, 'AbortError') ? reason : error),
      );
    }
    await done;
    return result;
  }

  /** Gives the connection up; the next use opens it again. */
  async close(): Promise<void> {
    const connection = this.#connection;
    this.#forget();
    await connection?.then(
      (open) => open.close(),
      () => {},
    );
  }

  async #begin<const Names extends readonly StoreName[], Mode extends 'readonly' | 'readwrite'>(
    names: Names,
    mode: Mode,
    options?: IDBTransactionOptions,
  ): Promise<Transaction<Names, Mode>> {
    const connection = await this.connect();
    try {
      return connection.transaction(names, mode, options);
    } catch (error) {
      // The connection died and its `close` event has not come yet.
      if (!hasName(error, 'InvalidStateError')) throw error;
      this.#forget();
      return (await this.connect()).transaction(names, mode, options);
    }
  }

  #forget(): void {
    this.#connection = null;
    this.#generation++;
  }

  #open(): Promise<Connection> {
    const generation = ++this.#generation;
    const forget = () => {
      if (this.#generation === generation) this.#forget();
    };
    return new Promise<Connection>((resolve, reject) => {
      let impatience: ReturnType<typeof setTimeout> | undefined;
      const callbacks: OpenDBCallbacks<StoreSchema> = {
        upgrade,
        blocked: () => {
          this.#onEvent({ kind: 'blocked', message: `${BLOCKED} Close the other tab.` });
          impatience = setTimeout(
            () => reject(new StoreUnavailable(BLOCKED, 'Close the other tab, then try again.')),
            this.#patience,
          );
        },
        blocking: (_current, wanted, event) => {
          (event.target as IDBDatabase).close();
          forget();
          // No version is wanted when the whole database is being deleted; then the next use starts an empty one.
          if (wanted !== null) this.#onEvent({ kind: 'outdated', message: `${OUTDATED} Reload this page.` });
        },
        terminated: () => {
          forget();
          this.#onEvent({
            kind: 'terminated',
            message: 'The browser closed the connection to the stored runs; it is opened again with the next write.',
          });
        },
      };
      // Inside `then`, because a browser may refuse by throwing at once.
      Promise.resolve()
        .then(() => openDB<StoreSchema>(this.#name, this.#version, callbacks))
        .then((connection) => {
          // A caller may have lost patience long ago; the next one finds the connection open.
          if (this.#generation === generation) this.#connection = Promise.resolve(connection);
          else connection.close();
          resolve(connection);
        })
        .catch((error: unknown) => {
          forget();
          reject(refusal(error));
        })
        .finally(() => clearTimeout(impatience));
    });
  }
}

/** Why the browser would not open the database, in words. */
function refusal(error: unknown): StoreUnavailable {
  if (hasName(error, 'VersionError')) return new StoreUnavailable(OUTDATED, 'Reload this page.', { cause: error });
  return new StoreUnavailable(
    `The browser refuses to store anything here (${messageOf(error)}).`,
    'Leave private browsing, or allow this site to store data, then reload. You can go on without saving.',
    { cause: error },
  );
}

/** Step by step from any older version; version 0 is "nothing there yet". */
function upgrade(
  database: Connection,
  oldVersion: number,
  _newVersion: number | null,
  transaction: { readonly done: Promise<void> },
): void {
  // When it fails, opening fails with it, and that is heard.
  transaction.done.catch(() => {});
  if (oldVersion < 1) {
    database.createObjectStore('runs', { keyPath: 'id' });
    const checkpoints = database.createObjectStore('checkpoints', { keyPath: ['runId', 'total'] });
    checkpoints.createIndex('summary', ['runId', 'total', 'keep', 'bytes']);
    for (const name of ['metrics', 'trees', 'evaluations'] as const) database.createObjectStore(name);
  }
  if (oldVersion < 2) database.createObjectStore('engines');
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}
