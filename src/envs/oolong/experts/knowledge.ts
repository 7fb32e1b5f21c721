/**
 * What an agent can know from its transcript alone: its question, the records it has read, the children it has out and
 * what they answered. Read anew from the transcript at every turn, so an expert remembers exactly what a policy with the
 * same context could. Tolerates any transcript; what makes no sense is skipped.
 */
import type { Token } from '../../environment.ts';
import { type Exchange, readTranscript } from '../../transcript.ts';
import { type Answer, readAnswer } from '../answer.ts';
import { type Part, type Question, readGoal, readPiece, readQuestion, sameQuestion } from '../question.ts';
import { NO_LABEL, RECORD } from '../records.ts';
import { type Lexicon, readField, TOKEN, unmarkedToken } from '../vocabulary.ts';

/** A child that was launched. */
interface Child extends Part {
  readonly state: 'out' | 'answered' | 'failed';
  readonly answer: Answer;
}

export interface Knowledge {
  readonly lexicon: Lexicon;
  readonly pieces: number;
  /** Null when it cannot be made out. */
  readonly question: Question | null;
  /** The slice fits one `read`. */
  readonly short: boolean;
  readonly exchanges: readonly Exchange[];
  /** Records read so far, three numbers each. */
  readonly fields: readonly number[];
  /** Those are all records of the slice. */
  readonly readAll: boolean;
  /** In the order in which they were launched. */
  readonly children: readonly Child[];
  /** The agent loop has refused a child: depth cap, budget of agents, or no delegation at all. */
  readonly refused: boolean;
}

/** The knowledge of an agent whose whole context is `transcript`. */
export function readKnowledge(transcript: readonly Token[], lexicon: Lexicon, pieces: number): Knowledge {
  const { opening, exchanges } = readTranscript(transcript, TOKEN['>'], TOKEN['<eot>']);
  // Behind the length of the slice stands what the agent inherits.
  const size = opening.findIndex((token) => token === TOKEN.short || token === TOKEN.long);
  const fields: number[] = [];
  let readAll = false;
  let refused = false;
  let children: Child[] = [];
  for (const { turn, reply } of exchanges) {
    switch (turn[0]) {
      case TOKEN.read:
        fields.push(...readRecords(lexicon, reply));
        readAll ||= reply[0] === TOKEN.error ? reply[1] === TOKEN.end : reply.length > 0 && !reply.includes(TOKEN.more);
        break;
      case TOKEN.spawn: {
        const part = readGoal(lexicon, pieces, turn.slice(1));
        if (part && reply[0] === TOKEN.ok) children.push({ ...part, state: 'out', answer: [] });
        refused ||= reply[0] === TOKEN.error && [TOKEN.depth, TOKEN.agents, TOKEN.spawn].includes(reply[1] as Token);
        break;
      }
      case TOKEN.wait:
        if (reply[0] !== TOKEN.error) children = heardFrom(children, reply, lexicon);
        break;
    }
  }
  return {
    lexicon,
    pieces,
    question: readQuestion(lexicon, opening.slice(2, Math.max(2, size))),
    short: opening[size] === TOKEN.short,
    exchanges,
    fields,
    readAll,
    children,
    refused,
  };
}

/** The records in a reply to `read`, three numbers each; reading stops where it makes no sense. */
function readRecords(lexicon: Lexicon, shown: readonly Token[]): number[] {
  const reply = shown.map((token) => unmarkedToken(lexicon, token));
  const fields: number[] = [];
  for (let i = 0; i + RECORD <= reply.length; i += RECORD) {
    const user = readField(lexicon, 'user', reply[i]);
    const period = readField(lexicon, 'period', reply[i + 1]);
    const label = reply[i + 2] === TOKEN['-'] ? NO_LABEL : readField(lexicon, 'label', reply[i + 2]);
    if (user === null || period === null || label === null) break;
    fields.push(user, period, label);
  }
  return fields;
}

/** The children after a `wait`, whose reply has a piece and an answer for each that was out, in order. */
function heardFrom(children: readonly Child[], reply: readonly Token[], lexicon: Lexicon): Child[] {
  let at = 0;
  return children.map((child) => {
    if (child.state !== 'out') return child;
    const start = ++at;
    while (at < reply.length && readPiece(reply[at]) === null) at++;
    const answer = readAnswer(lexicon, child.question, reply.slice(start, at));
    const numeric = child.question.kind === 'count' || child.question.kind === 'tally';
    // A child that could not say a number has not done what it was asked.
    if (answer === null || (numeric && answer.length === 0)) return { ...child, state: 'failed' };
    return { ...child, state: 'answered', answer };
  });
}

/** The children that were given exactly this part. */
export function childrenFor({ children }: Knowledge, part: Part): Child[] {
  return children.filter(({ piece, question }) => piece === part.piece && sameQuestion(question, part.question));
}
