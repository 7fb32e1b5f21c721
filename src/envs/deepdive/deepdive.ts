/**
 * A running DeepDive agent: parses turns, searches, shows pages, words the replies. Turns are `search <step>`, `open e`,
 * `spawn <question>` (or `spawn first` and `spawn on e`, the two parts of one's own), `wait` and `finish e` (or
 * `finish none`). Looking things up changes nothing in the world, so children never conflict; what comes back is their
 * answer.
 */
import type { Environment, Goal, Inherited, Join, Notice, Step, Token } from '../environment.ts';
import { openingTokens } from '../opening.ts';
import { noticeTokens, refusal, reply } from '../replies.ts';
import { answerToken, pageOf, pageTokens, readAnswer, sameGraph, search } from './graph.ts';
import { type Query, type Question, questionTokens, readGoal, readQuery, sameQuestion } from './question.ts';
import { type DeepDiveState, verdict } from './state.ts';
import { readToken, TOKEN, tokenOf, wordOf } from './vocabulary.ts';

export class DeepDive implements Environment<DeepDiveState> {
  /** Replaced, never written to: a snapshot is the state itself. */
  #state: DeepDiveState;

  constructor(state: DeepDiveState) {
    this.#state = state;
  }

  /** `<bos> goal <question> (goal <question>)* … >`. */
  observe(inherited?: Inherited): Token[] {
    const { graph, question } = this.#state;
    const above = inherited && { ...inherited, ancestors: this.#inFull(inherited.ancestors) };
    return openingTokens(TOKEN, questionTokens(graph, question), above);
  }

  step(turn: readonly Token[]): Step {
    const { graph, answer } = this.#state;
    if (answer !== null) throw new Error('This DeepDive agent has finished; it can take no more turns.');
    switch (wordOf(turn[0])) {
      case 'search': {
        const query = readQuery(graph, turn.slice(1));
        if (query) return this.#search(query);
        break;
      }
      case 'open': {
        const entity = readToken(graph, 'entity', turn[1]);
        if (turn.length === 2 && entity !== null) return this.#open(entity);
        break;
      }
      case 'spawn':
        return this.#spawn(turn.slice(1));
      case 'wait':
        if (turn.length === 1) return { ...reply('wait', []), delegation: { kind: 'wait' } };
        break;
      case 'finish': {
        const said = turn.length === 2 ? readAnswer(graph, turn[1]) : null;
        if (said === null) break;
        this.#state = { ...this.#state, answer: said };
        return { ...reply('finish', []), reward: this.score(), terminated: true };
      }
    }
    return refusal(TOKEN, undefined, TOKEN.syntax);
  }

  notice(event: Notice): Token[] {
    return noticeTokens(TOKEN, event);
  }

  score(): number {
    return verdict(this.#state);
  }

  snapshot(): DeepDiveState {
    return this.#state;
  }

  fork(goal: Goal): DeepDive {
    const { graph, question: own } = this.#state;
    const question = readGoal(graph, goal, own);
    if (!question) {
      throw new RangeError(
        `A DeepDive goal is a question, or a part of one's own: "first", or "on" and an entity; got the tokens [${goal}].`,
      );
    }
    return new DeepDive({ graph, question, searches: [], opened: [], reports: [], answer: null });
  }

  /** The child's answer: an entity, `none`, or `failed` of a child that gave none. */
  join(child: Environment<DeepDiveState>): Join {
    const { graph, reports } = this.#state;
    const { question, answer, ...end } = child.snapshot();
    if (!sameGraph(end.graph, graph)) {
      throw new Error('A child in another graph cannot join this agent: it is not its fork.');
    }
    this.#state = { ...this.#state, reports: [...reports, { question, answer }] };
    return { observation: [answer === null ? TOKEN.failed : answerToken(graph, answer)], applied: true };
  }

  /** `e* >`, or `none >`. */
  #search(query: Query): Step {
    const { graph, searches } = this.#state;
    this.#state = { ...this.#state, searches: [...searches, query] };
    const found = search(graph, query).map((entity) => tokenOf(graph, 'entity', entity));
    return reply('search', [...(found.length === 0 ? [TOKEN.none] : found), TOKEN['>']]);
  }

  /** `a a (e r)… >`, with `*` behind each word of the newest search: as pages are shown that a search has led to. */
  #open(entity: number): Step {
    const { graph, opened, searches } = this.#state;
    this.#state = { ...this.#state, opened: [...opened, entity] };
    const shown = pageTokens(graph, pageOf(graph, entity), searches.at(-1) ?? null);
    return reply('open', [...shown, TOKEN['>']]);
  }

  /** Goals of the agents above, nearest first, in full: what `first` and `on` stand for only their own parents knew. */
  #inFull(goals: readonly Goal[]): Goal[] {
    const { graph } = this.#state;
    let above: Question | null = null;
    return goals
      .toReversed()
      .map((goal) => {
        above = readGoal(graph, goal, above);
        return above ? questionTokens(graph, above) : goal;
      })
      .reverse();
  }

  #spawn(goal: readonly Token[]): Step {
    const { graph, question: own } = this.#state;
    const question = readGoal(graph, goal, own);
    if (!question) return refusal(TOKEN, undefined, TOKEN.syntax);
    // Handing one's own task on would be free under budgets per agent, and pointless.
    if (sameQuestion(question, own)) return refusal(TOKEN, 'spawn', TOKEN.goal);
    return { ...reply('spawn', []), delegation: { kind: 'spawn', goal } };
  }
}
