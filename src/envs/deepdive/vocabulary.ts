/**
 * DeepDive's closed vocabulary: words, then relations (`r0` …), attributes (`a0` …) and entities (`e0` …). Words come
 * first so that their tokens are the same under all settings.
 */
import type { Token } from '../environment.ts';

const WORDS = [
  '<pad>',
  '<bos>',
  '<eot>',
  /** Ends what the agent reads: your turn. */
  '>',
  'goal',
  'search',
  'open',
  'spawn',
  'wait',
  'finish',
  /** Between the hops of a question and the step that they go on from. */
  'of',
  /** A sub-question: the first step of my own. */
  'first',
  /** Begins a sub-question: the rest of my own, on from an entity. */
  'on',
  /** On a page, behind a word of the newest search. */
  '*',
  /** No page, no entity, or (where there is one) "I don't know". */
  'none',
  'ok',
  'failed',
  'error',
  'syntax',
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

/** What decides which token means what, beyond the words: how many of each there are. */
export interface Lexicon {
  readonly relations: number;
  readonly attributes: number;
  readonly entities: number;
}

/** What tokens beyond the words stand for, in the order of the vocabulary. */
export const SORTS = ['relation', 'attribute', 'entity'] as const;
export type Sort = (typeof SORTS)[number];

/** How many there are of a sort. */
function sizeOf({ relations, attributes, entities }: Lexicon, sort: Sort): number {
  return { relation: relations, attribute: attributes, entity: entities }[sort];
}

/** The token of number `index` (0 … size − 1) of a sort. */
export function tokenOf(lexicon: Lexicon, sort: Sort, index: number): Token {
  return firstOf(lexicon, sort) + index;
}

/** Which one of a sort `token` stands for, or null when it is something else. */
export function readToken(lexicon: Lexicon, sort: Sort, token: Token | undefined): number | null {
  if (token === undefined || !Number.isInteger(token)) return null;
  const index = token - firstOf(lexicon, sort);
  return index >= 0 && index < sizeOf(lexicon, sort) ? index : null;
}

function firstOf({ relations, attributes }: Lexicon, sort: Sort): Token {
  return WORDS.length + { relation: 0, attribute: relations, entity: relations + attributes }[sort];
}

/** `r3`, `a0`, `e12`: the first letter of the sort and the number. */
export function nameOf(sort: Sort, index: number): string {
  return `${sort[0]}${index}`;
}

/** The name of every token, in order. */
export function tokenNames(lexicon: Lexicon): string[] {
  const names = SORTS.flatMap((sort) =>
    Array.from({ length: sizeOf(lexicon, sort) }, (_, index) => nameOf(sort, index)),
  );
  return [...WORDS, ...names];
}
