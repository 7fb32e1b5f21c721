/** Names of tasks: unique among those that an environment draws. */
import type { Key } from '../random/index.ts';

/** `oolong-3-0000000500000007`: the environment, the difficulty, and the key that the task was drawn with. */
export function taskId(environment: string, difficulty: number, [high, low]: Key): string {
  return `${environment}-${difficulty}-${hex(high)}${hex(low)}`;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
