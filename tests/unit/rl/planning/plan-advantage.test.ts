/** Measured where it is known: in the hall with two doors, halfway, with a plan that leads to the wrong one. */
import { expect, it } from 'vitest';
import { key } from '../../../../src/random/index.ts';
import type { AgentLimits, AgentState, Language } from '../../../../src/rl/planning/agent.ts';
import { measurePlanAdvantage } from '../../../../src/rl/planning/plan-advantage.ts';
import type { Policy } from '../../../../src/rl/policy.ts';
import { CLOSE, LEFT, OPEN, RIGHT, TO_LEFT, TO_RIGHT, TOY_WORDS, ToyWorld } from '../../../support/toy-planning.ts';

const LANGUAGE: Language = { words: TOY_WORDS, vocabulary: 11, randomPlan: () => [TO_LEFT] };
const LIMITS: AgentLimits = {
  steps: 1,
  actions: 0,
  context: 16,
  temperature: 1,
  planning: { when: 'learned', every: 1, rate: 0, content: 'own' },
};

/** Plans to go right when it has to, and goes where its plan says. */
const obedient: Policy = {
  complete: async (requests) =>
    requests.map(({ tokens, forced }) => {
      const said = Array.from(tokens);
      const plan = said.findLast((token) => token === TO_LEFT || token === TO_RIGHT);
      const words = forced ? [OPEN, TO_RIGHT, CLOSE] : [plan === TO_RIGHT ? RIGHT : LEFT];
      const zeros = new Float32Array(words.length);
      return { tokens: Int32Array.from(words), logProbs: zeros, entropies: zeros, values: zeros, ended: 'stop' };
    }),
  release: () => {},
};

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
  restore: (world: unknown) => new ToyWorld(world as ReturnType<ToyWorld['snapshot']>),
  rollouts: 3,
  steps: 6,
  discount: 0.5,
  rewardScale: 1,
};

it('is what the right plan earns more than the wrong one', async () => {
  const [measured] = await measurePlanAdvantage(
    [{ state: STATE, world: { right: true, place: -1, step: 1 } }],
    OPTIONS,
    obedient,
    key(1),
  );
  // The right door is four steps away, the wrong one two.
  expect(measured).toEqual({ planned: 0.5 ** 3, kept: -(0.5 ** 1), advantage: 0.5 ** 3 + 0.5, error: 0 });
});

it('is nothing where the old plan says the same', async () => {
  const [measured] = await measurePlanAdvantage(
    [{ state: { ...STATE, plan: [TO_RIGHT] }, world: { right: true, place: 1, step: 1 } }],
    OPTIONS,
    obedient,
    key(1),
  );
  expect(measured?.advantage).toBe(0);
  expect(measured?.planned).toBe(0.5);
});
