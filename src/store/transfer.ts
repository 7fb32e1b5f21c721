/** A whole run out of the database and into it, as plain data; `archive.ts` turns that into files. */
import type { Checkpoint } from '../rl/records.ts';
import type { SkippedCheckpoint } from './checkpoint-store.ts';
import { fromStored, toStored } from './checkpoints.ts';
import { STORE_NAMES } from './database.ts';
import { messageOf } from './errors.ts';
import { parseEvaluation } from './evaluation-schema.ts';
import { evaluationKey, newRunId, ofRun, sampleKey } from './keys.ts';
import { parseSample } from './sample-schema.ts';
import { parseMetricRow } from './schemas.ts';
import { requireRun, type Transactions } from './transactions.ts';
import { readRun, trusted } from './trust.ts';
import type { RunArchive, RunRecord } from './types.ts';

export interface ExportedRun {
  readonly archive: RunArchive;
  /** Damaged checkpoints that were left out, oldest first. */
  readonly skipped: readonly SkippedCheckpoint[];
}

export async function exportRun(
  transactions: Transactions,
  runId: string,
  warn: (message: string) => void,
): Promise<ExportedRun> {
  const stored = await transactions.read('Reading the run', STORE_NAMES, async (transaction) => {
    const range = ofRun(runId);
    const run: unknown = await requireRun(transaction.objectStore('runs').get(runId), runId);
    const [checkpoints, metrics, samples, evaluations] = await Promise.all([
      transaction.objectStore('checkpoints').getAll(range),
      transaction.objectStore('metrics').getAll(range),
      transaction.objectStore('trees').getAll(range),
      transaction.objectStore('evaluations').getAll(range),
    ]);
    return { run, checkpoints, metrics, samples, evaluations };
  });
  const checkpoints: Checkpoint[] = [];
  const skipped: SkippedCheckpoint[] = [];
  for (const record of stored.checkpoints) {
    try {
      checkpoints.push(fromStored(record));
    } catch (error) {
      skipped.push({ step: record.total, reason: messageOf(error) });
    }
  }
  const archive: RunArchive = {
    // The pointer of the copy points to what the copy has.
    run: { ...readRun(runId, stored.run), cursor: checkpoints.at(-1)?.cursor ?? null },
    metrics: trusted(stored.metrics, warn, parseMetricRow),
    samples: trusted(stored.samples, warn, parseSample),
    evaluations: trusted(stored.evaluations, warn, parseEvaluation),
    checkpoints,
  };
  return { archive, skipped };
}

export async function importRun(transactions: Transactions, archive: RunArchive): Promise<RunRecord> {
  return transactions.write('Importing the run', STORE_NAMES, async (transaction) => {
    const runs = transaction.objectStore('runs');
    const taken = (await runs.getKey(archive.run.id)) !== undefined;
    const run: RunRecord = taken ? { ...archive.run, id: newRunId() } : archive.run;
    const checkpoints = transaction.objectStore('checkpoints');
    const metrics = transaction.objectStore('metrics');
    const samples = transaction.objectStore('trees');
    const evaluations = transaction.objectStore('evaluations');
    // Async, so that a record that throws rejects like the others instead of leaving their requests unheard.
    await Promise.all([
      runs.add(run),
      ...archive.checkpoints.map(async (checkpoint) => checkpoints.put(toStored(run.id, checkpoint, false))),
      ...archive.metrics.map(async (row) => metrics.put(row, [run.id, row.step])),
      ...archive.samples.map(async (record) => samples.put(record, sampleKey(run.id, record))),
      ...archive.evaluations.map(async (result) => evaluations.put(result, evaluationKey(run.id, result))),
    ]);
    return run;
  });
}
