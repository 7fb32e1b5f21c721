/**
 * Answers, the truth about a slice, and the credit for an answer: the verifier of every (question, slice) goal. Scoring
 * follows Oolong's: numbers 0.75^|difference|, a label exactly, lists by overlap. Two details are this project's own: a
 * tally is credited like its numbers, on average; and an overlap is divided by the longer of the two lists, not by the
 * right one, since otherwise naming everybody would always be right. Pure.
 */
import type { Token } from '../environment.ts';
import { concerns, labelCounts, type Question } from './question.ts';
import { RECORD, type Slice } from './records.ts';
import { fieldToken, type Lexicon, numberToken, readField, readNumber, TOKEN } from './vocabulary.ts';

/**
 * An answer: the number of `count`, the numbers of `tally`, the label of `most`, the users of `who`. Empty is what
 * `none` says: no label, nobody, or (where a number was asked for) that the agent does not know.
 */
export type Answer = readonly number[];

export function answerTokens(lexicon: Lexicon, { kind }: Question, answer: Answer): Token[] {
  if (answer.length === 0) return [TOKEN.none];
  if (kind === 'count' || kind === 'tally') return answer.map((n) => numberToken(lexicon, n));
  return answer.map((value) => fieldToken(lexicon, kind === 'most' ? 'label' : 'user', value));
}

/** The answer that `tokens` are, or null when they are none to this question. */
export function readAnswer(lexicon: Lexicon, { kind }: Question, tokens: readonly Token[]): Answer | null {
  if (tokens.length === 1 && tokens[0] === TOKEN.none) return [];
  const least = kind === 'tally' ? lexicon.labels : 1;
  const most = kind === 'tally' ? lexicon.labels : kind === 'who' ? lexicon.users : 1;
  if (tokens.length < least || tokens.length > most) return null;
  const values: number[] = [];
  for (const token of tokens) {
    const value =
      kind === 'count' || kind === 'tally'
        ? readNumber(lexicon, token)
        : readField(lexicon, kind === 'most' ? 'label' : 'user', token);
    if (value === null) return null;
    values.push(value);
  }
  return values;
}

/**
 * The truth about records `fields` (three numbers each) in `slice`. Like an answer, except that for `most` it holds
 * every label that is right: several when they tie, none when no record has a label.
 */
export function truth(question: Question, fields: ArrayLike<number>, slice: Slice, lexicon: Lexicon): Answer {
  if (question.kind === 'who') {
    const users = new Set<number>();
    for (let at = slice.from * RECORD; at < slice.to * RECORD; at += RECORD) {
      if (concerns(question, fields, at)) users.add(fields[at] as number);
    }
    return [...users].sort((a, b) => a - b);
  }
  const counts = labelCounts(question, fields, slice, lexicon.labels);
  if (question.kind === 'count') return [counts[question.label] as number];
  return question.kind === 'tally' ? counts : mostFrequent(counts);
}

/** The labels with the greatest count; none when all counts are 0. */
export function mostFrequent(counts: readonly number[]): number[] {
  const most = Math.max(...counts);
  return most === 0 ? [] : counts.flatMap((n, label) => (n === most ? [label] : []));
}

/** What an answer is worth, in [0, 1]; 1 only for a right one. `right` is what `truth` says. */
export function credit({ kind }: Question, right: Answer, answer: Answer): number {
  switch (kind) {
    case 'count':
    case 'tally':
      if (answer.length !== right.length) return 0;
      return right.reduce((sum, n, i) => sum + numberCredit((answer[i] as number) - n), 0) / right.length;
    case 'most':
      if (right.length === 0) return answer.length === 0 ? 1 : 0;
      return answer.length === 1 && right.includes(answer[0] as number) ? 1 : 0;
    case 'who': {
      const longer = Math.max(right.length, answer.length);
      return longer === 0 ? 1 : right.filter((user) => answer.includes(user)).length / longer;
    }
    default:
      return kind satisfies never;
  }
}

function numberCredit(difference: number): number {
  return 0.75 ** Math.abs(difference);
}
