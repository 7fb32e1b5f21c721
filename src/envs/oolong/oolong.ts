/**
 * A running Oolong agent: parses turns, shows records, words the replies. Turns are `read` (the next records of one's
 * slice), `spawn <question> <piece>`, `wait` and `finish <answer>`. Slices are named relative to one's own (`first`,
 * `second`, …, `whole`), so an agent far down a long input reads and writes nothing that one on a short input does not.
 * Reading changes nothing but how far this agent has read, so children never conflict; what comes back is their answer.
 */
import type { Environment, Goal, Inherited, Join, Notice, Step, Token } from '../environment.ts';
import { openingTokens } from '../opening.ts';
import { noticeTokens, refusal, reply } from '../replies.ts';
import { answerTokens, readAnswer } from './answer.ts';
import { pieceToken, questionTokens, readGoal, sameQuestion } from './question.ts';
import { cut, everything, isShort, recordTokens, type Slice, WHOLE } from './records.ts';
import { type OolongState, verdict } from './state.ts';
import { markedToken, TOKEN, wordOf } from './vocabulary.ts';

export class Oolong implements Environment<OolongState> {
  /** Replaced, never written to: a snapshot is the state itself. */
  #state: OolongState;

  constructor(state: OolongState) {
    this.#state = state;
  }

  /** `<bos> goal <question> short|long (goal <question> <piece>)* … >`. */
  observe(inherited?: Inherited): Token[] {
    const { records, question, slice } = this.#state;
    const size = isShort(slice, records) ? TOKEN.short : TOKEN.long;
    return openingTokens(TOKEN, [...questionTokens(records, question), size], inherited);
  }

  step(turn: readonly Token[]): Step {
    const { records, question, answer } = this.#state;
    if (answer !== null) throw new Error('This Oolong agent has finished; it can take no more turns.');
    switch (wordOf(turn[0])) {
      case 'read':
        if (turn.length === 1) return this.#read();
        break;
      case 'spawn':
        return this.#spawn(turn.slice(1));
      case 'wait':
        if (turn.length === 1) return { ...reply('wait', []), delegation: { kind: 'wait' } };
        break;
      case 'finish': {
        const said = readAnswer(records, question, turn.slice(1));
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

  snapshot(): OolongState {
    return this.#state;
  }

  fork(goal: Goal): Oolong {
    const { records, slice } = this.#state;
    const part = readGoal(records, records.pieces, goal);
    if (!part) {
      throw new RangeError(`An Oolong goal is a question and a piece of one's slice; got the tokens [${goal}].`);
    }
    const own = cut(slice, part.piece, records.pieces);
    return new Oolong({ ...part, records, slice: own, cursor: own.from, reports: [], answer: null });
  }

  /** `<piece> <answer>`, or `<piece> failed` of a child that gave none. */
  join(child: Environment<OolongState>): Join {
    const { records, slice } = this.#state;
    const { question, piece, answer, ...end } = child.snapshot();
    const own = cut(slice, piece, records.pieces);
    if (end.records.fields.length !== records.fields.length || !sameSlice(own, end.slice)) {
      throw new Error(
        `A child with the records ${end.slice.from} to ${end.slice.to} of ${everything(end.records).to} cannot join an ` +
          `agent with ${slice.from} to ${slice.to} of ${everything(records).to}: not its fork.`,
      );
    }
    this.#state = {
      ...this.#state,
      reports: [...this.#state.reports, { question, piece, slice: end.slice, answer }],
    };
    const said = answer === null ? [TOKEN.failed] : answerTokens(records, question, answer);
    return { observation: [pieceToken(piece), ...said], applied: true };
  }

  /** `(user period label)* more? >`, words of the question marked, as a page shows what was searched for. */
  #read(): Step {
    const { records, question, slice, cursor } = this.#state;
    if (cursor >= slice.to) return refusal(TOKEN, 'read', TOKEN.end);
    const to = Math.min(cursor + records.sliceRecords, slice.to);
    this.#state = { ...this.#state, cursor: to };
    const words = questionTokens(records, question);
    const shown = recordTokens(records, { from: cursor, to }).map((token) =>
      words.includes(token) ? markedToken(records, token) : token,
    );
    if (to < slice.to) shown.push(TOKEN.more);
    return reply('read', [...shown, TOKEN['>']]);
  }

  #spawn(goal: readonly Token[]): Step {
    const { records, question, slice } = this.#state;
    const part = readGoal(records, records.pieces, goal);
    if (!part) return refusal(TOKEN, undefined, TOKEN.syntax);
    if (part.piece === WHOLE) {
      // Handing one's own task on would be free under budgets per agent, and pointless.
      if (sameQuestion(part.question, question)) return refusal(TOKEN, 'spawn', TOKEN.goal);
    } else if (slice.to - slice.from < records.pieces) return refusal(TOKEN, 'spawn', TOKEN.piece);
    return { ...reply('spawn', []), delegation: { kind: 'spawn', goal } };
  }
}

function sameSlice(a: Slice, b: Slice): boolean {
  return a.from === b.from && a.to === b.to;
}
