/** The watched episode as far as it was seen, from looks at every step and from few of them. */
import { describe, expect, test } from 'vitest';
import { planningEnvironment } from '../../../../src/envs/registry.ts';
import { followed, type LiveTrail, roomFor } from '../../../../src/ui/episode/live-trail.ts';
import { playedEpisode } from '../../../support/played-episodes.ts';

const { record, live } = playedEpisode(planningEnvironment('pogs'), { seed: 5 });

/** Looks at the moments after these steps, one after the other. */
const look = (steps: readonly number[]) =>
  steps.reduce<LiveTrail | null>((trail, step) => followed(trail, live[step]!), null) as LiveTrail;

describe('followed', () => {
  test('at every step, it is the record but for what is not told', () => {
    const trail = look(live.map((_, step) => step));
    expect(trail.turns.map(({ plan, reward }) => ({ plan, reward }))).toEqual(
      record.turns.map(({ plan, reward }) => ({ plan, reward })),
    );
    expect(trail.seen).toBe(trail.written);
    expect(trail.plan).toBeNull();
  });

  test('with few looks, the plan in force is where it was written, and the others are counted', () => {
    const last = live.length - 1;
    const trail = look([0, 1, last]);
    const written = record.turns.flatMap(({ plan }, i) => (plan ? [i] : []));
    const shown = trail.turns.flatMap(({ plan }, i) => (plan ? [i] : []));
    expect(shown).toEqual([written[0], written.at(-1)]);
    expect(trail.written - trail.seen).toBe(written.length - 2);
    const total = (turns: readonly { reward: number }[]) => turns.reduce((sum, { reward }) => sum + reward, 0);
    expect(total(trail.turns)).toBeCloseTo(total(record.turns), 9);
  });

  test('looking again at the same moment changes nothing', () => {
    expect(look([0, 1, 2, 2, 2])).toEqual(look([0, 1, 2]));
  });

  test('another episode begins anew, also on the same task', () => {
    const other = { ...live[2]!, task: 'another' };
    expect(followed(look([0, 1, 2, 3, 4]), other).turns).toHaveLength(2);
    expect(followed(look([0, 1, 2, 3, 4]), live[1]!).turns).toHaveLength(1);
  });

  test('first seen in the middle, it may carry a plan from before', () => {
    const carrying = { ...live[4]!, plan: [9], planAge: 6 };
    const trail = followed(null, carrying);
    expect(trail.plan).toEqual([9]);
    expect(trail.turns.every(({ plan }) => plan === null)).toBe(true);
  });
});

test('room grows by leaps', () => {
  expect([0, 1, 32, 33, 64, 65, 5000].map(roomFor)).toEqual([32, 32, 32, 64, 64, 128, 8192]);
});
