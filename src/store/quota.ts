/**
 * What to do when the browser grants no more space: older checkpoints of all runs are given up, never the newest of a
 * run nor a marked one; if that is not enough, say how much is used and by what.
 */
import type { IDBPIndex } from 'idb';
import { type CheckpointSummary, thinnable } from './checkpoints.ts';
import type { Database, StoreName, StoreSchema } from './database.ts';
import { StorageError } from './errors.ts';
import { formatBytes, storageUse } from './usage.ts';

type SummaryIndex<Names extends ArrayLike<StoreName>, Mode extends IDBTransactionMode> = IDBPIndex<
  StoreSchema,
  Names,
  'checkpoints',
  'summary',
  Mode
>;

/** Facts about stored checkpoints, oldest first within a run, read from the index alone. */
export async function summaries<Names extends ArrayLike<StoreName>, Mode extends IDBTransactionMode>(
  index: SummaryIndex<Names, Mode>,
  range?: IDBKeyRange,
): Promise<CheckpointSummary[]> {
  const found: CheckpointSummary[] = [];
  let cursor = await index.openKeyCursor(range);
  while (cursor) {
    const [runId, total, keep, bytes] = cursor.key;
    found.push({ runId, total, keep: keep === 1, bytes });
    cursor = await cursor.continue();
  }
  return found;
}

/** Gives up every run's older checkpoints. Returns the bytes that were freed. */
export async function thinEverything(database: Database): Promise<number> {
  return database.transaction(['checkpoints'], 'readwrite', async (transaction) => {
    const checkpoints = transaction.objectStore('checkpoints');
    const byRun = new Map<string, CheckpointSummary[]>();
    for (const summary of await summaries(checkpoints.index('summary'))) {
      byRun.set(summary.runId, [...(byRun.get(summary.runId) ?? []), summary]);
    }
    const surplus = [...byRun.values()].flatMap((ofRun) => thinnable(ofRun, 1));
    await Promise.all(surplus.map(({ runId, total }) => checkpoints.delete([runId, total])));
    return surplus.reduce((sum, { bytes }) => sum + bytes, 0);
  });
}

/** Why `doing` failed for want of space, with sizes and what to delete. */
export async function quotaError(database: Database, doing: string, cause: unknown): Promise<StorageError> {
  const { usage, quota } = await storageUse();
  const used = usage === null || quota === null ? '' : ` (${formatBytes(usage)} of ${formatBytes(quota)} are in use)`;
  const largest = await largestRuns(database);
  const list = largest.map(({ name, bytes }) => `"${name}" (${formatBytes(bytes)})`).join(', ');
  const which = list === '' ? '' : ` The largest: ${list}.`;
  return new StorageError(
    'quota',
    `${doing} failed, because the browser grants this site no more space${used}.`,
    `Delete runs that you no longer need, or export them first.${which} Or free space on this device.`,
    { cause },
  );
}

/** The runs with the most bytes in checkpoints, at most three. Nothing when even that cannot be read. */
async function largestRuns(database: Database): Promise<{ name: string; bytes: number }[]> {
  try {
    return await database.transaction(['runs', 'checkpoints'], 'readonly', async (transaction) => {
      const byRun = new Map<string, number>();
      const index = transaction.objectStore('checkpoints').index('summary');
      for (const { runId, bytes } of await summaries(index)) byRun.set(runId, (byRun.get(runId) ?? 0) + bytes);
      const largest = [...byRun].sort((a, b) => b[1] - a[1]).slice(0, 3);
      const runs = transaction.objectStore('runs');
      return Promise.all(largest.map(async ([id, bytes]) => ({ name: (await runs.get(id))?.name ?? id, bytes })));
    });
  } catch {
    return [];
  }
}
