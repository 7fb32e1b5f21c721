/** A small hand-made input: ten records of two users, two periods and two labels, read four at a time. */

import { type Question, readQuestion } from '../../../../src/envs/oolong/question.ts';
import { NO_LABEL, RECORD, type Records, WHOLE } from '../../../../src/envs/oolong/records.ts';
import { type CheckedSettings, checkSettings } from '../../../../src/envs/oolong/settings.ts';
import type { OolongState } from '../../../../src/envs/oolong/state.ts';
import { lexer } from './drive.ts';

/** Settings whose vocabulary is the fixture's. */
export const SETTINGS: CheckedSettings = checkSettings({ users: 2, periods: 2, labels: 2, maxNumber: 9, slice: 4 });

const LEXICON = { users: 2, periods: 2, labels: 2, maxNumber: 9 };

/** Records from a text like "u0 p1 l0, u1 p0 -". */
export function recordsOf(text: string, pieces = 2): Records {
  const fields = text.split(',').flatMap((record) =>
    record
      .trim()
      .split(' ')
      .map((name) => (name === '-' ? NO_LABEL : Number(name.slice(1)))),
  );
  if (fields.length % RECORD !== 0) throw new Error(`"${text}" is no list of records.`);
  return { ...LEXICON, fields: Uint8Array.from(fields), sliceRecords: 4, pieces };
}

export const RECORDS = recordsOf(
  'u0 p0 l0, u1 p0 -, u0 p1 l0, u1 p1 l1, u1 p0 l0, u0 p0 -, u0 p0 l1, u1 p1 l0, u1 p1 -, u0 p1 l0',
);

/** The question that a text like "count u0 l1" is. */
export function ask(text: string): Question {
  const question = readQuestion(LEXICON, lexer(SETTINGS)(text));
  if (!question) throw new Error(`"${text}" is no question.`);
  return question;
}

/** A root agent's start with that question about all ten records. */
export function stateOf(question: string, records: Records = RECORDS): OolongState {
  const to = records.fields.length / RECORD;
  return {
    records,
    question: ask(question),
    piece: WHOLE,
    slice: { from: 0, to },
    cursor: 0,
    reports: [],
    answer: null,
  };
}
