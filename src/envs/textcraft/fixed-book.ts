/**
 * Books that stay the same from task to task. A fixed book goes by a name that says what it is drawn from, so that
 * states which refer to it stay small wherever they are sent or stored; whoever meets the name draws the book anew.
 */
import { derive, type Key, key } from '../../random/index.ts';
import type { Book } from './book.ts';
import { type CheckedSettings, checkSettings } from './settings.ts';
import { drawWorld } from './world.ts';

/** The settings on which a book depends, and its seed, as JSON. Recorded trees hold it. */
export type BookName = string;

/** Books kept at hand on this thread. Only speed depends on it: the same name always gives the same book. */
const SHELF = new Map<BookName, Book>();
const SHELF_SIZE = 8;

/** The name of the fixed book of `settings`. */
export function bookName(settings: CheckedSettings): BookName {
  const { scale, domains, tiers, itemsPerTier, maxIngredients, maxCount, maxResult, maxNumber } = settings;
  const { nameTokens, bookSeed } = settings;
  return JSON.stringify({
    scale,
    domains,
    tiers,
    itemsPerTier,
    maxIngredients,
    maxCount,
    maxResult,
    maxNumber,
    nameTokens,
    bookSeed,
  });
}

/** The key under which everything about a fixed book is drawn. */
export function bookKey(name: BookName): Key {
  return derive(key(settingsOf(name).bookSeed), 'book');
}

/**
 * The book of that name; every recipe has an ingredient from the tier just below, so that crafting depth is the tier.
 * Throws a RangeError when `name` is not the name of a book.
 */
export function fixedBook(name: BookName): Book {
  const known = SHELF.get(name);
  if (known) return known;
  const { book } = drawWorld(derive(bookKey(name), 'world'), settingsOf(name), true);
  const oldest = SHELF.keys().next();
  if (SHELF.size >= SHELF_SIZE && !oldest.done) SHELF.delete(oldest.value);
  SHELF.set(name, book);
  return book;
}

function settingsOf(name: BookName): CheckedSettings {
  try {
    return checkSettings(Object(JSON.parse(name)));
  } catch (error) {
    throw new RangeError(`"${name}" is not the name of a recipe book.`, { cause: error });
  }
}
