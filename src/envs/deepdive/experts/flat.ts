/**
 * The flat expert: takes the steps of its question one after the other, alone. For each it searches, and opens what was
 * found until a page fits, so every wrong page stays in its context.
 */
import type { Token } from '../../environment.ts';
import { type Answer, answerToken, fits, NOBODY, type Page } from '../graph.ts';
import { type Query, queryTokens, restFrom } from '../question.ts';
import { type Lexicon, TOKEN, tokenOf } from '../vocabulary.ts';
import { foundFor, type Knowledge } from './knowledge.ts';

/** The next turn. */
export function flatTurn(knowledge: Knowledge): Token[] {
  const { lexicon, pages } = knowledge;
  let question = knowledge.question;
  while (question) {
    const found = foundFor(knowledge, question.first);
    if (!found) return [TOKEN.search, ...queryTokens(lexicon, question.first)];
    const entity = nextOf(question.first, found, pages);
    if (entity === NOBODY) break;
    if (!pages.has(entity)) return [TOKEN.open, tokenOf(lexicon, 'entity', entity)];
    if (question.hops.length === 0) return finishTurn(lexicon, entity);
    question = restFrom(entity, question);
  }
  return finishTurn(lexicon, NOBODY);
}

/** Of what was found: the entity whose page is known to fit, else the first unread one, else nobody. */
export function nextOf(query: Query, found: readonly number[], pages: ReadonlyMap<number, Page>): Answer {
  const fitting = found.find((entity) => {
    const page = pages.get(entity);
    return page && fits(page, query);
  });
  return fitting ?? found.find((entity) => !pages.has(entity)) ?? NOBODY;
}

export function finishTurn(lexicon: Lexicon, answer: Answer): Token[] {
  return [TOKEN.finish, answerToken(lexicon, answer)];
}
