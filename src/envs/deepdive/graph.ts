/**
 * The knowledge graph of one task. Every entity has a page with its two attributes, which no other entity shares, and
 * facts of the form "I am r of x"; the page of x does not say so, so whoever goes from x to its r must search. Every step
 * has one answer at most: an entity has at most one r for each relation r. Immutable and packed.
 */
import type { Token } from '../environment.ts';
import { type Query, type Question, queryTokens, restFrom } from './question.ts';
import { type Lexicon, readToken, TOKEN, tokenOf } from './vocabulary.ts';

export interface Graph extends Lexicon {
  /** Facts on every page. */
  readonly facts: number;
  /** Most pages that a search finds. */
  readonly results: number;
  /** The two attributes of entity after entity, ascending. [entities × 2] */
  readonly attributesOf: Uint8Array;
  /** The facts of entity after entity: the other entity, then the relation to it. [entities × facts × 2] */
  readonly factsOf: Uint8Array;
  /** Which pages a search prefers among those that fit equally well: the lowest rank. [entities] */
  readonly rank: Uint8Array;
}

/** What stands on a page. */
export interface Page {
  readonly attributes: readonly [number, number];
  readonly facts: readonly { readonly entity: number; readonly relation: number }[];
}

/** An entity, or `NOBODY` when there is none. */
export type Answer = number;
export const NOBODY: Answer = -1;

export function answerToken(lexicon: Lexicon, answer: Answer): Token {
  return answer === NOBODY ? TOKEN.none : tokenOf(lexicon, 'entity', answer);
}

/** The answer that a token is, or null when it is none. */
export function readAnswer(lexicon: Lexicon, token: Token | undefined): Answer | null {
  return token === TOKEN.none ? NOBODY : readToken(lexicon, 'entity', token);
}

export function pageOf({ facts, attributesOf, factsOf }: Graph, entity: number): Page {
  return {
    attributes: [attributesOf[2 * entity] as number, attributesOf[2 * entity + 1] as number],
    facts: Array.from({ length: facts }, (_, i) => {
      const at = 2 * (entity * facts + i);
      return { entity: factsOf[at] as number, relation: factsOf[at + 1] as number };
    }),
  };
}

/** A page as an agent reads it: its attributes, then the facts; the words that it was looking for are marked. */
export function pageTokens(lexicon: Lexicon, { attributes, facts }: Page, sought: Query | null): Token[] {
  const words = sought ? queryTokens(lexicon, sought) : [];
  const tokens = [
    ...attributes.map((attribute) => tokenOf(lexicon, 'attribute', attribute)),
    ...facts.flatMap(({ entity, relation }) => [
      tokenOf(lexicon, 'entity', entity),
      tokenOf(lexicon, 'relation', relation),
    ]),
  ];
  return tokens.flatMap((token) => (words.includes(token) ? [token, TOKEN['*']] : [token]));
}

/** The page that `marked` is, or null when it is none. */
export function readPage(lexicon: Lexicon, marked: readonly Token[]): Page | null {
  const tokens = marked.filter((token) => token !== TOKEN['*']);
  const a = readToken(lexicon, 'attribute', tokens[0]);
  const b = readToken(lexicon, 'attribute', tokens[1]);
  if (a === null || b === null || tokens.length % 2 !== 0) return null;
  const facts: { entity: number; relation: number }[] = [];
  for (let i = 2; i < tokens.length; i += 2) {
    const entity = readToken(lexicon, 'entity', tokens[i]);
    const relation = readToken(lexicon, 'relation', tokens[i + 1]);
    if (entity === null || relation === null) return null;
    facts.push({ entity, relation });
  }
  return { attributes: [a, b], facts };
}

/** Whether the page is that of the entity that `query` asks for. */
export function fits({ attributes, facts }: Page, query: Query): boolean {
  if (query.kind === 'described') return query.attributes.every((attribute) => attributes.includes(attribute));
  return facts.some(({ entity, relation }) => entity === query.entity && relation === query.relation);
}

/**
 * What a search finds: the right entity if there is one, among others whose pages only mention something of the query.
 * Pages about the same entity come before those with the same relation to another one. Listed by number, which says
 * nothing about which is right.
 */
export function search(graph: Graph, query: Query): number[] {
  const found: { entity: number; distance: number }[] = [];
  for (let entity = 0; entity < graph.entities; entity++) {
    // Nobody asks for what is related to an entity in order to find that entity.
    if (query.kind === 'related' && entity === query.entity) continue;
    const distance = distanceOf(pageOf(graph, entity), query);
    if (distance < 3) found.push({ entity, distance });
  }
  const rank = ({ entity }: { entity: number }) => graph.rank[entity] as number;
  return found
    .sort((x, y) => x.distance - y.distance || rank(x) - rank(y))
    .slice(0, graph.results)
    .map(({ entity }) => entity)
    .sort((x, y) => x - y);
}

/** 0: right; 1: shares an attribute, or is related to the same entity; 2: has the relation; 3: has nothing of it. */
function distanceOf(page: Page, query: Query): number {
  if (fits(page, query)) return 0;
  if (query.kind === 'described') {
    return query.attributes.some((attribute) => page.attributes.includes(attribute)) ? 1 : 3;
  }
  if (page.facts.some(({ entity }) => entity === query.entity)) return 1;
  return page.facts.some(({ relation }) => relation === query.relation) ? 2 : 3;
}

/** The entity that a query asks for. */
function lookUp(graph: Graph, query: Query): Answer {
  for (let entity = 0; entity < graph.entities; entity++) if (fits(pageOf(graph, entity), query)) return entity;
  return NOBODY;
}

/** The steps that answer a question, each with what it leads to. Ends early where a step leads nowhere. */
export function walk(graph: Graph, question: Question): { readonly query: Query; readonly entity: Answer }[] {
  const steps: { query: Query; entity: Answer }[] = [];
  let left = question;
  for (;;) {
    const entity = lookUp(graph, left.first);
    steps.push({ query: left.first, entity });
    if (entity === NOBODY || left.hops.length === 0) return steps;
    left = restFrom(entity, left);
  }
}

/** The truth about a question: the one entity that it asks for, or `NOBODY`. */
export function truth(graph: Graph, question: Question): Answer {
  return walk(graph, question).at(-1)?.entity ?? NOBODY;
}

/** Whether two graphs say the same of every entity. */
export function sameGraph(a: Graph, b: Graph): boolean {
  if (a === b) return true;
  const same = (x: Uint8Array, y: Uint8Array) => x.length === y.length && x.every((value, i) => value === y[i]);
  return same(a.attributesOf, b.attributesOf) && same(a.factsOf, b.factsOf);
}
