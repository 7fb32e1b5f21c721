/** Which known word a misspelt one was meant to be. */

/** The likely words, the nearest first; `sure` when only the first can have been meant. */
export interface Guess<T extends string> {
  readonly words: readonly T[];
  readonly sure: boolean;
}

/** How many suggestions are worth reading. */
const MOST_GUESSES = 3;

/**
 * Compares in lower case. Sure is a guess with one slip in five letters or two in seven, and no other word as near; words
 * of the same meaning (`same`) do not contradict each other. Of shorter words too many are a slip away from another.
 */
export function guessWord<T extends string>(
  word: string,
  known: readonly T[],
  same: (a: T, b: T) => boolean,
): Guess<T> {
  const near = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  const guesses = known
    .map((candidate) => ({ candidate, slips: slipsBetween(word.toLowerCase(), candidate) }))
    .filter(({ candidate, slips }) => slips <= near && slips < candidate.length - 1)
    .sort((a, b) => a.slips - b.slips);
  const best = guesses[0];
  if (best === undefined) return { words: [], sure: false };
  const tolerated = word.length >= 7 ? 2 : word.length >= 5 ? 1 : 0;
  const rivals = guesses.filter(({ slips }) => slips === best.slips);
  const sure =
    best.slips <= tolerated &&
    rivals.every(({ candidate }) => candidate === best.candidate || same(candidate, best.candidate));
  const words: T[] = [];
  for (const { candidate } of guesses) {
    if (words.length < MOST_GUESSES && !words.some((word) => same(word, candidate))) words.push(candidate);
  }
  return { words, sure };
}

/** Fewest letters to insert, drop or change, or neighbours to swap, to get from one word to the other. */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
