/** Replayed episodes: the same worlds as when they were played, whatever the order in which they are looked at. */
import { describe, expect, test } from 'vitest';
import type { PlanningSpec } from '../../../../src/envs/planning.ts';
import { planningEnvironment, planningIds } from '../../../../src/envs/registry.ts';
import { key } from '../../../../src/random/index.ts';
import type { EpisodeTurn } from '../../../../src/rl/records.ts';
import { EpisodeReplay } from '../../../../src/ui/episode/episode-replay.ts';

const STEPS = 110;

/** An episode of the scripted player, with every state. */
function played(spec: PlanningSpec): { start: unknown; turns: EpisodeTurn[]; states: unknown[] } {
  const [difficulty = 1] = spec.difficulties({});
  const world = spec.restore(spec.generate(key(3), difficulty, {}).state);
  const player = spec.player(key(3), { style: 0, noise: 0.2, interval: [2, 6] }, {});
  const start = world.snapshot();
  const states = [start];
  const turns: EpisodeTurn[] = [];
  for (let over = false; !over && turns.length < STEPS; ) {
    const { plan, action } = player.next(world);
    const { reward, terminated, truncated } = world.act(action);
    turns.push({ action, plan, reward, value: 0 });
    states.push(world.snapshot());
    over = terminated || truncated;
  }
  return { start, turns, states };
}

describe.each(planningIds)('%s', (id) => {
  const spec = planningEnvironment(id);
  const { start, turns, states } = played(spec);

  test('every step is as it was played, forwards, backwards and by leaps', () => {
    const replay = new EpisodeReplay(spec, { start, turns });
    const last = turns.length;
    // A few in a row, across the copy after 100 steps where an episode has so many.
    const forwards = Array.from({ length: 8 }, (_, i) => Math.min(last, 104) - 7 + i);
    const leaps = [last, 0, Math.floor(last / 2), last - 1, 1, last];
    for (const step of [...leaps, ...forwards, ...[...forwards].reverse()]) {
      expect(replay.at(step)).toEqual({ state: states[step], previous: step === 0 ? null : states[step - 1] });
    }
    expect(replay.divergence).toBeNull();
  });

  test('steps beyond the ends are the ends', () => {
    const replay = new EpisodeReplay(spec, { start, turns });
    expect(replay.at(-5).state).toEqual(states[0]);
    expect(replay.at(10_000).state).toEqual(states.at(-1));
  });

  test('tells where rewards begin to differ from the record', () => {
    const changed = turns.map((turn, i) => (i >= 2 ? { ...turn, reward: turn.reward + 1 } : turn));
    const replay = new EpisodeReplay(spec, { start, turns: changed });
    replay.at(2);
    expect(replay.divergence).toBeNull();
    replay.at(5);
    expect(replay.divergence).toBe(3);
  });
});

test('a long way is gone once: later looks begin at the nearest copy', () => {
  let acts = 0;
  const spec: Pick<PlanningSpec, 'restore'> = {
    restore: (state) => {
      let at = state as number;
      return {
        observe: () => [],
        act: () => {
          acts++;
          at++;
          return { reward: 0, terminated: false, truncated: false };
        },
        score: () => 0,
        milestones: () => [],
        snapshot: () => at,
      };
    },
  };
  const turns = Array.from({ length: 1000 }, () => ({ action: 0, plan: null, reward: 0, value: 0 }));
  const replay = new EpisodeReplay(spec, { start: 0, turns });
  expect(replay.at(1000)).toEqual({ state: 1000, previous: 999 });
  expect(acts).toBe(1000);
  acts = 0;
  expect(replay.at(431)).toEqual({ state: 431, previous: 430 });
  expect(acts).toBe(31);
  acts = 0;
  expect(replay.at(432)).toEqual({ state: 432, previous: 431 });
  expect(acts).toBe(1);
});
