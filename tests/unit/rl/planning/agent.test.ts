import { describe, expect, it } from 'vitest';
import type { Completion, GenerateRequest } from '../../../../src/model/engine.ts';
import { derive, key } from '../../../../src/random/index.ts';
import { type AgentLimits, type Language, PlanningAgent } from '../../../../src/rl/planning/agent.ts';
import { stepAll } from '../../../../src/rl/planning/rounds.ts';
import type { Policy } from '../../../../src/rl/policy.ts';
import {
  CLOSE,
  HALL,
  LEFT,
  OPEN,
  RIGHT,
  SIGN_RIGHT,
  TO_LEFT,
  TO_RIGHT,
  TOY_WORDS,
  ToyWorld,
  toyPlanning,
} from '../../../support/toy-planning.ts';

const LANGUAGE: Language = {
  words: TOY_WORDS,
  vocabulary: 11,
  randomPlan: (k) => toyPlanning.randomPlan(k, {}),
  constantPlan: [TO_LEFT],
  coach: () => toyPlanning.coach({}),
};
const LEARNED = { when: 'learned', every: 1, rate: 0, content: 'own' } as const;
const LIMITS: AgentLimits = { steps: 2, actions: 1, context: 32, temperature: 1, planning: LEARNED };

function agent(limits: Partial<AgentLimits> = {}): PlanningAgent {
  const world = new ToyWorld({ right: true, place: 0, step: 0 });
  return new PlanningAgent(LANGUAGE, { ...LIMITS, ...limits }, 'a', derive(key(1), 'a'), world);
}

/** A policy that says what it is told to, request after request, and remembers what it was asked. */
function scripted(...answers: (readonly number[])[]): Policy & { readonly asked: GenerateRequest[] } {
  const asked: GenerateRequest[] = [];
  return {
    asked,
    complete: async (requests) =>
      requests.map((request): Completion => {
        asked.push({ ...request, tokens: Array.from(request.tokens) });
        const tokens = Int32Array.from(answers[asked.length - 1] ?? []);
        const numbers = (start: number) => Float32Array.from(tokens, (_, i) => start + i);
        return { tokens, logProbs: numbers(-1), entropies: numbers(0.5), values: numbers(asked.length), ended: 'stop' };
      }),
    release: () => {},
  };
}

