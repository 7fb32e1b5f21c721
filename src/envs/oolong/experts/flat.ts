/** The flat expert: reads its whole slice, however long, and answers from what its transcript then holds. */
import type { Token } from '../../environment.ts';
import { type Answer, answerTokens, truth } from '../answer.ts';
import type { Question } from '../question.ts';
import { RECORD } from '../records.ts';
import { type Lexicon, TOKEN } from '../vocabulary.ts';
import type { Knowledge } from './knowledge.ts';

/** The next turn. */
export function flatTurn({ lexicon, question, fields, readAll }: Knowledge): Token[] {
  if (!question) return [TOKEN.finish, TOKEN.none];
  if (!readAll) return [TOKEN.read];
  const right = truth(question, fields, { from: 0, to: fields.length / RECORD }, lexicon);
  // Of labels that tie, the first.
  return finishTurn(lexicon, question, question.kind === 'most' ? right.slice(0, 1) : right);
}

export function finishTurn(lexicon: Lexicon, question: Question, answer: Answer): Token[] {
  return [TOKEN.finish, ...answerTokens(lexicon, question, answer)];
}
