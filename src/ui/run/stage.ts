/** Where a run stands, in words. */
import { warmStartTitle } from '../../experiments/agent-words.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import type { Cursor } from '../../rl/records.ts';

export function runStage(cursor: Cursor | null, method: Experiment['method']): string {
  if (cursor === null) return 'Not saved yet';
  switch (cursor.phase) {
    case 'warm-start':
      return `${warmStartTitle(method)}, step ${cursor.update}`;
    case 'training':
      return `Update ${cursor.update}`;
    case 'done':
      return `Done after ${cursor.total} steps`;
    default:
      return cursor.phase satisfies never;
  }
}
