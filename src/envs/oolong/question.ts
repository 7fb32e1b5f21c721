/**
 * Questions and how they are written:
 *
 *   count F L   how many records that pass filter F have label L?        a number
 *   tally F     how many of them has each label?                         one number per label
 *   most  F     which label do most of them have?                        a label
 *   who   F L   which users have a record with label L among them?       a list of users
 *
 * F is `any`, a user or a period (`who` takes no user). Pure.
 */
import type { Goal, Token } from '../environment.ts';
import { NO_LABEL, type Piece, RECORD, type Slice, WHOLE } from './records.ts';
import { fieldToken, type Lexicon, PIECES, readField, TOKEN, wordOf } from './vocabulary.ts';

export const KINDS = ['count', 'most', 'tally', 'who'] as const;
export type Kind = (typeof KINDS)[number];

export interface Filter {
  readonly field: 'user' | 'period';
  readonly value: number;
}

export interface Question {
  readonly kind: Kind;
  /** Null: all records. */
  readonly filter: Filter | null;
  /** The label of `count` and `who`; -1 in the others. */
  readonly label: number;
}

/** Whether questions of this kind name a label. */
export function namesLabel(kind: Kind): boolean {
  return kind === 'count' || kind === 'who';
}

export function questionTokens(lexicon: Lexicon, { kind, filter, label }: Question): Token[] {
  const tokens = [TOKEN[kind], filter ? fieldToken(lexicon, filter.field, filter.value) : TOKEN.any];
  if (namesLabel(kind)) tokens.push(fieldToken(lexicon, 'label', label));
  return tokens;
}

/** The question that `tokens` are, or null when they are none. */
export function readQuestion(lexicon: Lexicon, tokens: readonly Token[]): Question | null {
  const kind = KINDS.find((name) => name === wordOf(tokens[0]));
  if (!kind || tokens.length !== (namesLabel(kind) ? 3 : 2)) return null;
  const filter = readFilter(lexicon, tokens[1] as Token);
  const label = namesLabel(kind) ? readField(lexicon, 'label', tokens[2]) : -1;
  if (filter === undefined || label === null || (kind === 'who' && filter?.field === 'user')) return null;
  return { kind, filter, label };
}

/** Undefined when `token` is no filter. */
function readFilter(lexicon: Lexicon, token: Token): Filter | null | undefined {
  if (token === TOKEN.any) return null;
  for (const field of ['user', 'period'] as const) {
    const value = readField(lexicon, field, token);
    if (value !== null) return { field, value };
  }
  return undefined;
}

/** A goal: a question, and about which piece of the parent's slice it is. */
export interface Part {
  readonly question: Question;
  readonly piece: Piece;
}

export function goalTokens(lexicon: Lexicon, { question, piece }: Part): Token[] {
  return [...questionTokens(lexicon, question), pieceToken(piece)];
}

/** The goal that `tokens` are, or null when they are none; a slice has `pieces` pieces. */
export function readGoal(lexicon: Lexicon, pieces: number, tokens: Goal): Part | null {
  const question = readQuestion(lexicon, tokens.slice(0, -1));
  const piece = readPiece(tokens.at(-1));
  return question && piece !== null && piece < pieces ? { question, piece } : null;
}

export function pieceToken(piece: Piece): Token {
  return piece === WHOLE ? TOKEN.whole : TOKEN[PIECES[piece] as (typeof PIECES)[number]];
}

/** The piece that `token` names, or null when it names none. */
export function readPiece(token: Token | undefined): Piece | null {
  const word = wordOf(token);
  if (word === 'whole') return WHOLE;
  const piece = (PIECES as readonly (typeof word)[]).indexOf(word);
  return piece < 0 ? null : piece;
}

export function sameQuestion(a: Question, b: Question): boolean {
  const sameFilter = a.filter?.field === b.filter?.field && a.filter?.value === b.filter?.value;
  return a.kind === b.kind && sameFilter && a.label === b.label;
}

/** Whether the record at `fields[at]` … passes the filter of a question. */
function passes(filter: Filter | null, fields: ArrayLike<number>, at: number): boolean {
  return filter === null || fields[at + (filter.field === 'user' ? 0 : 1)] === filter.value;
}

/** Whether the record at `fields[at]` … is one that the answer to `question` depends on. */
export function concerns({ filter, label }: Question, fields: ArrayLike<number>, at: number): boolean {
  const own = fields[at + 2] as number;
  return own !== NO_LABEL && (label < 0 || own === label) && passes(filter, fields, at);
}

/** How often each label occurs among the records of `slice` that concern `question`. [labels] */
export function labelCounts(question: Question, fields: ArrayLike<number>, slice: Slice, labels: number): number[] {
  const counts = new Array<number>(labels).fill(0);
  for (let at = slice.from * RECORD; at < slice.to * RECORD; at += RECORD) {
    if (!concerns(question, fields, at)) continue;
    const label = fields[at + 2] as number;
    counts[label] = (counts[label] as number) + 1;
  }
  return counts;
}
