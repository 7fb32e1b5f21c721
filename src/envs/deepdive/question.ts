/**
 * Questions: a first step and hops. A step says which entity is meant, in two tokens: `a1 a5`, the one with these two
 * attributes, or `e7 r3`, the r3 of e7. Every hop goes on from the entity found, and is written before what it goes on
 * from: `r0 r3 of a1 a5` asks for the r0 of the r3 of the one with a1 and a5. So what is to be done first, and whether
 * there is more, stands at the end of a question, next to the agent's first turn, however long the question is. Pure.
 */
import type { Goal, Token } from '../environment.ts';
import { type Lexicon, nameOf, readToken, TOKEN, tokenOf } from './vocabulary.ts';

/** What is looked up in one step. */
export type Query =
  | { readonly kind: 'described'; readonly attributes: readonly [number, number] }
  | { readonly kind: 'related'; readonly entity: number; readonly relation: number };

export interface Question {
  readonly first: Query;
  /** Relations to follow from the entity that the first step finds. */
  readonly hops: readonly number[];
}

export function queryTokens(lexicon: Lexicon, query: Query): Token[] {
  if (query.kind === 'described') return query.attributes.map((attribute) => tokenOf(lexicon, 'attribute', attribute));
  return [tokenOf(lexicon, 'entity', query.entity), tokenOf(lexicon, 'relation', query.relation)];
}

/** The query that `tokens` are, or null when they are none. */
export function readQuery(lexicon: Lexicon, tokens: readonly Token[]): Query | null {
  if (tokens.length !== 2) return null;
  const a = readToken(lexicon, 'attribute', tokens[0]);
  const b = readToken(lexicon, 'attribute', tokens[1]);
  if (a !== null && b !== null && a !== b) return { kind: 'described', attributes: [a, b] };
  const entity = readToken(lexicon, 'entity', tokens[0]);
  const relation = readToken(lexicon, 'relation', tokens[1]);
  return entity === null || relation === null ? null : { kind: 'related', entity, relation };
}

export function questionTokens(lexicon: Lexicon, { first, hops }: Question): Token[] {
  const step = queryTokens(lexicon, first);
  if (hops.length === 0) return step;
  return [...hops.toReversed().map((relation) => tokenOf(lexicon, 'relation', relation)), TOKEN.of, ...step];
}

/** The question that `tokens` are, or null when they are none. */
export function readQuestion(lexicon: Lexicon, tokens: readonly Token[]): Question | null {
  const first = readQuery(lexicon, tokens.slice(-2));
  if (!first) return null;
  const hops: number[] = [];
  if (tokens.length > 2 && (tokens.length === 3 || tokens.at(-3) !== TOKEN.of)) return null;
  for (const token of tokens.slice(0, -3)) {
    const relation = readToken(lexicon, 'relation', token);
    if (relation === null) return null;
    hops.unshift(relation);
  }
  return { first, hops };
}

/**
 * The question that a goal is, or null when it is none. Beside questions in full there are two parts of `own`, the
 * question of the agent that sets the goal: `first`, its first step, and `on e7`, the rest of it once that step has led
 * to e7. So handing on the parts of a long question takes the same words as those of a short one.
 */
export function readGoal(lexicon: Lexicon, goal: Goal, own: Question | null): Question | null {
  const [word, next] = goal;
  if (goal.length === 1 && word === TOKEN.first) return own && firstPart(own);
  if (goal.length !== 2 || word !== TOKEN.on) return readQuestion(lexicon, goal);
  const entity = readToken(lexicon, 'entity', next);
  return entity === null || !own || own.hops.length === 0 ? null : restFrom(entity, own);
}

export function sameQuery(a: Query, b: Query): boolean {
  if (a.kind === 'described') {
    // The order in which attributes are named says nothing.
    return b.kind === 'described' && a.attributes.every((attribute) => b.attributes.includes(attribute));
  }
  return b.kind === 'related' && a.entity === b.entity && a.relation === b.relation;
}

export function sameQuestion(a: Question, b: Question): boolean {
  return sameQuery(a.first, b.first) && a.hops.length === b.hops.length && a.hops.every((hop, i) => hop === b.hops[i]);
}

/** The question about the first step alone. */
export function firstPart({ first }: Question): Question {
  return { first, hops: [] };
}

/** What is left of a question with hops once its first step has led to `entity`. */
export function restFrom(entity: number, { hops }: Question): Question {
  return { first: { kind: 'related', entity, relation: hops[0] as number }, hops: hops.slice(1) };
}

/** The question as a sentence. */
export function questionText({ first, hops }: Question): string {
  const following = hops.toReversed().map((relation) => `the ${nameOf('relation', relation)} of `);
  if (first.kind === 'related') {
    const { relation, entity } = first;
    return `Which entity is ${following.join('')}the ${nameOf('relation', relation)} of ${nameOf('entity', entity)}?`;
  }
  const description = first.attributes.map((attribute) => nameOf('attribute', attribute)).join(' and ');
  if (hops.length === 0) return `Which entity has the attributes ${description}?`;
  return `Which entity is ${following.join('')}the one with ${description}?`;
}

/** A step in words: "the one with a1 and a5", "the r3 of e7". */
export function queryText(query: Query): string {
  if (query.kind === 'related') return `the ${nameOf('relation', query.relation)} of ${nameOf('entity', query.entity)}`;
  return `the one with ${query.attributes.map((attribute) => nameOf('attribute', attribute)).join(' and ')}`;
}
