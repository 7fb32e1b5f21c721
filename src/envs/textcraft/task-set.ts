/**
 * The fixed tasks of a fixed book, as in the paper: one for every item that is deep enough and every number of pieces,
 * split by item. Four fifths of the targets of each depth are for training, and what is trained on is never asked; the
 * items in between are shared. Pure.
 */
import { derive, permutation } from '../../random/index.ts';
import type { Settings, Split } from '../environment.ts';
import { craftingDepths } from './book.ts';
import { type BookName, bookKey, bookName, fixedBook } from './fixed-book.ts';
import { type CheckedSettings, checkSettings, DIFFICULTY_BANDS, PAPER_EASIEST } from './settings.ts';
import { largestRequest } from './solver.ts';

export interface FixedTask {
  readonly split: Split;
  /** Crafting depth of the target. */
  readonly difficulty: number;
  readonly item: number;
  /** Pieces asked for. */
  readonly count: number;
}

/** Share of the targets of a depth that are for training, rounded down. */
const TRAINING_SHARE = 0.8;

/** Crafting depths that tasks can have. */
export function difficulties(settings: Settings): number[] {
  const { scale, tiers } = checkSettings(settings);
  const easiest = scale === 1 ? PAPER_EASIEST : 1;
  return Array.from({ length: tiers - easiest }, (_, i) => easiest + i);
}

/** Most pieces that a task of that depth asks for: under the paper's rules at most two of its hard targets. */
export function mostPieces({ scale, maxTargetCount }: CheckedSettings, difficulty: number): number {
  return scale === 1 && difficulty >= DIFFICULTY_BANDS.hard[0] ? Math.min(2, maxTargetCount) : maxTargetCount;
}

/** Sets kept at hand on this thread, by book and pieces. Only speed depends on it. */
const KNOWN = new Map<string, readonly FixedTask[]>();
const KNOWN_SIZE = 8;

/**
 * All tasks of the fixed book of `settings`, whatever `book` says, in ascending order of difficulty, item and count.
 * Throws a RangeError that says what to change when a task would need a number that has no word.
 */
export function taskSet(settings: Settings): readonly FixedTask[] {
  const checked = checkSettings({ ...settings, book: 1 });
  const name = bookName(checked);
  const id = `${name} ${checked.maxTargetCount}`;
  const known = KNOWN.get(id);
  if (known) return known;
  const depths = craftingDepths(fixedBook(name));
  const tasks = difficulties(settings).flatMap((difficulty) => {
    const items = Array.from(depths.keys()).filter((item) => depths[item] === difficulty);
    return tasksOf(name, difficulty, items, mostPieces(checked, difficulty));
  });
  requireWords(name, tasks);
  const oldest = KNOWN.keys().next();
  if (KNOWN.size >= KNOWN_SIZE && !oldest.done) KNOWN.delete(oldest.value);
  KNOWN.set(id, tasks);
  return tasks;
}

function tasksOf(name: BookName, difficulty: number, items: readonly number[], most: number): FixedTask[] {
  const order = permutation(derive(bookKey(name), 'split', difficulty), items.length);
  const held = new Set(order.slice(Math.max(1, Math.floor(TRAINING_SHARE * items.length))).map((i) => items[i]));
  return items.flatMap((item) =>
    Array.from({ length: most }, (_, i): FixedTask => {
      return { split: held.has(item) ? 'validation' : 'train', difficulty, item, count: i + 1 };
    }),
  );
}

function requireWords(name: BookName, tasks: readonly FixedTask[]): void {
  const book = fixedBook(name);
  const largest = Math.max(...tasks.map(({ item, count }) => largestRequest(book, item, count)));
  if (largest <= book.maxNumber) return;
  throw new RangeError(
    `The tasks of this fixed TextCraft book need numbers up to ${largest}. Raise the setting maxNumber ` +
      `(${book.maxNumber}) to that, or lower maxCount, maxResult or maxTargetCount.`,
  );
}
