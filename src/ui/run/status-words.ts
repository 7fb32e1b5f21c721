/** The state of a run in words for its header. */
import type { Experiment } from '../../experiments/experiment.ts';
import type { RunStatus } from '../../workers/protocol.ts';
import type { Progress } from '../session/run-session.ts';
import { runStage } from './stage.ts';

export interface StatusWords {
  /** One or two words: the state itself. */
  readonly state: string;
  /** What goes on, or why it does not. */
  readonly detail: string;
}

export function statusWords(
  status: RunStatus,
  message: string,
  progress: Progress | null,
  method: Experiment['method'],
): StatusWords {
  // While the last evaluation runs, the training is done but the run is not.
  const over = progress?.cursor.phase === 'done';
  const where = progress ? (over ? `after ${progress.cursor.total} steps` : runStage(progress.cursor, method)) : '';
  switch (status) {
    case 'opening':
      return { state: 'Opening', detail: message || 'Choosing an engine and preparing the agents.' };
    case 'running':
      return { state: 'Running', detail: joined(progress?.activity ?? message, where) };
    case 'paused':
      return { state: 'Paused', detail: joined(message, where) };
    case 'done':
      return { state: 'Done', detail: where || message };
    case 'failed':
      return { state: 'Failed', detail: message || 'The run stopped for an unknown reason.' };
    case 'closed':
      return { state: 'Closed', detail: message || 'The run was saved and let go.' };
    default:
      return status satisfies never;
  }
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
