/**
 * Settles what words mean beside others, before they are read as steps: the numbers of a list's items end steps, "up" in
 * "pick it up" and "right" in "right now" say nothing, and "plant" may be a thing as well as what is to be done.
 */
import { DETERMINERS, PARTICLES, VERB_GOALS } from './lexicon.ts';
import type { Word } from './plan-words.ts';

/** The number of an item: `1.`, `1)` or `(1)`. */
interface Item {
  readonly value: number;
  /** What stands around it. */
  readonly marks: string;
}

export function settleWords(words: readonly Word[], text: string): Word[] {
  const settled: Word[] = [];
  let item: Item | null = null;
  /** The last verb, and whether nothing has been named since. */
  let verb: Word | null = null;
  let bare = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const { kind } = word.meaning;
    const before = settled.at(-1);
    const next: Item | null = itemAt(words, at, text);
    if (next !== null && follows(next, item, settled)) {
      const to = (words[at + 1] as Word).to;
      settled.push({ from: word.from, to, text: text.slice(word.from, to), key: '', meaning: { kind: 'separator' } });
      item = next;
      bare = false;
      at++;
    } else if (kind === 'direction' && isIdle(words, at, before, verb)) {
      settled.push({ ...word, meaning: { kind: 'filler' } });
      // "Right away" goes together.
      if (words[at + 1]?.key === 'away') at++;
    } else if (word.key === 'plant' && !/ing$/i.test(word.text) && isThing(before, bare ? verb : null)) {
      settled.push({ ...word, meaning: { kind: 'noun', noun: 'plant' } });
      bare = false;
    } else {
      settled.push(word);
      if (kind === 'verb') verb = word;
      if (['verb', 'noun', 'tool', 'separator'].includes(kind)) bare = kind === 'verb';
    }
  }
  return settled;
}

/** The item that begins at this word, if one may; a number at the end of a line or of a sentence says how often. */
function itemAt(words: readonly Word[], at: number, text: string): Item | null {
  const [number, mark, next] = words.slice(at);
  if (!number || !mark || !isMarked(number, mark) || /\d/.test(text.charAt(mark.to))) return null;
  if (next === undefined || next.meaning.kind === 'separator' || isMarked(next, words[at + 3])) return null;
  return { value: Number(number.text), marks: `${text.charAt(number.from - 1) === '(' ? '(' : ''}${mark.text}` };
}

function isMarked(number: Word, mark: Word | undefined): boolean {
  return /^\d+$/.test(number.text) && mark !== undefined && /^[.)]$/.test(mark.text) && mark.from === number.to;
}

/** Whether an item goes on with the list so far, or begins one; within a step, only its number tells it from a count. */
function follows(next: Item, last: Item | null, settled: readonly Word[]): boolean {
  if (last === null) return settled.every(({ meaning }) => meaning.kind === 'filler' || meaning.kind === 'separator');
  const apart = settled.at(-1)?.meaning.kind === 'separator';
  return next.marks === last.marks && (next.value === last.value + 1 || (apart && next.value === last.value));
}

/** Whether a word that could be a direction is none: "walk up to a cow", "cut the trees down", "collect wood right now". */
function isIdle(words: readonly Word[], at: number, before: Word | undefined, verb: Word | null): boolean {
  const { key } = words[at] as Word;
  const next = words[at + 1];
  const particles = PARTICLES[key];
  if (particles !== undefined && next?.meaning.kind === 'to') {
    const after = words.slice(at + 2).find(({ meaning }) => meaning.kind !== 'filler' && meaning.kind !== 'number');
    if (['noun', 'tool', 'pronoun'].includes(after?.meaning.kind ?? '')) return true;
  }
  const meaning = before?.meaning;
  const afterVerb = meaning?.kind === 'verb' && VERB_GOALS[meaning.verb] !== 'explore';
  if (!afterVerb && !['noun', 'tool', 'pronoun', 'number'].includes(meaning?.kind ?? '')) return false;
  if (particles !== undefined) return afterVerb || particles.has(verb?.key ?? '');
  return key === 'right' && (['now', 'away', 'there'].includes(next?.key ?? '') || next?.meaning.kind === 'aside');
}

/** Whether "plant" is a thing: "a plant", "eat plant", "water plant"; but "go plant", "to plant". */
function isThing(before: Word | undefined, verb: Word | null): boolean {
  if (before === undefined || before.meaning.kind === 'to') return false;
  if (DETERMINERS.has(before.key) || before.key === 'water') return true;
  return verb !== null && verb.key !== 'go';
}
