/** Oolong for human eyes: questions, answers and slices in words, and what each agent of a tree was given and did. */
import type { Goal, Token } from '../environment.ts';
import { type Answer, credit, readAnswer, truth } from './answer.ts';
import { readKnowledge } from './experts/knowledge.ts';
import { concerns, type Question, readGoal } from './question.ts';
import { cut, everything, isShort, NO_LABEL, RECORD, type Records, type Slice, WHOLE } from './records.ts';
import type { OolongState } from './state.ts';
import { FIELDS, fieldName, PIECES, TOKEN } from './vocabulary.ts';

export interface NamedRecord {
  /** Its place in the whole input, from 0. */
  readonly index: number;
  readonly user: string;
  readonly period: string;
  /** Null when the record has none. */
  readonly label: string | null;
  /** The answer depends on it. */
  readonly concerns: boolean;
}

/** An answer beside the right one. */
export interface Judged {
  /** Null without an answer. */
  readonly said: string | null;
  readonly right: string;
  /** In [0, 1]. */
  readonly credit: number;
}

export interface NamedReport extends Judged {
  readonly piece: string;
  readonly slice: Slice;
  readonly question: string;
}

export interface StateDescription {
  readonly question: string;
  readonly slice: Slice;
  /** The slice can be read in one turn. */
  readonly short: boolean;
  /** Records in the whole input. */
  readonly total: number;
  /** Records of the slice that the agent has read, in order. */
  readonly read: readonly NamedRecord[];
  /** Places of all records of the input that the question is about, in other agents' slices too. */
  readonly marks: readonly number[];
  readonly reports: readonly NamedReport[];
  readonly verdict: Judged;
}

/** Everything that a panel shows about a state. */
export function describeState(state: OolongState): StateDescription {
  const { records, question, slice, cursor, reports, answer } = state;
  const total = everything(records).to;
  const places = Array.from({ length: total }, (_, index) => index);
  return {
    question: questionText(question),
    slice,
    short: isShort(slice, records),
    total,
    read: places.slice(slice.from, cursor).map((index) => nameRecord(records, question, index)),
    marks: places.filter((index) => concerns(question, records.fields, index * RECORD)),
    reports: reports.map((report) => ({
      piece: report.piece === WHOLE ? 'whole' : (PIECES[report.piece] ?? '?'),
      slice: report.slice,
      question: questionText(report.question),
      ...judge(records, report.question, report.slice, report.answer),
    })),
    verdict: judge(records, question, slice, answer),
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

/** What an agent was given and did. */
export interface AgentWork extends Judged {
  readonly path: string;
  readonly question: string;
  readonly slice: Slice;
  /** Records of its slice that it read itself: those before this one. */
  readonly cursor: number;
}

/** The work of every agent of a tree over `records`. Parents must come before their children. */
export function describeAgents(records: Records, agents: readonly RecordedAgent[]): AgentWork[] {
  const slices = new Map<string, Slice>();
  return agents.flatMap(({ path, goal, tokens }) => {
    const part = readGoal(records, records.pieces, goal);
    const above = path === '0' ? everything(records) : slices.get(path.slice(0, path.lastIndexOf('.')));
    // A record of another version of the environment can hold what this one cannot read.
    if (!part || !above) return [];
    const slice = cut(above, part.piece, records.pieces);
    slices.set(path, slice);
    const { fields } = readKnowledge(tokens, records, records.pieces);
    const cursor = Math.min(slice.to, slice.from + fields.length / RECORD);
    const answer = finalAnswer(records, part.question, tokens);
    return [
      { path, question: questionText(part.question), slice, cursor, ...judge(records, part.question, slice, answer) },
    ];
  });
}

/** The answer that a context ends with; null when it does not end with one. */
function finalAnswer(records: Records, question: Question, tokens: readonly Token[]): Answer | null {
  const at = tokens.lastIndexOf(TOKEN.finish);
  return at < 0 || tokens.at(-1) !== TOKEN['<eot>'] ? null : readAnswer(records, question, tokens.slice(at + 1, -1));
}

function judge(records: Records, question: Question, slice: Slice, answer: Answer | null): Judged {
  const right = truth(question, records.fields, slice, records);
  return {
    said: answer && answerText(question, answer, ', '),
    right: answerText(question, right, question.kind === 'most' ? ' or ' : ', '),
    credit: answer ? credit(question, right, answer) : 0,
  };
}

/** The question as a sentence. */
export function questionText({ kind, filter, label }: Question): string {
  const name = fieldName('label', label);
  const among = filter ? ` of ${filter.field} ${fieldName(filter.field, filter.value)}` : '';
  switch (kind) {
    case 'count':
      return `How many records${among} have the label ${name}?`;
    case 'tally':
      return `How many records${among} has each label?`;
    case 'most':
      return `Which label do most records${among} have?`;
    case 'who':
      return `Which users have a record${among} with the label ${name}?`;
    default:
      return kind satisfies never;
  }
}

function answerText({ kind }: Question, answer: Answer, between: string): string {
  if (answer.length === 0) return { count: 'not known', tally: 'not known', most: 'no label', who: 'nobody' }[kind];
  if (kind === 'count') return `${answer[0]}`;
  if (kind === 'tally') return answer.map((n, label) => `${fieldName('label', label)} ${n}`).join(between);
  return answer.map((value) => fieldName(kind === 'most' ? 'label' : 'user', value)).join(between);
}

function nameRecord({ fields }: Records, question: Question, index: number): NamedRecord {
  const at = index * RECORD;
  const [user, period, label] = FIELDS.map((field, i) => fieldName(field, fields[at + i] as number));
  return {
    index,
    user: user as string,
    period: period as string,
    label: fields[at + 2] === NO_LABEL ? null : (label as string),
    concerns: concerns(question, fields, at),
  };
}
