/**
 * The input of one task: a long list of records, of which each agent is given a slice. Immutable and packed, so that it
 * crosses threads cheaply and is shared by all states on one thread.
 */

import type { Token } from '../environment.ts';
import { fieldToken, type Lexicon, TOKEN } from './vocabulary.ts';

/** Numbers (and tokens) per record: user, period, label. */
export const RECORD = 3;

/** In the place of a label: the record has none. */
export const NO_LABEL = 255;

export interface Records extends Lexicon {
  /** user, period and label of record after record; a label of `NO_LABEL` is none. [records × 3] */
  readonly fields: Uint8Array;
  /** Most records that one `read` shows. */
  readonly sliceRecords: number;
  /** Pieces that a slice is cut into. */
  readonly pieces: number;
}

/** Records `from` up to, but without, `to`. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/** The piece of its parent's slice that an agent has: its index, or -1 for all of it. */
export type Piece = number;
export const WHOLE: Piece = -1;

/** All records. */
export function everything({ fields }: Records): Slice {
  return { from: 0, to: fields.length / RECORD };
}

/** A piece of a slice: cut as evenly as can be, in order. Empty when the slice has fewer records than pieces. */
export function cut({ from, to }: Slice, piece: Piece, pieces: number): Slice {
  if (piece === WHOLE) return { from, to };
  const edge = (i: number) => from + Math.floor((i * (to - from)) / pieces);
  return { from: edge(piece), to: edge(piece + 1) };
}

/** Whether a slice can be read in one turn. */
export function isShort({ from, to }: Slice, { sliceRecords }: Records): boolean {
  return to - from <= sliceRecords;
}

/** The records of a slice as an agent reads them. [3 × records] */
export function recordTokens(records: Records, { from, to }: Slice): Token[] {
  const tokens: Token[] = [];
  for (let i = from * RECORD; i < to * RECORD; i += RECORD) {
    const label = records.fields[i + 2] as number;
    tokens.push(
      fieldToken(records, 'user', records.fields[i] as number),
      fieldToken(records, 'period', records.fields[i + 1] as number),
      label === NO_LABEL ? TOKEN['-'] : fieldToken(records, 'label', label),
    );
  }
  return tokens;
}
