import { describe, expect, it } from 'vitest';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import {
  decodePlan,
  encodePlan,
  LONGEST_PLAN,
  MOST_NODES,
  STYLES,
  turnGrammar,
} from '../../../../src/envs/pogs/plan.ts';
import { checkGrammar, nextState } from '../../../../src/model/grammar.ts';
import { derive, integer, key } from '../../../../src/random/index.ts';

const { names } = pogs.vocabulary({});
const tokens = (text: string) => text.split(' ').map((name) => names.indexOf(name));
const text = (plan: readonly number[]) => plan.map((token) => names[token]).join(' ');

describe('tokens of a plan', () => {
  it('are the nodes in order, after the one where it sets out', () => {
    expect(text(encodePlan({ from: null, route: [12] }))).toBe('12');
    expect(text(encodePlan({ from: 5, route: [3, 7, 12] }))).toBe('from 5 3 7 12');
    expect(decodePlan(tokens('from 5 3 7 12'), 20)).toEqual({ from: 5, route: [3, 7, 12] });
    expect(decodePlan(tokens('0 1 2 3 4 5'), 20)).toEqual({ from: null, route: [0, 1, 2, 3, 4, 5] });
  });

  it.each([
    ['from 5', /1 to 6 nodes, not 0/],
    ['0 1 2 3 4 5 6', /1 to 6 nodes, not 7/],
    ['3 from 5', /Token 7 at position 1 .* must be a node/],
    ['from > 3', /Token 4 at position 1 .* must be a node/],
  ])('refuses "%s"', (plan, message) => {
    expect(() => decodePlan(tokens(plan), 20)).toThrow(message);
  });

  it('refuses what is too short or too long to be written', () => {
    expect(() => encodePlan({ from: 1, route: [] })).toThrow('A plan names 1 to 6 nodes, not 0.');
    expect(() => encodePlan({ from: null, route: [0, 1, 2, 3, 4, 5, 6] })).toThrow('not 7');
  });
});

describe('styles', () => {
  it('tell of a way each in its own words', () => {
    const way = [3, 7, 12];
    const told = STYLES.map(({ from, nodes }) => text(encodePlan({ from: from ? 5 : null, route: nodes(way) })));
    expect(told).toEqual(['3', '12', '3 7 12', 'from 5 3', 'from 5 3 7 12', 'from 5 3 7 12']);
    expect(new Set(pogs.styles).size).toBe(STYLES.length);
  });
});

describe('turnGrammar', () => {
  const { next, free, plan, act } = turnGrammar(20);
  const grammar = { next };
  /** The state after a turn; -1 where it may not be written. */
  const write = (start: number, turn: string) =>
    tokens(turn).reduce((state, token) => (state < 0 ? state : nextState(grammar, names.length, state, token)), start);
  const end = write(act, '3');

  it('is a table that the model takes', () => {
    for (const state of [free, plan, act]) expect(() => checkGrammar({ grammar, state }, names.length)).not.toThrow();
  });

  it.each(['3', '<plan> 3 </plan> 3', '<plan> from 5 3 </plan> 19', '<plan> from 5 0 1 2 3 4 5 </plan> 0'])(
    'allows "%s"',
    (turn) => {
      expect(write(free, turn)).toBe(end);
      expect(write(plan, turn)).toBe(turn === '3' ? -1 : end);
      expect(write(act, turn)).toBe(turn === '3' ? end : -1);
    },
  );

  it.each([
    '<eot>',
    '</plan>',
    '> 3',
    'from 5',
    '3 3',
    '<plan> </plan>',
    '<plan> from </plan>',
    '<plan> from 5 </plan>',
    '<plan> 3 from',
    '<plan> 0 1 2 3 4 5 6',
    '<plan> <plan>',
    '<plan> 3 </plan> <plan>',
  ])('does not allow "%s"', (turn) => {
    expect(write(free, turn)).toBe(-1);
  });

  it('lets no plan be longer than what is said to be the longest', () => {
    const longest = (state: number, open: string): number =>
      state < 0
        ? Number.NEGATIVE_INFINITY
        : Math.max(
            nextState(grammar, names.length, state, names.indexOf('</plan>')) >= 0 ? 0 : Number.NEGATIVE_INFINITY,
            ...['from', '3']
              .filter((word) => word !== open)
              .map((word) => {
                const after = nextState(grammar, names.length, state, names.indexOf(word));
                return after < 0 ? Number.NEGATIVE_INFINITY : 1 + longest(after, '');
              }),
          );
    expect(longest(write(free, '<plan>'), '')).toBe(LONGEST_PLAN);
  });
});

describe('randomPlan', () => {
  it('is well-formed, with different nodes, and of every length', () => {
    const lengths = new Set<number>();
    for (let i = 0; i < 200; i++) {
      const nodes = 5 + integer(derive(key(1), i), 36);
      const random = pogs.randomPlan(derive(key(2), i), { nodes });
      const { from, route } = decodePlan(random, nodes);
      const named = from === null ? route : [from, ...route];
      expect(new Set(named).size).toBe(named.length);
      lengths.add(random.length);
      expect(pogs.randomPlan(derive(key(2), i), { nodes })).toEqual(random);
    }
    expect([...lengths].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it.each(STYLES.map(({ name, from }, style) => [name, style, from] as const))(
    'has the form of "%s"',
    (name, style, from) => {
      const plans = Array.from({ length: 200 }, (_, i) =>
        decodePlan(pogs.randomPlan(derive(key(2), i), { nodes: 20 }, style), 20),
      );
      expect(plans.every((plan) => (plan.from !== null) === from)).toBe(true);
      expect(new Set(plans.map(({ route }) => route.length)).size).toBe(name.startsWith('route') ? MOST_NODES : 1);
    },
  );
});
