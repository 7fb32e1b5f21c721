/** Stored records before and after they are believed: what is damaged is told, and does not take the rest with it. */
import { messageOf, StorageError } from './errors.ts';
import { parseRunRecord } from './schemas.ts';
import type { RunRecord } from './types.ts';

/** The stored record of a run; throws a StorageError that says what is wrong with it. */
export function readRun(runId: string, stored: unknown): RunRecord {
  try {
    return parseRunRecord(stored);
  } catch (error) {
    throw new StorageError(
      'damaged',
      `The stored run "${runId}" cannot be read: ${messageOf(error)}`,
      'Import an export of it, or delete it in the library.',
      { cause: error },
    );
  }
}

/** The rows that are what they should be; `warn` is told of the others. */
export function trusted<Row>(
  stored: readonly unknown[],
  warn: (message: string) => void,
  parse: (input: unknown) => Row,
): Row[] {
  const rows: Row[] = [];
  let refused = 0;
  let reason = '';
  for (const input of stored) {
    try {
      rows.push(parse(input));
    } catch (error) {
      refused++;
      reason ||= messageOf(error);
    }
  }
  if (refused > 0) warn(`${refused} of ${stored.length} stored records could not be read. ${reason}`);
  return rows;
}
