/** DeepDive for human eyes: pages, steps and answers in words, and what each agent of a tree was asked and looked up. */
import type { Goal, Token } from '../environment.ts';
import { readKnowledge } from './experts/knowledge.ts';
import { type Answer, fits, type Graph, NOBODY, type Page, pageOf, readAnswer, search, truth, walk } from './graph.ts';
import { type Question, queryText, questionText, readGoal, sameQuery } from './question.ts';
import type { DeepDiveState } from './state.ts';
import { nameOf, TOKEN } from './vocabulary.ts';

/** An answer beside the right one. */
export interface Judged {
  /** Null without an answer. */
  readonly said: string | null;
  readonly right: string;
  readonly correct: boolean;
}

export interface NamedPage {
  readonly entity: number;
  readonly name: string;
  /** "a1, a5; r3 of e7, r0 of e2". */
  readonly text: string;
}

export interface ReadPage extends NamedPage {
  /** The step of the agent's question that this page settles, in words; null for a dead end. */
  readonly settles: string | null;
}

export interface NamedSearch {
  readonly query: string;
  readonly found: readonly string[];
}

export interface NamedReport extends Judged {
  readonly question: string;
}

export interface StateDescription {
  readonly question: string;
  readonly steps: number;
  /** What the agent searched for, in order. */
  readonly searches: readonly NamedSearch[];
  /** The pages it opened, in order; one that was opened again stands there again. */
  readonly read: readonly ReadPage[];
  readonly reports: readonly NamedReport[];
  readonly verdict: Judged;
}

/** Everything that a panel shows about a state. */
export function describeState({ graph, question, ...state }: DeepDiveState): StateDescription {
  const steps = walk(graph, question);
  return {
    question: questionText(question),
    steps: question.hops.length + 1,
    searches: state.searches.map((query) => ({
      query: queryText(query),
      found: search(graph, query).map((entity) => nameOf('entity', entity)),
    })),
    read: state.opened.map((entity) => {
      const page = pageOf(graph, entity);
      const settled = steps.find(({ query }) => fits(page, query));
      return { ...namePage(entity, page), settles: settled ? queryText(settled.query) : null };
    }),
    reports: state.reports.map((report) => ({
      question: questionText(report.question),
      ...judge(graph, report.question, report.answer),
    })),
    verdict: judge(graph, question, state.answer),
  };
}

/** A step of a walk: what is asked, where it leads, and what else a search for it finds. */
export interface NamedStep {
  readonly text: string;
  /** Short, for a label: "a1 a5", "r3". */
  readonly label: string;
  /** Null where it leads nowhere. */
  readonly entity: number | null;
  readonly deadEnds: readonly number[];
}

export interface NamedEdge {
  /** The entity whose page states it: `from` is `relation` of `to`. */
  readonly from: number;
  readonly to: number;
  readonly relation: string;
}

export interface GraphDescription {
  readonly pages: readonly NamedPage[];
  readonly edges: readonly NamedEdge[];
  /** The steps that answer the root's question. */
  readonly steps: readonly NamedStep[];
}

/** The whole graph around the question that the root of a tree was asked. */
export function describeGraph(graph: Graph, rootGoal: Goal): GraphDescription {
  const question = readGoal(graph, rootGoal, null);
  const pages = Array.from({ length: graph.entities }, (_, entity) => pageOf(graph, entity));
  return {
    pages: pages.map((page, entity) => namePage(entity, page)),
    edges: pages.flatMap(({ facts }, from) =>
      facts.map(({ entity, relation }) => ({ from, to: entity, relation: nameOf('relation', relation) })),
    ),
    steps: (question ? walk(graph, question) : []).map(({ query, entity }) => ({
      text: queryText(query),
      label:
        query.kind === 'related'
          ? nameOf('relation', query.relation)
          : query.attributes.map((attribute) => nameOf('attribute', attribute)).join(' '),
      entity: entity === NOBODY ? null : entity,
      deadEnds: search(graph, query).filter((found) => found !== entity),
    })),
  };
}

/** What is known of an agent of a recorded tree. */
export interface RecordedAgent {
  /** '0' is the root, '0.2' its third child. */
  readonly path: string;
  readonly goal: Goal;
  /** Its whole context. */
  readonly tokens: readonly Token[];
}

/** What an agent was asked and did. */
export interface AgentWork extends Judged {
  readonly path: string;
  readonly question: string;
  /** Steps of the root's walk that it was asked to take, from 0, both ends included; null when it was sent elsewhere. */
  readonly span: { readonly from: number; readonly to: number } | null;
  readonly searches: number;
  /** Entities whose pages it opened itself, in order. */
  readonly opened: readonly number[];
}

/** The work of every agent of a tree in `graph`. Parents must come before their children. */
export function describeAgents(graph: Graph, agents: readonly RecordedAgent[]): AgentWork[] {
  const questions = new Map<string, Question>();
  return agents.flatMap(({ path, goal, tokens }) => {
    const above = path === '0' ? null : questions.get(path.slice(0, path.lastIndexOf('.')));
    const question = above === undefined ? null : readGoal(graph, goal, above);
    // A record of another version of the environment can hold what this one cannot read.
    if (!question) return [];
    questions.set(path, question);
    const { pages, searches } = readKnowledge(tokens, graph);
    return [
      {
        path,
        question: questionText(question),
        span: spanOf(graph, questions.get('0') ?? question, question),
        searches: searches.length,
        opened: [...pages.keys()],
        ...judge(graph, question, finalAnswer(graph, tokens)),
      },
    ];
  });
}

/** Where on the walk of `root` that of `question` lies. */
function spanOf(graph: Graph, root: Question, question: Question): AgentWork['span'] {
  const queries = walk(graph, root).map(({ query }) => query);
  const own = walk(graph, question).map(({ query }) => query);
  const from = queries.findIndex((query) => sameQuery(query, question.first));
  const along = own.every((query, i) => {
    const there = queries[from + i];
    return there !== undefined && sameQuery(query, there);
  });
  return from >= 0 && along ? { from, to: from + own.length - 1 } : null;
}

/** The answer that a context ends with; null when it does not end with one. */
function finalAnswer(graph: Graph, tokens: readonly Token[]): Answer | null {
  const [verb, answer, end] = tokens.slice(-3);
  return verb === TOKEN.finish && end === TOKEN['<eot>'] ? readAnswer(graph, answer) : null;
}

function judge(graph: Graph, question: Question, answer: Answer | null): Judged {
  const right = truth(graph, question);
  return { said: answer === null ? null : answerText(answer), right: answerText(right), correct: answer === right };
}

function answerText(answer: Answer): string {
  return answer === NOBODY ? 'none' : nameOf('entity', answer);
}

function namePage(entity: number, { attributes, facts }: Page): NamedPage {
  const described = attributes.map((attribute) => nameOf('attribute', attribute)).join(', ');
  const stated = facts.map((fact) => `${nameOf('relation', fact.relation)} of ${nameOf('entity', fact.entity)}`);
  return { entity, name: nameOf('entity', entity), text: `${described}; ${stated.join(', ')}` };
}
