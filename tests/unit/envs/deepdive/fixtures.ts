/** A small hand-made graph: twelve entities of six attributes and four relations, two facts on every page. */
import type { Graph } from '../../../../src/envs/deepdive/graph.ts';
import { type Question, readQuestion } from '../../../../src/envs/deepdive/question.ts';
import type { DeepDiveState } from '../../../../src/envs/deepdive/state.ts';
import { lexer } from './drive.ts';

/** Settings whose vocabulary is the fixture's. */
export const SETTINGS = { entities: 12, attributes: 6, relations: 4, hops: 3 };

/** A graph from pages like "a0 a1 e1 r0 e2 r1", one per entity. */
export function graphOf(pages: readonly string[], more: Partial<Graph> = {}): Graph {
  const numbers = pages.map((page) => page.split(' ').map((name) => Number(name.slice(1))));
  return {
    relations: SETTINGS.relations,
    attributes: SETTINGS.attributes,
    entities: SETTINGS.entities,
    facts: 2,
    results: 3,
    attributesOf: Uint8Array.from(numbers.flatMap((page) => page.slice(0, 2))),
    factsOf: Uint8Array.from(numbers.flatMap((page) => page.slice(2))),
    rank: Uint8Array.from(pages.keys()),
    ...more,
  };
}

/** The walk a0 a1 → r0 → r1 → r2 leads from e4 over e7 and e2 to e9. */
export const GRAPH = graphOf([
  'a0 a2 e4 r1 e7 r3', // e0
  'a1 a2 e9 r0 e3 r1', // e1
  'a2 a3 e7 r1 e5 r0', // e2
  'a0 a3 e4 r2 e2 r0', // e3
  'a0 a1 e8 r0 e6 r3', // e4
  'a1 a3 e0 r2 e7 r0', // e5
  'a2 a4 e2 r1 e1 r3', // e6
  'a3 a4 e4 r0 e0 r1', // e7
  'a0 a4 e9 r1 e5 r2', // e8
  'a1 a4 e2 r2 e8 r2', // e9
  'a0 a5 e6 r0 e3 r0', // e10
  'a1 a5 e10 r0 e1 r0', // e11
]);

/** The question that a text like "r0 of a0 a1" is. */
export function ask(text: string): Question {
  const question = readQuestion(GRAPH, lexer(SETTINGS)(text));
  if (!question) throw new Error(`"${text}" is no question.`);
  return question;
}

/** A root agent's start with that question. */
export function stateOf(question: string, graph: Graph = GRAPH): DeepDiveState {
  return { graph, question: ask(question), searches: [], opened: [], reports: [], answer: null };
}
