/**
 * Oolong's closed vocabulary: words, then the numbers 0 … maxNumber, then users (`u0` …), periods (`p0` …) and labels
 * (`l0` …), and these once more as they stand in records when they are words of the question (`u0*` …). Words come first
 * so that their tokens are the same under all settings.
 */
import type { Token } from '../environment.ts';

const WORDS = [
  '<pad>',
  '<bos>',
  '<eot>',
  /** Ends what the agent reads: your turn. */
  '>',
  'goal',
  'read',
  'spawn',
  'wait',
  'finish',
  // Kinds of questions.
  'count',
  'most',
  'tally',
  'who',
  /** No filter: records of any user and period. */
  'any',
  // Whether the agent's slice fits one `read`. The exact size is not told: it would be a number never met in training.
  'short',
  'long',
  // Pieces of a slice.
  'whole',
  'first',
  'second',
  'third',
  'fourth',
  /** There is more of the slice to read. */
  'more',
  /** In the place of a label: the record has none. */
  '-',
  /** As an answer: no label, nobody, or "I don't know". */
  'none',
  'ok',
  'failed',
  'error',
  'syntax',
  'end',
  'piece',
  'depth',
  'agents',
] as const;

export type Word = (typeof WORDS)[number];

/** The token of each word. */
export const TOKEN = Object.fromEntries(WORDS.map((word, token) => [word, token])) as Readonly<Record<Word, Token>>;

/** The word that a token stands for; undefined when it is none. */
export function wordOf(token: Token | undefined): Word | undefined {
  return token === undefined ? undefined : WORDS[token];
}

/** Names of the pieces that a slice is cut into, in order. */
export const PIECES = ['first', 'second', 'third', 'fourth'] as const satisfies readonly Word[];

/** What decides which token means what, beyond the words: how many of each there are. */
export interface Lexicon {
  readonly users: number;
  readonly periods: number;
  readonly labels: number;
  readonly maxNumber: number;
}

/** The fields of a record, in the order in which it is written. */
export const FIELDS = ['user', 'period', 'label'] as const;
export type Field = (typeof FIELDS)[number];

/** How many values a field can have. */
export function sizeOf({ users, periods, labels }: Lexicon, field: Field): number {
  return { user: users, period: periods, label: labels }[field];
}

const FIRST_NUMBER = WORDS.length;

/** The token of `n`, a whole number of at least 0; numbers beyond the largest are shown as the largest. */
export function numberToken({ maxNumber }: Lexicon, n: number): Token {
  return FIRST_NUMBER + Math.min(n, maxNumber);
}

/** The token of value `value` (0 … size − 1) of a field. */
export function fieldToken(lexicon: Lexicon, field: Field, value: number): Token {
  return firstOf(lexicon, field) + value;
}

/** A field's token as it stands in a record, printed bold so to speak: `u3*` for `u3`. */
export function markedToken(lexicon: Lexicon, token: Token): Token {
  return token + fieldTokens(lexicon);
}

/** The same word without its mark; any other token as it is. */
export function unmarkedToken(lexicon: Lexicon, token: Token): Token {
  const marked = within(token, firstOf(lexicon, 'user') + fieldTokens(lexicon), fieldTokens(lexicon));
  return marked === null ? token : token - fieldTokens(lexicon);
}

/** Tokens of all fields together. */
function fieldTokens({ users, periods, labels }: Lexicon): number {
  return users + periods + labels;
}

/** The number that `token` stands for, or null when it is something else. */
export function readNumber({ maxNumber }: Lexicon, token: Token | undefined): number | null {
  return within(token, FIRST_NUMBER, maxNumber + 1);
}

/** The value of `field` that `token` stands for, or null when it is something else. */
export function readField(lexicon: Lexicon, field: Field, token: Token | undefined): number | null {
  return within(token, firstOf(lexicon, field), sizeOf(lexicon, field));
}

function firstOf(lexicon: Lexicon, field: Field): Token {
  const users = FIRST_NUMBER + lexicon.maxNumber + 1;
  if (field === 'user') return users;
  return field === 'period' ? users + lexicon.users : users + lexicon.users + lexicon.periods;
}

function within(token: Token | undefined, first: Token, size: number): number | null {
  if (token === undefined || !Number.isInteger(token)) return null;
  const value = token - first;
  return value >= 0 && value < size ? value : null;
}

/** `u3`, `p0`, `l2`: the first letter of the field and the value. */
export function fieldName(field: Field, value: number): string {
  return `${field[0]}${value}`;
}

/** The name of every token, in order. */
export function tokenNames(lexicon: Lexicon): string[] {
  const numbers = Array.from({ length: lexicon.maxNumber + 1 }, (_, n) => `${n}`);
  const values = FIELDS.flatMap((field) =>
    Array.from({ length: sizeOf(lexicon, field) }, (_, value) => fieldName(field, value)),
  );
  return [...WORDS, ...numbers, ...values, ...values.map((name) => `${name}*`)];
}
