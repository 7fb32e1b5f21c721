/** Cuts a text into words that are known, misspelt ones among them, each with its place in the text. */
import { COMPOUNDS, LEXICON, type Meaning, RECOGNISABLE } from './lexicon.ts';
import { guessWord } from './typos.ts';

/** A part of the text that cannot be understood; thrown, and shown to whoever wrote it. */
export class Misunderstanding extends Error {
  readonly from: number;
  readonly to: number;
  /** What could stand there instead, the likeliest first. */
  readonly suggestions: readonly string[];

  constructor(message: string, { from, to }: Span, suggestions: readonly string[] = []) {
    super(message);
    this.from = from;
    this.to = to;
    this.suggestions = suggestions;
  }
}

/** From a character of the text to another, which is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Word extends Span {
  readonly text: string;
  readonly meaning: Meaning;
}

const COMPASS = /(?:north|south)[\s-]?(?:east|west)(?:ern|wards?)?/;
/** Compounds, compass points, numbers as in `3`, `x3` and `3x`, single words, and any other mark. */
const WORD = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${COMPOUNDS.source}|${COMPASS.source}|x?\d+x?)(?![\p{L}\p{N}])|\d+|[\p{L}'’]+|\n|\S`,
  'giu',
);
/** Marks between and around words. */
const MARK = /^[-_()[\]{}"“”„'’?*/…–—]+$/;

/** The words of a text. Throws a `Misunderstanding` at the first one that is not known. */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: found, index } of text.matchAll(WORD)) {
    if (MARK.test(found)) continue;
    const span = { from: index, to: index + found.length };
    words.push({ ...span, text: found, meaning: meaningOf(found, span) });
  }
  return words;
}

function meaningOf(found: string, span: Span): Meaning {
  if (found === '\n') return { kind: 'separator' };
  const digits = /^x?(\d+)x?$/i.exec(found)?.[1];
  if (digits !== undefined) return { kind: 'number', value: Number(digits) };
  const key = found.toLowerCase().replace(/[\s-]/g, '').replaceAll('’', "'");
  const known = LEXICON.get(key);
  if (known !== undefined) return known;
  const guess = guessWord(key, RECOGNISABLE, sameMeaning);
  const meant = guess.sure ? LEXICON.get(guess.words[0] ?? '') : undefined;
  if (meant !== undefined) return meant;
  throw new Misunderstanding(`The word “${found}” is not known here.`, span, guess.words);
}

function sameMeaning(a: string, b: string): boolean {
  return JSON.stringify(LEXICON.get(a)) === JSON.stringify(LEXICON.get(b));
}
