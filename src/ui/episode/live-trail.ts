/**
 * The watched episode as far as it has been seen: a record that grows with every look. What happened between two looks
 * is known in sum only, so plans that were replaced meanwhile are missing, and counted. Pure.
 */
import type { EpisodeTurn, LiveEpisode } from '../../rl/records.ts';

export interface LiveTrail {
  readonly task: string;
  readonly turns: readonly EpisodeTurn[];
  /** The plan in force when the episode was first seen. */
  readonly plan: readonly number[] | null;
  readonly reward: number;
  /** Plans that are among `turns`, and all that were written in the episode. */
  readonly seen: number;
  readonly written: number;
}

const UNSEEN: EpisodeTurn = { action: -1, plan: null, reward: 0, value: Number.NaN };

/** `trail` as of the next look at it; a new one when another episode is watched by now. */
export function followed(trail: LiveTrail | null, { task, plan, planAge, tally }: LiveEpisode): LiveTrail {
  const { steps, reward, plans } = tally;
  const goesOn = trail !== null && trail.task === task && trail.turns.length <= steps && trail.written <= plans;
  const before = goesOn ? trail : null;
  const past = before?.turns ?? [];
  const turns = [...past, ...Array.from({ length: steps - past.length }, () => UNSEEN)];
  const last = turns.at(-1);
  // Rewards since the last look count for the last step: at a pace that eyes can follow, there is no other.
  if (last && steps > past.length) {
    turns[steps - 1] = { ...last, reward: last.reward + reward - (before?.reward ?? 0) };
  }
  const at = steps - planAge;
  const isNew = plan !== null && planAge > 0 && at >= past.length;
  const writer = isNew ? turns[at] : undefined;
  if (writer) turns[at] = { ...writer, plan };
  return {
    task,
    turns,
    plan: before ? before.plan : isNew ? null : plan,
    reward,
    seen: (before?.seen ?? 0) + (isNew ? 1 : 0),
    written: plans,
  };
}

/** How many steps the timeline has room for: it does not change its scale with every step. */
export function roomFor(steps: number): number {
  return Math.max(32, 2 ** Math.ceil(Math.log2(Math.max(1, steps))));
}
