/**
 * Names of items as agents read and write them: one token each (`i7`), or spelled with a first and a second piece out of
 * a few (`ba -do`), so that a policy that has learned the pieces can read and copy names which it has never met. Pure;
 * what is no name is passed on as a token that means nothing.
 */
import type { Token } from '../environment.ts';
import { firstName, itemToken, type Lexicon, readItem, WORDS } from './vocabulary.ts';

const CONSONANTS = 'bdfghjklmnprstvwz';
const VOWELS = 'aeiou';

/** No token: what a piece of a name means without the other one. */
const NOTHING: Token = -1;

/** First pieces, and as many second ones, that spell a name for every item. */
function pieces({ items }: Lexicon): number {
  return Math.ceil(Math.sqrt(items));
}

/** `tokens`, with one token per item, as they are written. */
export function spell(lexicon: Lexicon, tokens: readonly Token[]): Token[] {
  if (lexicon.nameTokens !== 2) return tokens.slice();
  const [first, n] = [firstName(lexicon), pieces(lexicon)];
  return tokens.flatMap((token) => {
    const item = readItem(lexicon, token);
    return item === null ? [token] : [first + Math.floor(item / n), first + n + (item % n)];
  });
}

/** What is written, with one token per item. */
export function readSpelling(lexicon: Lexicon, written: readonly Token[]): readonly Token[] {
  if (lexicon.nameTokens !== 2) return written;
  const [first, n] = [firstName(lexicon), pieces(lexicon)];
  const tokens: Token[] = [];
  for (let i = 0; i < written.length; i++) {
    const token = written[i] as Token;
    if (token < first) {
      tokens.push(token);
      continue;
    }
    const [row, column] = [token - first, (written[i + 1] ?? NOTHING) - first - n];
    const item = row * n + column;
    const isName = row < n && column >= 0 && column < n && item < lexicon.items;
    tokens.push(isName ? itemToken(lexicon, item) : NOTHING);
    if (isName) i++;
  }
  return tokens;
}

/** The name of an item, for people. */
export function itemName(lexicon: Lexicon, item: number): string {
  if (lexicon.nameTokens !== 2) return `i${item}`;
  const n = pieces(lexicon);
  return `${syllable(Math.floor(item / n))}-${syllable(item % n)}`;
}

/** The name of every token, in order. */
export function tokenNames(lexicon: Lexicon): string[] {
  const list = (length: number, name: (i: number) => string) => Array.from({ length }, (_, i) => name(i));
  const words = [...WORDS, ...list(lexicon.maxNumber + 1, String)];
  if (lexicon.nameTokens !== 2) return [...words, ...list(lexicon.items, (item) => itemName(lexicon, item))];
  const n = pieces(lexicon);
  return [...words, ...list(n, syllable), ...list(n, (i) => `-${syllable(i)}`)];
}

function syllable(i: number): string {
  return `${CONSONANTS[i % CONSONANTS.length]}${VOWELS[Math.floor(i / CONSONANTS.length)]}`;
}
