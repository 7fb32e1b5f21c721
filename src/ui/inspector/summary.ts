/** The figures above a trace: sizes, how it ended, what it earned. Pure. */
import type { Trace } from '../../rl/trace.ts';
import { fixed, score, signed } from '../tree/format.ts';
import { END_WORDS } from './segments.ts';

export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly help: string;
}

export interface SummaryOptions {
  readonly reward?: number | undefined;
  readonly advantage?: number | undefined;
}

/** Numbers of tokens written and read. */
export function tokenCounts(trace: Pick<Trace, 'own'>): { own: number; read: number } {
  let own = 0;
  for (const flag of trace.own) own += flag;
  return { own, read: trace.own.length - own };
}

export function figuresOf(trace: Trace, { reward, advantage }: SummaryOptions = {}): Figure[] {
  const { own } = tokenCounts(trace);
  const entropy = own > 0 ? trace.entropies.reduce((sum, e, i) => sum + (trace.own[i] ? e : 0), 0) / own : null;
  const figures: Figure[] = [
    { label: 'turns', value: String(trace.turns), help: 'Turns that this agent took' },
    { label: 'ended', value: END_WORDS[trace.end], help: 'Why the agent stopped' },
    { label: 'score', value: score(trace.score), help: 'What the verifier says of its goal, from 0 to 1' },
  ];
  if (reward !== undefined) {
    figures.push({ label: 'reward', value: fixed(reward), help: 'Own score plus λ times the children’s mean score' });
  }
  if (advantage !== undefined) {
    figures.push({
      label: 'advantage',
      value: signed(advantage),
      help: 'Positive: what it wrote was made more likely; negative: less likely',
    });
  }
  if (entropy !== null) {
    figures.push({
      label: 'mean entropy',
      value: `${fixed(entropy)} nats`,
      help: 'Of the distributions that its own tokens were drawn from',
    });
  }
  if (trace.errors > 0) {
    figures.push({ label: 'errors', value: String(trace.errors), help: 'Turns that the environment refused' });
  }
  if (trace.refused > 0) {
    figures.push({
      label: 'refused spawns',
      value: String(trace.refused),
      help: 'Wishes for sub-agents beyond limits',
    });
  }
  return figures;
}
