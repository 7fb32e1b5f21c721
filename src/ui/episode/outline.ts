/**
 * What can be told of a recorded episode from its record alone: which plan was in force when, and its figures up to a
 * step. Steps are counted from the beginning of the record; "at step t" means after t turns. Pure.
 */
import type { EpisodeRecord } from '../../rl/records.ts';

/** A plan and the steps in which it was in force: from `from` on, before `until`. */
export interface PlanSpan {
  readonly plan: readonly number[];
  readonly from: number;
  readonly until: number;
  /** Whether it was written in this record; the first may have been carried into it. */
  readonly written: boolean;
  /** Reward earned meanwhile. */
  readonly reward: number;
}

/** The figures of an episode so far. */
export interface Figures {
  readonly steps: number;
  readonly reward: number;
  readonly plans: number;
  /** Tokens that the agent wrote, and those of them that were plans, brackets included. */
  readonly tokens: number;
  readonly planTokens: number;
}

type Recorded = Pick<EpisodeRecord, 'plan' | 'turns'>;

/**
 * Ascending; without gaps from the first plan on. A plan that was carried into the record comes first, also when the
 * first turn replaces it: then it was in force before that turn, and for no step.
 */
export function planSpans({ plan, turns }: Recorded): PlanSpan[] {
  const begins = turns.flatMap((turn, from) => (turn.plan ? [{ plan: turn.plan, from, written: true }] : []));
  const all = plan ? [{ plan, from: 0, written: false }, ...begins] : begins;
  return all.map((span, i) => {
    const until = all[i + 1]?.from ?? turns.length;
    return { ...span, until, reward: sum(turns.slice(span.from, until).map(({ reward }) => reward)) };
  });
}

/** The plan in force after `step` turns: that of the last turn, so that a new one shows with its first action. */
export function spanAt(spans: readonly PlanSpan[], step: number): PlanSpan | null {
  return spans.findLast(({ from, written }) => (written ? from < step : from <= step)) ?? null;
}

export function figuresAt({ turns }: Recorded, step: number): Figures {
  const taken = turns.slice(0, step);
  const planTokens = sum(taken.map(({ plan }) => (plan ? plan.length + 2 : 0)));
  return {
    steps: taken.length,
    reward: sum(taken.map(({ reward }) => reward)),
    plans: taken.filter(({ plan }) => plan !== null).length,
    planTokens,
    tokens: planTokens + taken.length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
