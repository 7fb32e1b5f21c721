/**
 * Draws tasks: a fresh recipe book, a target of exactly the asked crafting depth, and a start inventory that holds
 * the base materials for it. Pure; every task is proved solvable before it is handed out.
 */
import { between, derive, type Key, permutation, uniform } from '../../random/index.ts';
import { equalBands } from '../bands.ts';
import type { Band, Settings, Task } from '../environment.ts';
import { type Book, craftingDepths } from './book.ts';
import { type CheckedSettings, checkSettings, DIFFICULTY_BANDS } from './settings.ts';
import { baseMaterials, goldPlan, largestRequest, planTurns, provesSolvable } from './solver.ts';
import type { TextCraftState } from './state.ts';
import { itemToken, numberToken } from './vocabulary.ts';
import { drawWorld } from './world.ts';

/** Books drawn before a task is given up. */
const ATTEMPTS = 200;
/** From this attempt on every recipe reaches down exactly one tier, so that a target of any depth exists. */
const CHAINED_FROM = 20;

/** Crafting depths that tasks can have. */
export function difficulties(settings: Settings): number[] {
  return Array.from({ length: checkSettings(settings).tiers - 1 }, (_, i) => i + 1);
}

/** The paper's bands in the paper's world; four equal ones under uniform rules. */
export function bands(settings: Settings): Band[] {
  const tiers = difficulties(settings);
  if (checkSettings(settings).scale === 0) return equalBands(tiers);
  const hardest = tiers.length;
  return Object.entries(DIFFICULTY_BANDS)
    .filter(([, [low]]) => low <= hardest)
    .map(([name, [low, high]]) => ({ name, low, high: Math.min(high, hardest) }));
}

/** A task whose target takes a longest chain of exactly `difficulty` crafts. */
export function generate(key: Key, difficulty: number, settings: Settings): Task<TextCraftState> {
  const checked = checkSettings(settings);
  if (!Number.isInteger(difficulty) || difficulty < 1 || difficulty >= checked.tiers) {
    throw new RangeError(
      `TextCraft makes tasks of difficulty 1 to ${checked.tiers - 1} with ${checked.tiers} tiers; got ${difficulty}. ` +
        'Ask for less or raise the setting tiers.',
    );
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const state = drawState(derive(key, 'attempt', attempt), difficulty, checked, attempt >= CHAINED_FROM);
    if (!state) continue;
    const { book, item, count } = state;
    const plan = goldPlan(book, item, count);
    if (!provesSolvable(state, plan)) throw new Error(`The gold plan of a TextCraft task failed (key ${key}).`);
    return {
      id: `textcraft-${difficulty}-${hex(key[0])}${hex(key[1])}`,
      difficulty,
      goal: [itemToken(book, item), numberToken(book, count)],
      state,
      goldSteps: planTurns(book, plan),
    };
  }
  throw new RangeError(
    `No TextCraft task of depth ${difficulty} was found that needs no number above ${checked.maxNumber}. Raise the ` +
      'setting maxNumber, or lower maxCount, maxResult or maxTargetCount.',
  );
}

/** A state under `key`, or null when its book has no suitable target. */
function drawState(key: Key, depth: number, settings: CheckedSettings, chained: boolean): TextCraftState | null {
  const { book } = drawWorld(derive(key, 'world'), settings, chained);
  const targets = Array.from(craftingDepths(book)).flatMap((d, item) => (d === depth ? [item] : []));
  if (targets.length === 0) return null;
  const item = targets[between(derive(key, 'target'), 0, targets.length - 1)] as number;
  // The paper asks for fewer pieces of its hard targets.
  const most = settings.scale === 1 && depth >= 7 ? Math.min(2, settings.maxTargetCount) : settings.maxTargetCount;
  const count = between(derive(key, 'pieces'), 1, most);
  if (largestRequest(book, item, count) > book.maxNumber) return null;
  const inventory = startInventory(derive(key, 'inventory'), book, item, count, settings);
  return { book, item, count, initial: inventory, inventory: inventory.slice(), finished: false };
}

function startInventory(key: Key, book: Book, item: number, count: number, settings: CheckedSettings): Float64Array {
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
  return stock;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