describe('an agent that decides itself', () => {
  it('acts at once when its first token is an action', async () => {
    const policy = scripted([RIGHT]);
    const walker = agent();
    const [step] = await stepAll([walker], policy);
    expect(step).toMatchObject({ action: RIGHT, plan: null, planTokens: 0, value: 1, reward: 0, terminated: false });
    expect(policy.asked).toHaveLength(1);
    expect(policy.asked[0]).toMatchObject({ tokens: [SIGN_RIGHT], maxTokens: 1, grammar: { state: 0 } });
    expect(walker.state.plan).toBeNull();
  });

  it('writes a plan, then the action after it, and pays for both', async () => {
    const policy = scripted([OPEN], [TO_RIGHT, CLOSE], [RIGHT]);
    const walker = agent();
    const [step] = await stepAll([walker], policy);
    expect(step).toMatchObject({ action: RIGHT, plan: [TO_RIGHT], planTokens: 3, value: 1 });
    expect(policy.asked.map(({ tokens }) => tokens)).toEqual([
      [SIGN_RIGHT],
      [SIGN_RIGHT, OPEN],
      [SIGN_RIGHT, OPEN, TO_RIGHT, CLOSE],
    ]);
    expect(policy.asked[1]?.stop).toEqual([CLOSE]);
    expect(policy.asked[1]?.grammar?.state).toBe(3);
    expect(walker.state).toMatchObject({ plan: [TO_RIGHT], planAge: 1, actions: [RIGHT] });
    expect(walker.state.tally).toEqual({ steps: 1, reward: 0, plans: 1, planTokens: 3, tokens: 4 });
  });

  it('carries its plan and its last actions into the next window, and forgets the rest', async () => {
    const policy = scripted([OPEN], [TO_RIGHT, CLOSE], [RIGHT], [LEFT], [RIGHT]);
    const walker = agent();
    for (let t = 0; t < 3; t++) await stepAll([walker], policy);
    expect(policy.asked[4]?.tokens).toEqual([OPEN, TO_RIGHT, CLOSE, LEFT, HALL]);
    expect(policy.asked[4]?.sequence).not.toBe(policy.asked[3]?.sequence);
    const [first] = walker.collect();
    expect(first?.tokens).toEqual([SIGN_RIGHT, OPEN, TO_RIGHT, CLOSE, RIGHT, HALL, LEFT]);
    expect(first?.own).toEqual([0, 1, 1, 1, 1, 0, 1]);
    expect(first?.turns).toEqual([1, 6]);
    expect(walker.collect()).toEqual([]);
  });

  it('begins a new window early when the context is full', async () => {
    const policy = scripted([LEFT], [RIGHT], [LEFT]);
    // A turn may need 4 tokens: a second step fits in 6 tokens, a third would not.
    const walker = agent({ steps: 10, context: 7 });
    for (let t = 0; t < 3; t++) await stepAll([walker], policy);
    expect(policy.asked.map(({ tokens }) => tokens.length)).toEqual([1, 3, 2]);
  });

  it('ends with the episode and begins another without plan or memory', async () => {
    const policy = scripted([OPEN], [TO_RIGHT, CLOSE], [RIGHT], [RIGHT], [RIGHT], [LEFT]);
    const walker = agent();
    await stepAll([walker], policy);
    await stepAll([walker], policy);
    const [end] = await stepAll([walker], policy);
    expect(end).toMatchObject({ reward: 1, terminated: true });
    expect(walker.state.tally).toMatchObject({ steps: 3, reward: 1, tokens: 6 });
    walker.begin(new ToyWorld({ right: false, place: 0, step: 0 }));
    expect(walker.state).toMatchObject({ episode: 1, plan: null, actions: [], tally: { steps: 0 } });
    await stepAll([walker], policy);
    expect(policy.asked.at(-1)?.tokens).toHaveLength(1);
  });
});

