/**
 * The settings of Oolong: the table of knobs, and the check that every other file of this folder relies on.
 */
import type { Setting, Settings } from '../environment.ts';
import { checkedAgainst } from '../settings.ts';
import { KINDS, type Kind, namesLabel } from './question.ts';
import { RECORD } from './records.ts';
import type { Lexicon } from './vocabulary.ts';

export const SETTINGS = [
  {
    name: 'window',
    label: 'Window',
    help:
      'The window in which inputs are measured: what an agent is to manage with. Difficulty 1 is half a window of ' +
      'records, and each further one twice as much. Set it to the context of the model.',
    unit: 'tokens',
    min: 40,
    max: 512,
    step: 1,
    default: 64,
  },
  {
    name: 'tiers',
    label: 'Tiers',
    help: 'Number of difficulties. The hardest input has 2^(tiers − 2) windows: 32 with 7 tiers.',
    min: 1,
    max: 8,
    step: 1,
    default: 7,
  },
  {
    name: 'slice',
    label: 'Records per read',
    help: 'Most records that one reading turn shows, three tokens each. A slice of no more than that is short.',
    unit: 'records',
    min: 4,
    max: 64,
    step: 1,
    default: 12,
  },
  {
    name: 'pieces',
    label: 'Pieces',
    help: 'Number of pieces that a slice is cut into when it is delegated. More make flatter trees and longer contexts.',
    min: 2,
    max: 4,
    step: 1,
    default: 2,
  },
  {
    name: 'questions',
    label: 'Kinds of questions',
    help:
      '1: how often a label occurs. 2: also which label occurs most, and how often each does. 3: also which users ' +
      'have a label.',
    min: 1,
    max: 3,
    step: 1,
    default: 3,
  },
  {
    name: 'filtered',
    label: 'Filtered questions',
    help: 'Share of questions that are about one user or one period only.',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0.5,
  },
  {
    name: 'users',
    label: 'Users',
    help: 'Number of different users. Lists of users can be as long as that.',
    min: 2,
    max: 12,
    step: 1,
    default: 6,
  },
  {
    name: 'periods',
    label: 'Periods',
    help: 'Number of different periods that records are of.',
    min: 2,
    max: 12,
    step: 1,
    default: 4,
  },
  {
    name: 'labels',
    label: 'Labels',
    help: 'Number of different labels. A tally has as many numbers.',
    min: 2,
    max: 6,
    step: 1,
    default: 4,
  },
  {
    name: 'maxNumber',
    label: 'Largest number',
    help:
      'Largest number that has a word, and how often a label occurs at most however long the input: what is added ' +
      'on a long input was then added in training too.',
    min: 2,
    max: 99,
    step: 1,
    default: 12,
  },
] as const satisfies readonly Setting[];

type Name = (typeof SETTINGS)[number]['name'];

/** Settings that were checked: every knob is there and in range, and an agent fits into the window. */
export type CheckedSettings = Readonly<Record<Name, number>>;

/**
 * Fills in defaults. Throws a RangeError that says what to change when a setting is unknown or out of range, or when
 * an agent that reads or combines slices does not fit into the window.
 */
export function checkSettings(settings: Settings): CheckedSettings {
  const checked = checkedAgainst('Oolong', SETTINGS, settings);
  const needed = agentTokens(checked);
  if (needed > checked.window) {
    throw new RangeError(
      `Oolong's setting window (${checked.window}) must be at least ${needed}, the longest context of an agent that ` +
        'delegates; raise it, or lower slice, pieces, users or labels.',
    );
  }
  return checked;
}

/** What tokens mean in all tasks of these settings. */
export function lexiconOf({ users, periods, labels, maxNumber }: CheckedSettings): Lexicon {
  return { users, periods, labels, maxNumber };
}

/** Kinds of questions that tasks ask. */
export function kindsAsked({ questions }: CheckedSettings): readonly Kind[] {
  if (questions === 1) return ['count'];
  return questions === 2 ? ['count', 'most', 'tally'] : KINDS;
}

/** Records in an input of this difficulty: 2^(difficulty − 2) windows of three tokens each, rounded. */
export function recordsOf({ window }: CheckedSettings, difficulty: number): number {
  return Math.round((2 ** (difficulty - 2) * window) / RECORD);
}

/**
 * Tokens of the longest agent of the recursive expert, whatever the length of the input: one that reads a short slice
 * and answers, or one that has every piece of a long one done, hears the answers and combines them.
 */
function agentTokens(settings: CheckedSettings): number {
  const { slice, pieces, users, labels } = settings;
  return Math.max(
    ...kindsAsked(settings).map((kind) => {
      const question = namesLabel(kind) ? 3 : 2;
      const answer = { count: 1, most: 1, tally: labels, who: users }[kind];
      const frame = 2 + question + 2 + (1 + answer + 1);
      const delegated = (of: number, children: number, heard: number) =>
        frame + children * (1 + of + 1 + 1 + 2) + 2 + children * (1 + heard) + 1;
      if (kind === 'most') return delegated(2, 1, labels);
      const reads = frame + 2 + RECORD * slice + 1;
      return Math.max(reads, delegated(question, pieces, answer));
    }),
  );
}
