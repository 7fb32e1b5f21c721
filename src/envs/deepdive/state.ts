/** The state of one agent's world. Plain data; the graph is shared by reference on one thread and never changes. */
import { type Answer, type Graph, truth } from './graph.ts';
import type { Query, Question } from './question.ts';

/** What a child has said. */
export interface Report {
  readonly question: Question;
  /** Null when it ended without an answer. */
  readonly answer: Answer | null;
}

export interface DeepDiveState {
  readonly graph: Graph;
  readonly question: Question;
  /** What this agent has searched for, in order. */
  readonly searches: readonly Query[];
  /** Entities whose pages it has opened, in order; one that was opened again stands there again. */
  readonly opened: readonly number[];
  /** What children have said, in the order in which it was heard. */
  readonly reports: readonly Report[];
  /** Null until the agent has finished. */
  readonly answer: Answer | null;
}

/** The verifier: 1 for the entity that the question asks for (or for "none" when there is none), else 0. */
export function verdict({ graph, question, answer }: DeepDiveState): 0 | 1 {
  return answer !== null && answer === truth(graph, question) ? 1 : 0;
}