describe('other rules of planning', () => {
  it('never plans when it must not', async () => {
    const policy = scripted([RIGHT], [RIGHT]);
    const walker = agent({ planning: { ...LEARNED, when: 'never' } });
    await stepAll([walker], policy);
    expect(policy.asked[0]?.grammar?.state).toBe(2);
  });

  it('plans every second step, with an opening that is none of its deeds', async () => {
    const policy = scripted([OPEN, TO_LEFT, CLOSE], [LEFT], [RIGHT], [OPEN, TO_RIGHT, CLOSE], [RIGHT]);
    const walker = agent({ steps: 8, planning: { ...LEARNED, when: 'every', every: 2 } });
    const plans = [];
    for (let t = 0; t < 3; t++) plans.push((await stepAll([walker], policy))[0]?.plan);
    expect(plans).toEqual([[TO_LEFT], null, [TO_RIGHT]]);
    expect(policy.asked[0]).toMatchObject({ forced: [OPEN], grammar: { state: 1 } });
    walker.cut();
    expect(walker.collect()[0]?.own.slice(0, 5)).toEqual([0, 0, 1, 1, 1]);
  });

  it('takes for the value of a state the one before its own first word, where values are learned', async () => {
    // The n-th answer begins with the value n.
    const policy = scripted([OPEN, TO_LEFT, CLOSE], [LEFT], [RIGHT]);
    const walker = agent({ steps: 8, planning: { ...LEARNED, when: 'every', every: 2 } });
    const steps = [];
    for (let t = 0; t < 2; t++) steps.push((await stepAll([walker], policy))[0]);
    expect(steps.map((step) => step?.value)).toEqual([1 + 1, 3]);
    expect(steps.map((step) => step?.plannedValue)).toEqual([2, null]);
  });

  it.each([
    ['learned', 'own', 1, []],
    ['never', 'own', 1, []],
    ['every', 'own', 2, []],
    ['every', 'own', 1, [OPEN]],
    ['random', 'own', 1, [OPEN]],
    ['every', 'coach', 1, [OPEN, TO_RIGHT, CLOSE]],
  ] as const)('is appraised where it would write next: %s, %s, %i', async (when, content, every, due) => {
    const planning = { when, every, rate: 1, content };
    const walker = agent({ steps: 8, planning });
    const plans = when === 'every' || when === 'random';
    await stepAll([walker], plans && content === 'own' ? scripted([OPEN, TO_LEFT, CLOSE], [LEFT]) : scripted([LEFT]));
    const tokens = Array.from(walker.appraise().tokens);
    const policy = scripted([LEFT]);
    await stepAll([walker], due.length === 1 ? scripted([OPEN, TO_LEFT, CLOSE], [LEFT]) : policy);
    walker.cut();
    const [window] = walker.collect();
    expect(tokens).toEqual(window?.tokens.slice(0, tokens.length));
    expect(tokens.slice(window?.turns[1])).toEqual(due);
    expect(window?.own[tokens.length]).toBe(1);
  });

  it('plans at random as often as it should', async () => {
    const planning = { ...LEARNED, when: 'random', rate: 0.3 } as const;
    let plans = 0;
    for (let i = 0; i < 400; i++) {
      const world = new ToyWorld({ right: true, place: 0, step: 0 });
      const walker = new PlanningAgent(LANGUAGE, { ...LIMITS, planning }, `a${i}`, derive(key(1), i), world);
      walker.look();
      if (walker.ask().forced) plans++;
    }
    expect(plans).toBeGreaterThan(90);
    expect(plans).toBeLessThan(150);
  });

  it.each(['learned', 'every'] as const)(
    'carries a constant plan in place of its own, at its cost: %s',
    async (when) => {
      const policy = scripted(...(when === 'learned' ? [[OPEN]] : []), [RIGHT], [LEFT]);
      const planning = { ...LEARNED, when, every: 2, content: 'constant' } as const;
      const walker = agent({ planning });
      const [step] = await stepAll([walker], policy);
      const plan = LANGUAGE.constantPlan;
      expect(policy.asked.at(-1)?.tokens).toEqual([SIGN_RIGHT, OPEN, ...plan, CLOSE]);
      expect(step).toMatchObject({ plan, planTokens: 3, value: 1 });
      expect(walker.state).toMatchObject({ plan, tally: { plans: 1, planTokens: 3, tokens: 4 } });
      walker.cut();
      expect(walker.collect()[0]?.own).toEqual([0, when === 'learned' ? 1 : 0, 0, 0, 1]);
    },
  );

  it('carries another random plan each time', async () => {
    const planning = { ...LEARNED, when: 'every', every: 1, content: 'random' } as const;
    const walker = agent({ planning });
    const policy = scripted(...Array.from({ length: 8 }, (_, t) => [t % 2 === 0 ? LEFT : RIGHT]));
    const plans = new Set<number>();
    for (let t = 0; t < 8; t++) plans.add((await stepAll([walker], policy))[0]?.plan?.[0] as number);
    expect(plans).toEqual(new Set([TO_LEFT, TO_RIGHT]));
  });
});

