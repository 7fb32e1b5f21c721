/** Measured where it is known: in the hall with two doors, halfway, with a plan that leads to the wrong one. */
import { describe, expect, it } from 'vitest';
import { key } from '../../../../src/random/index.ts';
import type { AgentLimits, AgentState, Language } from '../../../../src/rl/planning/agent.ts';
import type { Moment } from '../../../../src/rl/planning/moments.ts';
import { measurePlanAdvantage } from '../../../../src/rl/planning/plan-advantage.ts';
import type { Policy } from '../../../../src/rl/policy.ts';
import {
  CLOSE,
  LEFT,
  OPEN,
  RIGHT,
  TO_LEFT,
  TO_RIGHT,
  TOY_WORDS,
  type ToyState,
  ToyWorld,
  toyPlanning,
} from '../../../support/toy-planning.ts';

const LANGUAGE: Language = {
  words: TOY_WORDS,
  vocabulary: 11,
  randomPlan: () => [TO_LEFT],
  constantPlan: [TO_LEFT],
  coach: () => toyPlanning.coach({}),
};
const LIMITS: AgentLimits = {
  steps: 1,
  actions: 0,
  context: 16,
  temperature: 1,
  planning: { when: 'learned', every: 1, rate: 0, content: 'own' },
};

/** Plans to go right when it has to, and goes where its plan says; expects `value` of everything. */
function obedient(value = 0): Policy & { readonly asked: Set<string>; readonly released: Set<string> } {
  const asked = new Set<string>();
  const released = new Set<string>();
  return {
    asked,
    released,
    complete: async (requests) =>
      requests.map(({ sequence, tokens, forced }) => {
        asked.add(sequence);
        const said = Array.from(tokens);
        const plan = said.findLast((token) => token === TO_LEFT || token === TO_RIGHT);
        const words = forced ? [OPEN, TO_RIGHT, CLOSE] : [plan === TO_RIGHT ? RIGHT : LEFT];
        const zeros = new Float32Array(words.length);
        const values = Float32Array.from(words, () => value);
        return { tokens: Int32Array.from(words), logProbs: zeros, entropies: zeros, values, ended: 'stop' };
      }),
    release: (sequences) => {
      for (const sequence of sequences) released.add(sequence);
    },
  };
}

const STATE: AgentState = {
  episode: 0,
  plan: [TO_LEFT],
  planAge: 1,
  actions: [LEFT],
  tally: { steps: 1, reward: 0, plans: 1, planTokens: 3, tokens: 4 },
};

const OPTIONS = {
  language: LANGUAGE,
  limits: LIMITS,
  restore: (world: unknown) => new ToyWorld(world as ToyState),
  rollouts: 3,
  steps: 6,
  discount: 0.5,
  valueScale: 1,
};

const NO_HOOKS = { round: async () => {} };

/** Halfway to the left door. */
function halfway(right: boolean, plan = TO_LEFT): Moment {
  const start: ToyState = { right, place: 0, step: 0 };
  return { state: { ...STATE, plan: [plan] }, world: { right, place: -1, step: 1 }, start };
}

it('is what the right plan earns more than the wrong one', async () => {
  const [measured] = await measurePlanAdvantage([halfway(true)], OPTIONS, obedient(), key(1), NO_HOOKS);
  // The right door is four steps away, the wrong one two.
  expect(measured).toEqual({ planned: 0.5 ** 3, kept: -(0.5 ** 1), advantage: 0.5 ** 3 + 0.5, error: 0 });
});

it('is nothing where the old plan says the same', async () => {
  const world = { right: true, place: 1, step: 1 };
  const moment = { ...halfway(true, TO_RIGHT), world };
  const [measured] = await measurePlanAdvantage([moment], OPTIONS, obedient(), key(1), NO_HOOKS);
  expect(measured?.advantage).toBe(0);
  expect(measured?.planned).toBe(0.5);
});

describe('what comes after the last step', () => {
  // Copies of both branches are still on their way after one step, and are expected to earn 8.
  const options = { ...OPTIONS, steps: 1 };

  it('is what the value head expects, in units of the reward', async () => {
    const policy = obedient(8);
    const [whole] = await measurePlanAdvantage([halfway(true)], options, policy, key(1), NO_HOOKS);
    expect(whole?.kept).toBe(0.5 * 8);
    const [scaled] = await measurePlanAdvantage(
      [halfway(true)],
      { ...options, valueScale: 0.25 },
      policy,
      key(1),
      NO_HOOKS,
    );
    expect(scaled?.kept).toBe(0.5 * 2);
  });

  it('is nothing where nobody has learned values', async () => {
    const [measured] = await measurePlanAdvantage(
      [halfway(true)],
      { ...options, valueScale: 0 },
      obedient(8),
      key(1),
      NO_HOOKS,
    );
    expect(measured?.kept).toBe(0);
  });
});

it('of many moments is that of each alone, told in their order, and leaves no sequence behind', async () => {
  const moments = Array.from({ length: 40 }, (_, i) => halfway(i % 2 === 0, i % 3 === 0 ? TO_RIGHT : TO_LEFT));
  const policy = obedient();
  const told: number[] = [];
  const measured = await measurePlanAdvantage(moments, OPTIONS, policy, key(1), {
    ...NO_HOOKS,
    measured: (done) => told.push(done),
  });
  for (const [i, moment] of moments.entries()) {
    const [alone] = await measurePlanAdvantage([moment], OPTIONS, obedient(), key(1), NO_HOOKS);
    expect(measured[i]).toEqual(alone);
  }
  expect(told).toEqual([32, 40]);
  expect(policy.asked.size).toBe(policy.released.size);
});

it('of an agent that is advised is what the advice is worth, from somebody who has seen the sign', async () => {
  const limits = { ...LIMITS, planning: { ...LIMITS.planning, content: 'coach' } } as const;
  const policy = obedient();
  const [measured] = await measurePlanAdvantage([halfway(true)], { ...OPTIONS, limits }, policy, key(1), NO_HOOKS);
  expect(measured).toMatchObject({ planned: 0.5 ** 3, kept: -(0.5 ** 1) });
  const [agreed] = await measurePlanAdvantage([halfway(false)], { ...OPTIONS, limits }, policy, key(1), NO_HOOKS);
  expect(agreed).toMatchObject({ planned: 0.5, kept: 0.5 });
});
