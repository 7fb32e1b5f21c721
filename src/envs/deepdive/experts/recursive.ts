/**
 * The recursive expert: looks up a single step itself; of a longer question it has the first step done by a child, waits,
 * and then has the rest done from the entity that the child found: the second child needs the answer of the first. A
 * child that did not answer is tried once more; when that fails too, or when children are refused, the agent does
 * everything alone.
 */
import type { Token } from '../../environment.ts';
import { type Answer, NOBODY } from '../graph.ts';
import { firstPart, type Question, restFrom } from '../question.ts';
import { TOKEN, tokenOf } from '../vocabulary.ts';
import { finishTurn, flatTurn } from './flat.ts';
import { childrenAsked, type Knowledge } from './knowledge.ts';

/** The next turn. */
export function recursiveTurn(knowledge: Knowledge): Token[] {
  const { lexicon, question, refused, children } = knowledge;
  if (!question || question.hops.length === 0) return flatTurn(knowledge);
  const found = answerOf(knowledge, firstPart(question));
  if (found === NOBODY) return finishTurn(lexicon, NOBODY);
  const rest = found === null ? null : restFrom(found, question);
  const answer = rest && answerOf(knowledge, rest);
  if (answer !== null) return finishTurn(lexicon, answer);

  const part = rest ?? firstPart(question);
  const launched = childrenAsked(knowledge, part);
  const spawn = [TOKEN.spawn, ...(found === null ? [TOKEN.first] : [TOKEN.on, tokenOf(lexicon, 'entity', found)])];
  if (!refused && launched.length === 0) return spawn;
  if (children.some(({ state }) => state === 'out')) return [TOKEN.wait];
  return !refused && launched.length === 1 ? spawn : flatTurn(knowledge);
}

/** What a child answered to `question`; null when none has. */
function answerOf(knowledge: Knowledge, question: Question): Answer | null {
  return childrenAsked(knowledge, question).find(({ state }) => state === 'answered')?.answer ?? null;
}
