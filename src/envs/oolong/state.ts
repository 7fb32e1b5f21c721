/** The state of one agent's world. Plain data; the records are shared by reference on one thread. */
import { type Answer, credit, truth } from './answer.ts';
import type { Question } from './question.ts';
import type { Piece, Records, Slice } from './records.ts';

/** What a child has said. */
export interface Report {
  readonly question: Question;
  readonly piece: Piece;
  readonly slice: Slice;
  /** Null when it ended without an answer. */
  readonly answer: Answer | null;
}

export interface OolongState {
  readonly records: Records;
  readonly question: Question;
  /** Which piece of the parent's slice this agent was given. */
  readonly piece: Piece;
  readonly slice: Slice;
  /** The next record that `read` shows: those of the slice before it have been read. */
  readonly cursor: number;
  /** What children have said, in the order in which it was heard. */
  readonly reports: readonly Report[];
  /** Null until the agent has finished. */
  readonly answer: Answer | null;
}

/** The verifier: credit for the answer, measured at the truth about the agent's own slice; 0 without an answer. */
export function verdict({ records, question, slice, answer }: OolongState): number {
  return answer === null ? 0 : credit(question, truth(question, records.fields, slice, records), answer);
}
