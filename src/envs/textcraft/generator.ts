/**
 * Draws tasks: a recipe book, fresh or fixed, a target of exactly the asked crafting depth, and a start inventory that
 * holds the base materials for it. Pure; every task is proved solvable before it is handed out.
 */
import { between, derive, integer, type Key, permutation, uniform } from '../../random/index.ts';
import { equalBands } from '../bands.ts';
import type { Band, FixedTasks, Settings, Split, Task } from '../environment.ts';
import { type Book, craftingDepths } from './book.ts';
import { bookKey, bookName, fixedBook } from './fixed-book.ts';
import { type CheckedSettings, checkSettings, DIFFICULTY_BANDS } from './settings.ts';
import { baseMaterials, goldPlan, largestRequest, planTurns, provesSolvable } from './solver.ts';
import { itemName, spell } from './spelling.ts';
import type { TextCraftState } from './state.ts';
import { listStocks, type Stocks } from './stocks.ts';
import { difficulties, type FixedTask, mostPieces, taskSet } from './task-set.ts';
import { itemToken, numberToken } from './vocabulary.ts';
import { drawWorld } from './world.ts';

/** Books drawn before a task is given up. */
const ATTEMPTS = 200;
/** From this attempt on every recipe reaches down exactly one tier, so that a target of any depth exists. */
const CHAINED_FROM = 20;

/** The paper's bands in the paper's world; four equal ones under uniform rules. */
export function bands(settings: Settings): Band[] {
  const tiers = difficulties(settings);
  if (checkSettings(settings).scale === 0) return equalBands(tiers);
  const hardest = tiers.at(-1) ?? 0;
  return Object.entries(DIFFICULTY_BANDS)
    .filter(([, [low]]) => low <= hardest)
    .map(([name, [low, high]]) => ({ name, low, high: Math.min(high, hardest) }));
}

/**
 * A task whose target takes a longest chain of exactly `difficulty` crafts. With a fixed book it is one of the fixed
 * tasks of `split`, all equally likely under `key`, and always starts with the same stocks; otherwise everything about
 * it is drawn under `key`.
 */
export function generate(
  key: Key,
  difficulty: number,
  settings: Settings,
  split: Split = 'train',
): Task<TextCraftState> {
  const fixed = fixedTasks(difficulty, settings, split);
  if (fixed) return fixed.task(integer(derive(key, 'fixed task'), fixed.count));
  return freshTask(key, difficulty, checkSettings(settings));
}

/** The fixed tasks of a crafting depth, by item and count; null with fresh books. */
export function fixedTasks(difficulty: number, settings: Settings, split: Split): FixedTasks<TextCraftState> | null {
  const checked = checkSettings(settings);
  const possible = difficulties(settings);
  if (!possible.includes(difficulty)) {
    throw new RangeError(
      `TextCraft makes tasks of difficulty ${possible[0]} to ${possible.at(-1)} with ${checked.tiers} tiers; got ` +
        `${difficulty}. Ask for less or raise the setting tiers.`,
    );
  }
  if (checked.book === 0) return null;
  const tasks = taskSet(checked).filter((task) => task.difficulty === difficulty && task.split === split);
  return { count: tasks.length, task: (index) => fixedTask(tasks[index] as FixedTask, checked) };
}

function fixedTask({ difficulty, item, count }: FixedTask, settings: CheckedSettings): Task<TextCraftState> {
  const name = bookName(settings);
  const book = fixedBook(name);
  const inventory = startInventory(derive(bookKey(name), 'inventory', item, count), book, item, count, settings);
  return checkedTask(`textcraft-${difficulty}-${itemName(book, item)}x${count}`, difficulty, book, {
    book: name,
    item,
    count,
    initial: inventory,
    inventory,
    finished: false,
  });
}

function freshTask(key: Key, difficulty: number, settings: CheckedSettings): Task<TextCraftState> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = drawState(derive(key, 'attempt', attempt), difficulty, settings, attempt >= CHAINED_FROM);
    if (drawn) {
      return checkedTask(`textcraft-${difficulty}-${hex(key[0])}${hex(key[1])}`, difficulty, drawn.book, drawn);
    }
  }
  throw new RangeError(
    `No TextCraft task of depth ${difficulty} was found that needs no number above ${settings.maxNumber}. Raise the ` +
      'setting maxNumber, or lower maxCount, maxResult or maxTargetCount.',
  );
}

/** A task that is proved solvable. */
function checkedTask(id: string, difficulty: number, book: Book, state: TextCraftState): Task<TextCraftState> {
  const { item, count } = state;
  const plan = goldPlan(book, item, count);
  if (!provesSolvable(book, state, plan)) throw new Error(`The gold plan of the TextCraft task ${id} failed.`);
  const goal = spell(book, [itemToken(book, item), numberToken(book, count)]);
  return { id, difficulty, goal, state, goldSteps: planTurns(book, plan) };
}

/** A state under `key`, or null when its book has no suitable target. */
function drawState(
  key: Key,
  depth: number,
  settings: CheckedSettings,
  chained: boolean,
): (TextCraftState & { readonly book: Book }) | null {
  const { book } = drawWorld(derive(key, 'world'), settings, chained);
  const targets = Array.from(craftingDepths(book)).flatMap((d, item) => (d === depth ? [item] : []));
  if (targets.length === 0) return null;
  const item = targets[between(derive(key, 'target'), 0, targets.length - 1)] as number;
  const count = between(derive(key, 'pieces'), 1, mostPieces(settings, depth));
  if (largestRequest(book, item, count) > book.maxNumber) return null;
  const inventory = startInventory(derive(key, 'inventory'), book, item, count, settings);
  return { book, item, count, initial: inventory, inventory, finished: false };
}

function startInventory(key: Key, book: Book, item: number, count: number, settings: CheckedSettings): Stocks {
  const stock = baseMaterials(book, item, count);
  const unused: number[] = [];
  for (let base = 0; base < book.items; base++) {
    if (book.makes[base] !== 0) continue;
    const need = stock[base] as number;
    if (need === 0) unused.push(base);
    else stock[base] = need + Math.floor(need * settings.buffer * uniform(derive(key, 'buffer', base)));
  }
  const wanted =
    settings.scale === 1 && settings.distractors > 0
      ? between(derive(key, 'distractors'), 1, settings.distractors)
      : settings.distractors;
  for (const choice of permutation(derive(key, 'which'), unused.length).slice(0, wanted)) {
    stock[unused[choice] as number] = between(derive(key, 'distractor', choice), 1, 2);
  }
  return listStocks(stock);
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
