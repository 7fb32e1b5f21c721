/** The `rows` records of a pass over whole sequences, one behind the other, as training and scoring need them. */
import { FIRST, LAST, NONE, RowWords } from './dispatch.ts';

/** One sequence and the positions whose predictions of the next token are wanted. */
export interface RowSequence {
  readonly tokens: ArrayLike<number>;
  /** Positions, ascending. */
  readonly picked: Iterable<number>;
}

export interface PassRows {
  readonly rows: number;
  readonly picked: number;
  /** [rows × RowWords.count] */
  readonly words: Uint32Array<ArrayBuffer>;
}

/** Packs sequences without padding; predictions are numbered in the order of their rows. */
export function packRows(sequences: readonly RowSequence[]): PassRows {
  const rows = sequences.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const words = new Uint32Array(rows * RowWords.count);
  const latest = new Map<number, number>();
  let begin = 0;
  let picked = 0;
  for (const sequence of sequences) {
    const { length } = sequence.tokens;
    for (let position = 0; position < length; position++) {
      const row = begin + position;
      const token = sequence.tokens[position] as number;
      const at = row * RowWords.count;
      words[at + RowWords.token] = token;
      words[at + RowWords.position] = position;
      words[at + RowWords.place] = row;
      words[at + RowWords.begin] = begin;
      words[at + RowWords.end] = begin + length;
      words[at + RowWords.pickOf] = NONE;
      const before = latest.get(token);
      latest.set(token, row);
      words[at + RowWords.next] = before === undefined ? FIRST + LAST : LAST;
      if (before !== undefined) link(words, before, row);
    }
    for (const position of sequence.picked) {
      words[picked * RowWords.count + RowWords.picked] = begin + position;
      words[(begin + position) * RowWords.count + RowWords.pickOf] = picked;
      picked++;
    }
    begin += length;
  }
  return { rows, picked, words };
}

/** Row `row` is the next one after `before` with the same token. */
function link(words: Uint32Array, before: number, row: number): void {
  const at = before * RowWords.count + RowWords.next;
  words[at] = (words[at] as number) >= FIRST ? FIRST + row : row;
}
