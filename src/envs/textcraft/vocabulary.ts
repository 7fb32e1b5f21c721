/**
 * TextCraft's closed vocabulary: words, then the numbers 0 … maxNumber, then one token per item (`i0`, `i1`, …) or the
 * pieces that names are spelled with (see spelling.ts). Words come first so that their tokens are the same under all
 * settings. Inside this folder an item is always one token; names are spelled and read where agents meet the world.
 */
import type { Token } from '../environment.ts';

export const WORDS = [
  '<pad>',
  '<bos>',
  '<eot>',
  /** Ends what the agent reads: your turn. */
  '>',
  'goal',
  'info',
  'craft',
  'inventory',
  'spawn',
  'wait',
  'finish',
  'makes',
  'base',
  'ok',
  'done',
  'failed',
  'lost',
  'error',
  'missing',
  'multiple',
  'syntax',
  'depth',
  'agents',
] as const;

export type Word = (typeof WORDS)[number];

/** The token of each word. */
export const TOKEN = Object.fromEntries(WORDS.map((word, token) => [word, token])) as Readonly<Record<Word, Token>>;

/** What decides which token means what, beyond the words. */
export interface Lexicon {
  readonly items: number;
  readonly maxNumber: number;
  /** Tokens in the name of an item: 1 or 2. (Books that earlier versions recorded lack it: then it is 1.) */
  readonly nameTokens: number;
}

const FIRST_NUMBER = WORDS.length;

/** The token after the numbers. */
export function firstName({ maxNumber }: Lexicon): Token {
  return FIRST_NUMBER + maxNumber + 1;
}

/** The token of `n`, a whole number of at least 0; numbers beyond the largest are shown as the largest. */
export function numberToken(lexicon: Lexicon, n: number): Token {
  return FIRST_NUMBER + Math.min(n, lexicon.maxNumber);
}

export function itemToken(lexicon: Lexicon, item: number): Token {
  return firstName(lexicon) + item;
}

/** The number that `token` stands for, or null when it is something else. */
export function readNumber(lexicon: Lexicon, token: Token | undefined): number | null {
  if (token === undefined) return null;
  const n = token - FIRST_NUMBER;
  return n >= 0 && n <= lexicon.maxNumber ? n : null;
}

/** The item (0 … items − 1) that `token` stands for, or null when it is something else. */
export function readItem(lexicon: Lexicon, token: Token | undefined): number | null {
  if (token === undefined) return null;
  const item = token - firstName(lexicon);
  return item >= 0 && item < lexicon.items ? item : null;
}
