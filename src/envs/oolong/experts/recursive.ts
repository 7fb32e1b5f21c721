/**
 * The recursive expert: reads a short slice and answers; has the same asked of every piece of a long one, all at once,
 * and adds the numbers or unites the lists. Which label is the most frequent it decides from a tally that a child makes,
 * since the most frequent labels of two halves do not tell that of the whole. A child that did not answer is tried once
 * more by itself; when that fails too, or when children are refused, the agent reads everything alone.
 */
import type { Token } from '../../environment.ts';
import { type Answer, mostFrequent } from '../answer.ts';
import { goalTokens, type Part, type Question } from '../question.ts';
import { WHOLE } from '../records.ts';
import { TOKEN } from '../vocabulary.ts';
import { finishTurn, flatTurn } from './flat.ts';
import { childrenFor, type Knowledge } from './knowledge.ts';

/** The next turn. */
export function recursiveTurn(knowledge: Knowledge): Token[] {
  const { lexicon, question, readAll, refused, short, children } = knowledge;
  if (!question || readAll || (short && question.kind !== 'most')) return flatTurn(knowledge);
  const parts = partsOf(question, knowledge.pieces);
  const answers = parts.flatMap((part) => {
    const heard = childrenFor(knowledge, part).find(({ state }) => state === 'answered');
    return heard ? [heard.answer] : [];
  });
  if (answers.length === parts.length) return finishTurn(lexicon, question, combine(question, answers));

  const spawnAttempt = (attempt: number): Token[] | null => {
    if (refused) return null;
    const part = parts.find((one) => {
      const launched = childrenFor(knowledge, one);
      return launched.length === attempt && launched.every(({ state }) => state === 'failed');
    });
    return part ? [TOKEN.spawn, ...goalTokens(lexicon, part)] : null;
  };
  const first = spawnAttempt(0);
  if (first) return first;
  if (children.some(({ state }) => state === 'out')) return [TOKEN.wait];
  return spawnAttempt(1) ?? flatTurn(knowledge);
}

/** What children are to find out. */
function partsOf(question: Question, pieces: number): Part[] {
  if (question.kind === 'most') return [{ question: { ...question, kind: 'tally' }, piece: WHOLE }];
  return Array.from({ length: pieces }, (_, piece) => ({ question, piece }));
}

/** The answer about a slice from those about its parts. */
function combine({ kind }: Question, answers: readonly Answer[]): Answer {
  switch (kind) {
    case 'count':
    case 'tally':
      return answers.reduce((sum, answer) => sum.map((n, i) => n + (answer[i] as number)));
    case 'most':
      return mostFrequent(answers[0] as Answer).slice(0, 1);
    case 'who':
      return [...new Set(answers.flat())].sort((a, b) => a - b);
    default:
      return kind satisfies never;
  }
}