describe('an agent that is advised', () => {
  const ADVISED = { ...LEARNED, content: 'coach' } as const;
  /** At the beginning. */
  const hall = (right: boolean) => new ToyWorld({ right, place: 0, step: 0 });

  it('reads the advice where its own plan would stand, and carries it on, at no cost', async () => {
    const policy = scripted([LEFT], [LEFT], [LEFT]);
    const walker = agent({ planning: { ...ADVISED, when: 'every', every: 2 } });
    const steps = [];
    for (let t = 0; t < 3; t++) steps.push((await stepAll([walker], policy))[0]);
    expect(steps.map((step) => step?.plan)).toEqual([[TO_RIGHT], null, [TO_RIGHT]]);
    expect(policy.asked.map(({ tokens }) => tokens)).toEqual([
      [SIGN_RIGHT, OPEN, TO_RIGHT, CLOSE],
      [SIGN_RIGHT, OPEN, TO_RIGHT, CLOSE, LEFT, HALL],
      [OPEN, TO_RIGHT, CLOSE, LEFT, HALL, OPEN, TO_RIGHT, CLOSE],
    ]);
    expect(policy.asked.every(({ grammar }) => grammar?.state === TOY_WORDS.grammar.act)).toBe(true);
    expect(steps.map((step) => step?.planTokens)).toEqual([0, 0, 0]);
    expect(walker.state.tally).toMatchObject({ steps: 3, plans: 2, planTokens: 0, tokens: 3 });
  });

  it('is advised at random as often as it would plan', async () => {
    const walker = agent({ planning: { ...ADVISED, when: 'random', rate: 1 } });
    await stepAll([walker], scripted([LEFT]));
    expect(walker.state).toMatchObject({ plan: [TO_RIGHT], tally: { plans: 1, planTokens: 0, tokens: 1 } });
  });

  it('asks for advice by its own decision, and writes no more than that', async () => {
    const policy = scripted([OPEN], [RIGHT]);
    const walker = agent({ planning: ADVISED });
    const [step] = await stepAll([walker], policy);
    expect(step).toMatchObject({ action: RIGHT, plan: [TO_RIGHT], planTokens: 1, value: 1 });
    expect(policy.asked[1]?.tokens).toEqual([SIGN_RIGHT, OPEN, TO_RIGHT, CLOSE]);
    expect(walker.state.tally).toMatchObject({ plans: 1, planTokens: 1, tokens: 2 });
  });

  it('is watched once at each step, also when it is appraised in between', async () => {
    let watched = 0;
    const coach = () => ({ watch: () => void watched++, advise: () => [TO_RIGHT] });
    const planning = { ...ADVISED, when: 'every', every: 1 } as const;
    const walker = new PlanningAgent({ ...LANGUAGE, coach }, { ...LIMITS, planning }, 'a', key(1), hall(true));
    await stepAll([walker], scripted([LEFT]));
    walker.appraise();
    walker.appraise();
    await stepAll([walker], scripted([LEFT]));
    expect(watched).toBe(2);
  });

  it('goes on without advice when it acts at once', async () => {
    const walker = agent({ planning: ADVISED });
    await stepAll([walker], scripted([RIGHT]));
    expect(walker.state).toMatchObject({ plan: null, tally: { plans: 0, tokens: 1 } });
  });

  it('is advised by somebody else in its next episode', async () => {
    const policy = scripted([RIGHT], [RIGHT], [RIGHT], [LEFT]);
    const walker = agent({ planning: { ...ADVISED, when: 'every', every: 1 } });
    for (let t = 0; t < 3; t++) await stepAll([walker], policy);
    walker.begin(hall(false));
    await stepAll([walker], policy);
    expect(walker.state).toMatchObject({ episode: 1, plan: [TO_LEFT] });
  });

  it('is taken up in the middle of an episode only with somebody who has seen its beginning', async () => {
    const planning = { ...ADVISED, when: 'every', every: 2 } as const;
    const policy = scripted([LEFT], [LEFT], [LEFT], [LEFT]);
    const walker = agent({ planning });
    for (let t = 0; t < 2; t++) await stepAll([walker], policy);
    const world = hall(true);
    const other = agent({ planning });
    expect(() => other.resume(walker.state, hall(true))).toThrow('from its beginning');
    other.replay(walker.state, world);
    expect(world.snapshot()).toEqual((walker.world as ToyWorld).snapshot());
    await stepAll([walker], policy);
    await stepAll([other], policy);
    expect(other.state).toEqual(walker.state);
    expect(other.state.plan).toEqual([TO_RIGHT]);
    expect(policy.asked[3]?.tokens).toEqual(policy.asked[2]?.tokens);
  });
});

describe('resuming', () => {
  it('asks the same when it is resumed as when it goes on in a new window', async () => {
    const script = [[OPEN], [TO_RIGHT, CLOSE], [RIGHT], [LEFT]] as const;
    const walker = agent({ steps: 8 });
    const policy = scripted(...script);
    await stepAll([walker], policy);
    const other = agent({ steps: 8 });
    other.resume(walker.state, new ToyWorld((walker.world as ToyWorld).snapshot()));
    walker.cut();
    for (const one of [walker, other]) one.look();
    expect(other.ask()).toEqual(walker.ask());
  });

  it('says that a turn is not complete', () => {
    const walker = agent();
    walker.look();
    expect(() => walker.act()).toThrow(/complete/);
  });
});
