/** Checkpoints in the database: saving, finding the newest good one, and putting a run back to one. */
import type { Checkpoint, Cursor } from '../rl/records.ts';
import { fromStored, thinnable, toStored } from './checkpoints.ts';
import { STORE_NAMES } from './database.ts';
import { messageOf, StorageError } from './errors.ts';
import { afterStep, ofRun } from './keys.ts';
import { summaries } from './quota.ts';
import { parseCursor } from './schemas.ts';
import { requireRun, type Transactions } from './transactions.ts';

export interface SkippedCheckpoint {
  /** The checkpoint's total of optimizer steps. */
  readonly step: number;
  readonly reason: string;
}

export interface LoadedCheckpoint {
  /** The newest good one; null when there is none. */
  readonly checkpoint: Checkpoint | null;
  /** Newer ones that were passed over, newest first. */
  readonly skipped: readonly SkippedCheckpoint[];
}

export interface SaveOptions {
  /** Never thin this one. */
  readonly keep?: boolean;
  /** How many of the newest checkpoints stay, besides older ones that are marked; at least 1. */
  readonly newest?: number;
}

export async function saveCheckpoint(
  transactions: Transactions,
  runId: string,
  checkpoint: Checkpoint,
  options: SaveOptions,
): Promise<void> {
  const stored = toStored(runId, checkpoint, options.keep ?? false);
  await transactions.write(
    'Saving the checkpoint',
    ['runs', 'checkpoints'],
    async (transaction) => {
      const runs = transaction.objectStore('runs');
      const checkpoints = transaction.objectStore('checkpoints');
      const run = await requireRun(runs.get(runId), runId);
      const present = await summaries(checkpoints.index('summary'), ofRun(runId));
      const newest = present.at(-1)?.total ?? 0;
      if (newest > stored.total) {
        throw new StorageError(
          'failed',
          `The run has a checkpoint at step ${newest} already, which is after step ${stored.total}.`,
          'Rewind the run first; what it recorded since would not belong to it.',
        );
      }
      const earlier = present.filter(({ total }) => total !== stored.total);
      const surplus = thinnable([...earlier, { ...stored, keep: stored.keep === 1 }], options.newest ?? 2);
      await Promise.all([
        checkpoints.put(stored),
        runs.put({ ...run, cursor: checkpoint.cursor, updatedAt: Date.now() }),
        ...surplus.map(({ total }) => checkpoints.delete([runId, total])),
      ]);
    },
    { durability: 'strict' },
  );
}

export async function loadCheckpoint(transactions: Transactions, runId: string): Promise<LoadedCheckpoint> {
  const steps = (await checkpointSteps(transactions, runId)).reverse();
  const skipped: SkippedCheckpoint[] = [];
  for (const step of steps) {
    // One at a time: the older ones are rarely needed and each is megabytes.
    const stored: unknown = await transactions.read('Reading a checkpoint', ['checkpoints'], (transaction) =>
      transaction.objectStore('checkpoints').get([runId, step]),
    );
    try {
      return { checkpoint: fromStored(stored), skipped };
    } catch (error) {
      skipped.push({ step, reason: messageOf(error) });
    }
  }
  return { checkpoint: null, skipped };
}

export async function checkpointSteps(transactions: Transactions, runId: string): Promise<number[]> {
  const keys = await transactions.read('Looking for checkpoints', ['checkpoints'], (transaction) =>
    transaction.objectStore('checkpoints').getAllKeys(ofRun(runId)),
  );
  return keys.map(([, total]) => total);
}

export async function rewind(transactions: Transactions, runId: string, step: number): Promise<void> {
  await transactions.write('Rewinding the run', STORE_NAMES, async (transaction) => {
    const runs = transaction.objectStore('runs');
    const run = await requireRun(runs.get(runId), runId);
    const stored = await transaction.objectStore('checkpoints').get([runId, step]);
    if (stored === undefined && step !== 0) {
      throw new StorageError(
        'missing',
        `The run has no checkpoint at step ${step}.`,
        'Rewind to a step that has one, or to 0 to begin anew.',
      );
    }
    const cursor: Cursor | null = stored === undefined ? null : parseCursor(stored.checkpoint.cursor);
    await Promise.all([
      runs.put({ ...run, cursor, updatedAt: Date.now() }),
      ...(['checkpoints', 'metrics', 'trees', 'evaluations'] as const).map((name) =>
        transaction.objectStore(name).delete(afterStep(runId, step)),
      ),
    ]);
  });
}
