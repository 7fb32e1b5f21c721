/** A trace cut into what was read and the turns that were written, in order; and the same as plain text. */
import type { Vocabulary } from '../../envs/environment.ts';
import type { AgentEnd, Trace } from '../../rl/trace.ts';

export interface Segment {
  readonly kind: 'read' | 'turn';
  /** The turn it is (0-based), or the turn it answers; −1 for what was read before the first. */
  readonly turn: number;
  /** Tokens `start` … `end` − 1 of the trace. */
  readonly start: number;
  readonly end: number;
  /** A turn without end-of-turn: it was cut off. */
  readonly cut: boolean;
}

/** Every token is in exactly one segment; none is empty. */
export function segmentsOf(trace: Trace, vocabulary: Pick<Vocabulary, 'endOfTurn'>): Segment[] {
  const segments: Segment[] = [];
  let turn = -1;
  let start = 0;
  for (let i = 0; i < trace.tokens.length; i++) {
    const own = trace.own[i] === 1;
    const ends = own && trace.tokens[i] === vocabulary.endOfTurn;
    const last = i + 1 === trace.tokens.length;
    if (!ends && !last && (trace.own[i + 1] === 1) === own) continue;
    if (own) turn++;
    segments.push({ kind: own ? 'turn' : 'read', turn, start, end: i + 1, cut: own && !ends });
    start = i + 1;
  }
  return segments;
}

/** Why an agent stopped, in words. */
export const END_WORDS: Readonly<Record<AgentEnd, string>> = {
  finished: 'said it was done',
  turns: 'out of turns',
  context: 'context window full',
};

/** The whole context as text, one segment per line: "turn 1 | info i53 <eot>". */
export function transcript(trace: Trace, vocabulary: Vocabulary): string {
  const name = (token: number) => vocabulary.names[token] ?? `#${token}`;
  const head = [
    `agent ${trace.path}`,
    `goal ${trace.goal.map(name).join(' ')}`,
    `ended: ${END_WORDS[trace.end]}`,
    `score ${trace.score}`,
  ].join(', ');
  const lines = segmentsOf(trace, vocabulary).map(({ kind, turn, start, end }) => {
    const label = kind === 'turn' ? `turn ${turn + 1}` : 'read';
    return `${label.padEnd(7)} | ${trace.tokens.slice(start, end).map(name).join(' ')}`;
  });
  return `${[head, ...lines].join('\n')}\n`;
}
