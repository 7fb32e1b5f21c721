/** Plans in tokens, and the grammar of turns: it lets through exactly what is a plan and an action. */
import { describe, expect, it } from 'vitest';
import { GOALS, MOST_STEPS, type Plan } from '../../../../src/envs/crafter/plan.ts';
import { decodePlan, encodePlan } from '../../../../src/envs/crafter/plan-tokens.ts';
import { randomPlan } from '../../../../src/envs/crafter/random-plan.ts';
import { TURN_WORDS } from '../../../../src/envs/crafter/turn.ts';
import { ACTION_WORDS, TOKEN, TOKEN_NAMES } from '../../../../src/envs/crafter/vocabulary.ts';
import { derive, integer, key } from '../../../../src/random/index.ts';

const { open, close, actions, grammar, longestPlan } = TURN_WORDS;
const [action] = actions as [number];

/** Where the grammar is after these tokens, or -1. */
function walk(start: number, tokens: readonly number[]): number {
  return tokens.reduce(
    (state, token) => (state < 0 ? -1 : (grammar.next[state * TOKEN_NAMES.length + token] ?? -1)),
    start,
  );
}

function choices(state: number): number[] {
  return TOKEN_NAMES.flatMap((_, token) => (walk(state, [token]) < 0 ? [] : [token]));
}

const tokensOf = (...names: string[]) => names.map((name) => TOKEN_NAMES.indexOf(name));

describe('plans in tokens', () => {
  it('say goal, count and direction, and leave out a count of 1', () => {
    const plan: Plan = [
      { goal: 'collect_wood', count: 3, direction: 'north-east' },
      { goal: 'place_table', count: 1, direction: null },
      { goal: 'explore', count: 1, direction: 'west' },
    ];
    const tokens = encodePlan(plan);
    expect(tokens.map((token) => TOKEN_NAMES[token])).toEqual([
      'goal:collect_wood',
      'x3',
      'north-east',
      'goal:place_table',
      'goal:explore',
      'west',
    ]);
    expect(decodePlan(tokens)).toEqual(plan);
  });

  it('are refused with the reason when they are none', () => {
    const step = { goal: 'collect_wood', count: 1, direction: null } as const;
    expect(() => encodePlan([])).toThrow('1 to 4 steps, not 0');
    expect(() => encodePlan(Array.from({ length: 5 }, () => step))).toThrow('not 5');
    expect(() => encodePlan([{ ...step, count: 10 }])).toThrow('from 1 to 9, not 10');
    expect(() => encodePlan([{ ...step, count: 1.5 }])).toThrow(RangeError);
    expect(() => encodePlan([{ ...step, goal: 'explore', count: 2 }])).toThrow('count of explore');
    expect(() => decodePlan([])).toThrow('not 0');
    expect(() => decodePlan(tokensOf('x3'))).toThrow('position 0 of a plan must be a goal');
    expect(() => decodePlan(tokensOf('goal:eat_cow', 'west', 'x2'))).toThrow('position 2');
    expect(() => decodePlan(tokensOf('goal:explore', 'x2'))).toThrow('position 1');
    expect(() => decodePlan(GOALS.slice(0, 5).map((_, i) => tokensOf(`goal:${GOALS[i]}`)[0]!))).toThrow('not 5');
  });
});

describe('the grammar of turns', () => {
  it('begins a turn with an action, a plan, or either', () => {
    expect(choices(grammar.act)).toEqual([...actions]);
    expect(choices(grammar.plan)).toEqual([open]);
    expect(new Set(choices(grammar.free))).toEqual(new Set([open, ...actions]));
    expect(actions).toHaveLength(ACTION_WORDS.names.length);
  });

  it('ends a turn with its action', () => {
    for (const start of [grammar.free, grammar.act]) expect(choices(walk(start, [action]))).toEqual([TOKEN.endOfTurn]);
  });

  it('lets every plan through, before an action', () => {
    for (let i = 0; i < 500; i++) {
      const plan = randomPlan(derive(key(1), i));
      expect(plan.length).toBeLessThanOrEqual(longestPlan);
      const after = walk(grammar.free, [open, ...plan, close]);
      expect(after).toBe(walk(grammar.plan, [open, ...plan, close]));
      expect(choices(after)).toEqual([...actions]);
      expect(encodePlan(decodePlan(plan))).toEqual(plan);
    }
  });

  it('lets nothing else through: whatever it allows is a plan, and no longer than the longest', () => {
    let longest = 0;
    const seenSteps = new Set<number>();
    for (let i = 0; i < 1000; i++) {
      const written: number[] = [];
      let state = walk(grammar.free, [open]);
      for (;;) {
        const possible = choicesFrom(state);
        const token = possible[integer(derive(key(2), i, written.length), possible.length)]!;
        state = walk(state, [token]);
        if (token === close) break;
        written.push(token);
      }
      expect(state).toBe(grammar.act);
      seenSteps.add(decodePlan(written).length);
      longest = Math.max(longest, written.length);
    }
    expect(longest).toBeLessThanOrEqual(longestPlan);
    expect(seenSteps).toEqual(new Set([1, 2, 3, 4]));
  });

  it('allows four goals with all there is to say, and no fifth', () => {
    const step = tokensOf('goal:collect_wood', 'x9', 'south');
    const longest = Array.from({ length: MOST_STEPS }, () => step).flat();
    expect(longest).toHaveLength(longestPlan);
    expect(choices(walk(grammar.free, [open, ...longest]))).toEqual([close]);
  });
});

const remembered = new Map<number, number[]>();

/** The same as `choices`, for many questions. */
function choicesFrom(state: number): number[] {
  const known = remembered.get(state) ?? choices(state);
  remembered.set(state, known);
  return known;
}
