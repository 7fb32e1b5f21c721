/**
 * Transactions in words: every failure comes out as a `StorageError` that says what was being done, and a write that
 * finds no room makes room and tries once more.
 */
import type { Database, StoreName, Transaction } from './database.ts';
import { explain, isQuotaError, StorageError } from './errors.ts';
import { quotaError, thinEverything } from './quota.ts';

/** Work inside one transaction. It may await nothing but the transaction's own requests. */
export type Work<Names extends readonly StoreName[], Mode extends IDBTransactionMode, Result> = (
  transaction: Transaction<Names, Mode>,
) => Promise<Result>;

export class Transactions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** `doing` begins the sentence of an error: "Reading metrics". */
  async read<const Names extends readonly StoreName[], Result>(
    doing: string,
    names: Names,
    work: Work<Names, 'readonly', Result>,
  ): Promise<Result> {
    try {
      return await this.#database.transaction(names, 'readonly', work);
    } catch (error) {
      throw explain(error, doing);
    }
  }

  /** All of `work` or, when this throws, nothing of it. `work` may be run twice. */
  async write<const Names extends readonly StoreName[], Result>(
    doing: string,
    names: Names,
    work: Work<Names, 'readwrite', Result>,
    options?: IDBTransactionOptions,
  ): Promise<Result> {
    const attempt = () => this.#database.transaction(names, 'readwrite', work, options);
    try {
      return await attempt();
    } catch (error) {
      if (!isQuotaError(error)) throw explain(error, doing);
    }
    try {
      await thinEverything(this.#database);
      return await attempt();
    } catch (error) {
      throw isQuotaError(error) ? await quotaError(this.#database, doing, error) : explain(error, doing);
    }
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}

/** What `lookUp` finds of the run; throws a StorageError when there is no such run. */
export async function requireRun<Value>(lookUp: Promise<Value | undefined>, runId: string): Promise<Value> {
  const found = await lookUp;
  if (found !== undefined) return found;
  throw new StorageError(
    'missing',
    `There is no stored run "${runId}".`,
    'It was deleted, perhaps in another tab. Start a new run, or import an export of it.',
  );
}
