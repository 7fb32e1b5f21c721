/** Named ranges of difficulty for environments whose difficulties have no names of their own. */
import type { Band } from './environment.ts';

const NAMES = ['easy', 'medium', 'hard', 'extreme'] as const;

/** Cuts ascending difficulties into at most four bands of equal length; the last one may be shorter. */
export function equalBands(difficulties: readonly number[]): Band[] {
  const length = Math.ceil(difficulties.length / NAMES.length);
  return NAMES.flatMap((name, i) => {
    const part = difficulties.slice(i * length, (i + 1) * length);
    const [low, high] = [part[0], part.at(-1)];
    return low === undefined || high === undefined ? [] : [{ name, low, high }];
  });
}
