/** Keys of the database: the ranges that hold a run's records, and the names of new records. */
import { checksum } from '../model/checksum.ts';
import type { Evaluation, Sample } from '../rl/records.ts';
import type { StoreSchema } from './database.ts';
import { evaluationChoices } from './evaluation-choices.ts';
import { encodeJson } from './json.ts';

/** Everything of a run. Any array sorts after every number and string, so `[id, []]` is past the run's last key. */
export function ofRun(runId: string): IDBKeyRange {
  return IDBKeyRange.bound([runId], [runId, []]);
}

/** Everything of a run with a step greater than `step`. */
export function afterStep(runId: string, step: number): IDBKeyRange {
  return IDBKeyRange.bound([runId, step + 1], [runId, []]);
}

/** Everything of a run from step `from` to step `to`, both included. */
export function betweenSteps(runId: string, from: number, to: number): IDBKeyRange {
  return IDBKeyRange.bound([runId, from], [runId, to, []]);
}

/** Evaluations of one step may sample the same task under other choices, which only the samples' content tells apart. */
export function sampleKey(runId: string, record: Sample): StoreSchema['trees']['key'] {
  const digest = checksum(new TextEncoder().encode(encodeJson(record)));
  return [runId, record.step, record.phase, record.index, digest];
}

/** One step may be evaluated by several choices; the same ones give the same again, but for how long it took. */
export function evaluationKey(runId: string, result: Evaluation): StoreSchema['evaluations']['key'] {
  return [runId, result.step, agentNumber(result), evaluationChoices(result)];
}

/** Stored results of one step are in this order of their agents: the single, the recursive, the planning one. */
function agentNumber(result: Evaluation): number {
  if ('kind' in result) return 2;
  return result.delegation ? 1 : 0;
}

/** A name for a new run: 80 random bits. (`crypto.randomUUID` is missing on insecure origins.) */
export function newRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
