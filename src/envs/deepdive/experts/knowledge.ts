/**
 * What an agent can know from its transcript alone: its question, what its searches found, the pages it has opened, the
 * children it has out and what they answered. Read anew from the transcript at every turn, so an expert remembers exactly
 * what a policy with the same context could. Tolerates any transcript; what makes no sense is skipped.
 */
import type { Token } from '../../environment.ts';
import { type Exchange, readTranscript } from '../../transcript.ts';
import { type Answer, NOBODY, type Page, readAnswer, readPage } from '../graph.ts';
import { type Query, type Question, readGoal, readQuery, readQuestion, sameQuery, sameQuestion } from '../question.ts';
import { type Lexicon, readToken, TOKEN } from '../vocabulary.ts';

/** A child that was launched. */
interface Child {
  readonly question: Question;
  readonly state: 'out' | 'answered' | 'failed';
  readonly answer: Answer;
}

/** A search and the entities that it found. */
interface Search {
  readonly query: Query;
  readonly found: readonly number[];
}

export interface Knowledge {
  readonly lexicon: Lexicon;
  /** Null when it cannot be made out. */
  readonly question: Question | null;
  readonly exchanges: readonly Exchange[];
  readonly searches: readonly Search[];
  /** Pages opened so far, by entity. */
  readonly pages: ReadonlyMap<number, Page>;
  /** In the order in which they were launched. */
  readonly children: readonly Child[];
  /** The agent loop has refused a child: depth cap, budget of agents, or no delegation at all. */
  readonly refused: boolean;
}

/** The knowledge of an agent whose whole context is `transcript`. */
export function readKnowledge(transcript: readonly Token[], lexicon: Lexicon): Knowledge {
  const { opening, exchanges } = readTranscript(transcript, TOKEN['>'], TOKEN['<eot>']);
  const question = readQuestion(lexicon, ownGoal(opening, lexicon));
  const searches: Search[] = [];
  const pages = new Map<number, Page>();
  let refused = false;
  let children: Child[] = [];
  for (const { turn, reply } of exchanges) {
    switch (turn[0]) {
      case TOKEN.search: {
        const query = readQuery(lexicon, turn.slice(1));
        const found = query && readFound(lexicon, reply);
        if (query && found) searches.push({ query, found });
        break;
      }
      case TOKEN.open: {
        const entity = readToken(lexicon, 'entity', turn[1]);
        const page = readPage(lexicon, reply);
        if (entity !== null && page) pages.set(entity, page);
        break;
      }
      case TOKEN.spawn: {
        const asked = readGoal(lexicon, turn.slice(1), question);
        if (asked && reply[0] === TOKEN.ok) children.push({ question: asked, state: 'out', answer: NOBODY });
        refused ||= reply[0] === TOKEN.error && [TOKEN.depth, TOKEN.agents, TOKEN.spawn].includes(reply[1] as Token);
        break;
      }
      case TOKEN.wait:
        if (reply[0] !== TOKEN.error) children = heardFrom(children, reply, lexicon);
        break;
    }
  }
  return { lexicon, question, exchanges, searches, pages, children, refused };
}

/** The question's tokens: hops and `of`, if any, and the two of its first step; then comes what the agent inherits. */
function ownGoal(opening: readonly Token[], lexicon: Lexicon): readonly Token[] {
  const end = opening.findIndex((token, at) => at >= 2 && readToken(lexicon, 'relation', token) === null);
  return opening.slice(2, opening[end] === TOKEN.of ? end + 3 : 4);
}

/** The entities that a search found, or null when the reply says something else. */
function readFound(lexicon: Lexicon, reply: readonly Token[]): number[] | null {
  if (reply.length === 1 && reply[0] === TOKEN.none) return [];
  const found = reply.map((token) => readToken(lexicon, 'entity', token));
  return found.length === 0 || found.includes(null) ? null : (found as number[]);
}

/** The children after a `wait`, whose reply has one token for each that was out, in order. */
function heardFrom(children: readonly Child[], reply: readonly Token[], lexicon: Lexicon): Child[] {
  let at = 0;
  return children.map((child) => {
    if (child.state !== 'out') return child;
    const answer = readAnswer(lexicon, reply[at++]);
    return answer === null ? { ...child, state: 'failed' } : { ...child, state: 'answered', answer };
  });
}

/** What the last search for `query` found; null when there was none. */
export function foundFor({ searches }: Knowledge, query: Query): readonly number[] | null {
  return searches.findLast((one) => sameQuery(one.query, query))?.found ?? null;
}

/** The children that were asked exactly this. */
export function childrenAsked({ children }: Knowledge, question: Question): Child[] {
  return children.filter((child) => sameQuestion(child.question, question));
}
