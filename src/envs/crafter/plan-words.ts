/** Cuts a text into words that are known, misspelt ones among them, each with its place in the text. */
import { COMPOUNDS, CONDITIONS, LEXICON, type Meaning, RECOGNISABLE } from './lexicon.ts';
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
  /** As it stands in the text. */
  readonly text: string;
  /** As it is known: in lower case, without spaces or hyphens, spelt as it should be, and a verb without -ing. */
  readonly key: string;
  readonly meaning: Meaning;
}

/** With a hyphen, one of the two parts may be misspelt. */
const COMPASS = /(?:north|south)[ \t-]?(?:east|west)(?:ern|wards?)?|(?:north|south)-\p{L}+|\p{L}+-(?:east|west)/u;
/** Compounds, compass points, numbers as in `2.5`, `3`, `x3` and `3x`, single words, and any other mark. */
const WORD = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${COMPOUNDS.source}|${COMPASS.source}|\d+\.\d+|x?\d+x?)(?![\p{L}\p{N}])|\d+|[\p{L}'’]+|\n|\S`,
  'giu',
);
/** Marks between and around words. */
const MARK = /^[-_([\]{}"“”„'’?*/…–—]+$/;

/** The words of a text. Throws a `Misunderstanding` at the first one that is not known. */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: found, index } of text.matchAll(WORD)) {
    if (MARK.test(found)) continue;
    const span = { from: index, to: index + found.length };
    words.push({ ...span, text: found, ...recognise(found, span) });
  }
  return words;
}

function recognise(found: string, span: Span): Pick<Word, 'key' | 'meaning'> {
  if (found === '\n') return { key: found, meaning: { kind: 'separator' } };
  const digits = /^x?(\d+(?:\.\d+)?)x?$/i.exec(found)?.[1];
  if (digits !== undefined) return { key: digits, meaning: { kind: 'number', value: Number(digits) } };
  const key = found.toLowerCase().replace(/[\s-]/g, '').replaceAll('’', "'");
  if (CONDITIONS.has(key)) {
    throw new Misunderstanding(`A plan is a list of goals, so it cannot say “${found}”.`, span);
  }
  const stem = LEXICON.has(key) ? key : stemOf(key);
  const meaning = LEXICON.get(stem);
  // A small letter alone is less likely a point of the compass than what is left of another word.
  if (meaning !== undefined && !(meaning.kind === 'direction' && /^[a-z]$/.test(found))) return { key: stem, meaning };
  const guess = guessWord(key, RECOGNISABLE, sameMeaning);
  const meant = guess.words[0] ?? '';
  const meantMeaning = guess.sure ? LEXICON.get(meant) : undefined;
  if (meantMeaning !== undefined) return { key: meant, meaning: meantMeaning };
  throw new Misunderstanding(`The word “${found}” is not known here.`, span, guess.words);
}

/** The verb of a form in -ing, as in "going", "making" and "chopping"; otherwise the word itself. */
function stemOf(key: string): string {
  const stem = /^(.{2,})ing$/.exec(key)?.[1] ?? key;
  const forms = [stem, `${stem}e`, stem.replace(/(.)\1$/, '$1')];
  return forms.find((form) => LEXICON.get(form)?.kind === 'verb') ?? key;
}

function sameMeaning(a: string, b: string): boolean {
  return JSON.stringify(LEXICON.get(a)) === JSON.stringify(LEXICON.get(b));
}
