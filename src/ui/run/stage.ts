/** Where a run stands, in words. */
import type { Cursor } from '../../rl/records.ts';

export function runStage(cursor: Cursor | null): string {
  if (cursor === null) return 'Not saved yet';
  switch (cursor.phase) {
    case 'warm-start':
      return `Warm start, step ${cursor.update}`;
    case 'training':
      return `Update ${cursor.update}`;
    case 'done':
      return `Done after ${cursor.total} steps`;
    default:
      return cursor.phase satisfies never;
  }
}
