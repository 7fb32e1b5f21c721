/**
 * Draws tasks: a question and records of which few have a label, as in a long transcript in which little happens. No
 * label occurs more often than there are numbers for, in inputs of any length, so every question about every slice has
 * an answer that can be said. Pure.
 */
import { between, derive, integer, type Key, permutation, uniform } from '../../random/index.ts';
import type { Settings, Task } from '../environment.ts';
import { taskId } from '../task-id.ts';
import { mostFrequent } from './answer.ts';
import { type Filter, goalTokens, type Kind, labelCounts, namesLabel, type Question } from './question.ts';
import { everything, NO_LABEL, RECORD, type Records, WHOLE } from './records.ts';
import { type CheckedSettings, checkSettings, kindsAsked, lexiconOf, recordsOf } from './settings.ts';
import type { OolongState } from './state.ts';
import { type Lexicon, sizeOf } from './vocabulary.ts';

/** Draws before a task is given up; only a tie for the most frequent label takes another. */
const ATTEMPTS = 200;

/** Tiers: 1 is half a window of records, and each further one twice as much. */
export function difficulties(settings: Settings): number[] {
  return Array.from({ length: checkSettings(settings).tiers }, (_, i) => i + 1);
}

/** A task over 2^(difficulty − 2) windows of records. */
export function generate(key: Key, difficulty: number, settings: Settings): Task<OolongState> {
  const checked = checkSettings(settings);
  if (!Number.isInteger(difficulty) || difficulty < 1 || difficulty > checked.tiers) {
    throw new RangeError(
      `Oolong makes tasks of difficulty 1 to ${checked.tiers}; got ${difficulty}. Ask for less or raise the setting tiers.`,
    );
  }
  const question = drawQuestion(derive(key, 'question'), checked);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const records = drawRecords(derive(key, 'attempt', attempt), question, recordsOf(checked, difficulty), checked);
    if (!isSettled(question, records)) continue;
    const slice = everything(records);
    return {
      id: taskId('oolong', difficulty, key),
      difficulty,
      goal: goalTokens(records, { question, piece: WHOLE }),
      state: { records, question, piece: WHOLE, slice, cursor: 0, reports: [], answer: null },
      goldSteps: Math.ceil(slice.to / records.sliceRecords) + 1,
    };
  }
  throw new RangeError(
    `No Oolong task was found in which one label is the most frequent (key ${key}). Raise the setting maxNumber.`,
  );
}

function drawQuestion(key: Key, settings: CheckedSettings): Question {
  const lexicon = lexiconOf(settings);
  const kinds = kindsAsked(settings);
  const kind = kinds[integer(derive(key, 'kind'), kinds.length)] as Kind;
  const label = namesLabel(kind) ? integer(derive(key, 'label'), lexicon.labels) : -1;
  if (uniform(derive(key, 'filtered')) >= settings.filtered) return { kind, filter: null, label };
  // "Which users" is not asked of one user.
  const field = kind === 'who' || integer(derive(key, 'field'), 2) === 1 ? 'period' : 'user';
  return { kind, filter: { field, value: integer(derive(key, 'value'), sizeOf(lexicon, field)) }, label };
}

/** One label must be the most frequent; ties below the root are fine, where either answer counts. */
function isSettled(question: Question, records: Records): boolean {
  if (question.kind !== 'most') return true;
  return mostFrequent(labelCounts(question, records.fields, everything(records), records.labels)).length === 1;
}

/** A record with a label, before it has a place among the others. */
interface Event {
  readonly label: number;
  readonly user: number;
  readonly period: number;
}

function drawRecords(key: Key, question: Question, n: number, settings: CheckedSettings): Records {
  const lexicon = lexiconOf(settings);
  const fields = new Uint8Array(n * RECORD);
  const userKey = derive(key, 'user');
  const periodKey = derive(key, 'period');
  for (let i = 0; i < n; i++) {
    fields.set(
      [integer(derive(userKey, i), lexicon.users), integer(derive(periodKey, i), lexicon.periods), NO_LABEL],
      i * RECORD,
    );
  }
  const places = permutation(derive(key, 'places'), n);
  drawEvents(derive(key, 'events'), question, n, lexicon).forEach(({ user, period, label }, i) => {
    fields.set([user, period, label], (places[i] as number) * RECORD);
  });
  return { ...lexicon, fields, sliceRecords: settings.slice, pieces: settings.pieces };
}

/**
 * At most `n` events, at most `maxNumber` with each label. How many of a label pass the question's filter is drawn
 * uniformly, the asked label's first, so that answers are spread evenly and independent of the length of the input.
 */
function drawEvents(key: Key, question: Question, n: number, lexicon: Lexicon): Event[] {
  const { filter, label: asked } = question;
  const order = permutation(derive(key, 'order'), lexicon.labels);
  const events: Event[] = [];
  for (const label of asked < 0 ? order : [asked, ...order.filter((other) => other !== asked)]) {
    const labelKey = derive(key, 'label', label);
    const most = Math.min(lexicon.maxNumber, n - events.length);
    const users = label === asked && question.kind === 'who' ? drawUsers(labelKey, most, lexicon) : null;
    const matching = users?.length ?? between(derive(labelKey, 'matching'), 0, most);
    const others = filter ? between(derive(labelKey, 'others'), 0, most - matching) : 0;
    for (let i = 0; i < matching + others; i++) {
      const eventKey = derive(labelKey, 'event', i);
      const drawn = {
        user: users?.[i] ?? integer(derive(eventKey, 'user'), lexicon.users),
        period: integer(derive(eventKey, 'period'), lexicon.periods),
      };
      const forced = filter ? { [filter.field]: filterValue(eventKey, filter, i < matching, lexicon) } : {};
      events.push({ label, ...drawn, ...forced });
    }
  }
  return events;
}

/** Users of the asked label's events, at most `most`: how many different ones there are is drawn uniformly. */
function drawUsers(key: Key, most: number, { users }: Lexicon): number[] {
  const different = between(derive(key, 'different'), 0, Math.min(users, most));
  if (different === 0) return [];
  const chosen = permutation(derive(key, 'who'), users).slice(0, different);
  const more = between(derive(key, 'more'), 0, most - different);
  const again = Array.from({ length: more }, (_, i) => chosen[integer(derive(key, 'again', i), different)] as number);
  return [...chosen, ...again];
}

/** The filtered field of an event: the asked value, or any other. */
function filterValue(key: Key, { field, value }: Filter, matching: boolean, lexicon: Lexicon): number {
  const size = sizeOf(lexicon, field);
  return matching ? value : (value + 1 + integer(derive(key, 'other'), size - 1)) % size;
}
