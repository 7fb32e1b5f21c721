import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../../src/envs/environment.ts';
import { SCALES, type TextCraftState, textcraft, tokensToText } from '../../../../src/envs/textcraft/index.ts';
import { TextCraft } from '../../../../src/envs/textcraft/textcraft.ts';
import { derive, integer, key } from '../../../../src/random/index.ts';
import { noticesSuite, snapshotsSuite } from '../../../support/environment-suite.ts';
import { lexer, say } from './drive.ts';
import { piecesOf, SETTINGS, stateOf } from './fixtures.ts';

const tokens = lexer(SETTINGS);
const make = (item: number, count: number, stocks: readonly number[]) => new TextCraft(stateOf(item, count, stocks));
const tell = (env: Environment<TextCraftState>, turn: string) => say(env as Environment, SETTINGS, turn);
const stocks = (env: Environment<TextCraftState>) => piecesOf(env.snapshot().inventory);

describe('grammar', () => {
  it('opens with the goal', () => {
    expect(tokensToText(make(5, 2, []).observe(), SETTINGS)).toBe('<bos> goal i5 2 >');
  });

  it.each([
    '',
    'i3',
    'ok',
    '7',
    'info',
    'info 3',
    'info i3 i4',
    'craft',
    'craft i3',
    'craft 2 i3',
    'craft i3 0',
    'craft i3 2 2',
    'inventory i3',
    'spawn',
    'spawn i3',
    'spawn i3 0',
    'spawn 1 i3',
    'spawn i3 i4',
    'wait 1',
    'finish ok',
    '<bos> info i3',
    'info <pad>',
  ])('answers a syntax error to "%s"', (turn) => {
    const env = make(5, 1, [9, 9]);
    const before = env.snapshot();
    const step = env.step(tokens(turn));
    expect(tokensToText(step.observation, SETTINGS)).toBe('error syntax >');
    expect(step).toMatchObject({ error: true, reward: 0, terminated: false, truncated: false });
    expect(step.tool).toBeUndefined();
    expect(env.snapshot()).toEqual(before);
  });

  it.each([[[-1]], [[1e6]], [[0.5]], [[5, -1]], [[5, 1e6]], [[6, 30, 0.5]]])('survives the tokens %j', (turn) => {
    const step = make(5, 1, [9, 9]).step(turn);
    expect(tokensToText(step.observation, SETTINGS)).toBe('error syntax >');
  });

  it('names the tool of every turn that it could parse', () => {
    const turns = ['info i3', 'craft i3 2', 'inventory', 'spawn i3 2', 'wait', 'finish'];
    const env = make(5, 1, [9, 9]);
    expect(turns.map((turn) => env.step(tokens(turn)).tool)).toEqual(turns.map((turn) => turn.split(' ')[0]));
  });

  noticesSuite(
    () => make(5, 1, []),
    (tokens) => tokensToText(tokens, SETTINGS),
  );
});

describe('info and inventory', () => {
  it('shows a recipe with counts and stocks', () => {
    expect(tell(make(6, 1, [4, 1, 0, 5]), 'info i5')).toBe('i5 0 makes 1 i3 2 5 i4 1 0 >');
    expect(tell(make(6, 1, [4]), 'info i3')).toBe('i3 0 makes 2 i0 2 4 >');
  });

  it('says of a base material what is in stock', () => {
    expect(tell(make(6, 1, [4]), 'info i0')).toBe('i0 4 base >');
    expect(tell(make(6, 1, [4]), 'info i2')).toBe('i2 0 base >');
  });

  it('lists what is there, and nothing when nothing is', () => {
    expect(tell(make(6, 1, [4, 0, 1, 2]), 'inventory')).toBe('i0 4 i2 1 i3 2 >');
    expect(tell(make(6, 1, []), 'inventory')).toBe('>');
  });

  it('shows numbers that have no word as the largest one', () => {
    const env = make(6, 1, [1000]);
    expect(tell(env, 'info i0')).toBe('i0 9 base >');
    expect(tell(env, 'craft i3 8')).toBe('ok >');
    expect(stocks(env)[0]).toBe(992);
  });
});

describe('craft', () => {
  it('takes the ingredients and adds the pieces', () => {
    const env = make(5, 1, [5, 2]);
    expect(tell(env, 'craft i3 4')).toBe('ok >');
    expect(stocks(env)).toEqual([1, 2, 0, 4, 0, 0, 0]);
    expect(tell(env, 'craft i4 1')).toBe('ok >');
    expect(tell(env, 'craft i5 1')).toBe('ok >');
    expect(stocks(env)).toEqual([0, 1, 0, 2, 0, 1, 0]);
  });

  it.each([
    ['craft i3 3', 'error multiple >'],
    ['craft i3 8', 'error missing >'],
    ['craft i4 1', 'error missing >'],
    ['craft i6 1', 'error missing >'],
    ['craft i0 1', 'error base >'],
  ])('refuses "%s" with "%s" and consumes nothing', (turn, answer) => {
    const env = make(6, 1, [6, 0, 0, 3]);
    const before = env.snapshot();
    const step = env.step(tokens(turn));
    expect(tokensToText(step.observation, SETTINGS)).toBe(answer);
    expect(step).toMatchObject({ error: true, tool: 'craft', terminated: false });
    expect(env.snapshot()).toEqual(before);
  });
});

describe('finish and the verifier', () => {
  it('scores 1 only when finished with enough more pieces than at the start', () => {
    const env = make(4, 2, [3, 3, 0, 0, 5]);
    expect(env.score()).toBe(0);
    tell(env, 'craft i4 2');
    expect(env.score()).toBe(0);
    expect(env.step(tokens('finish'))).toEqual({
      observation: [],
      reward: 1,
      terminated: true,
      truncated: false,
      tool: 'finish',
    });
    expect(env.score()).toBe(1);
  });

  it('does not count the initial stock, nor pieces used up', () => {
    const idle = make(4, 2, [0, 0, 0, 0, 5]);
    expect(idle.step(tokens('finish'))).toMatchObject({ reward: 0, terminated: true });
    const wasteful = make(4, 1, [1, 1, 0, 2, 1]);
    tell(wasteful, 'craft i4 1');
    tell(wasteful, 'craft i5 1');
    tell(wasteful, 'finish');
    expect(wasteful.score()).toBe(0);
  });

  it('takes no turn after the end', () => {
    const env = make(4, 1, []);
    tell(env, 'finish');
    expect(() => env.step(tokens('inventory'))).toThrow(/has finished/);
  });
});

describe('spawn and wait', () => {
  it('are passed on to the agent loop, which words the reply', () => {
    const env = make(6, 1, [9, 9]);
    const before = env.snapshot();
    expect(env.step(tokens('spawn i5 2'))).toEqual({
      observation: [],
      reward: 0,
      terminated: false,
      truncated: false,
      tool: 'spawn',
      delegation: { kind: 'spawn', goal: tokens('i5 2') },
    });
    expect(env.step(tokens('wait'))).toMatchObject({ observation: [], delegation: { kind: 'wait' } });
    expect(env.snapshot()).toEqual(before);
  });

  it('make no child for a base material or for the agent’s own goal', () => {
    for (const [turn, answer] of [
      ['spawn i0 1', 'error base >'],
      ['spawn i6 1', 'error goal >'],
      ['spawn i6 2', 'error goal >'],
    ] as const) {
      const step = make(6, 1, [9, 9]).step(tokens(turn));
      expect(tokensToText(step.observation, SETTINGS)).toBe(answer);
      expect(step).toMatchObject({ error: true, tool: 'spawn' });
      expect(step.delegation).toBeUndefined();
    }
  });
});

describe('fork and join', () => {
  it('gives a child a copy of the world as it is now, with its own goal and start', () => {
    const parent = make(6, 1, [9, 9]);
    tell(parent, 'craft i3 4');
    const child = parent.fork(tokens('i4 2'));
    expect(tokensToText(child.observe(), SETTINGS)).toBe('<bos> goal i4 2 >');
    const goals = ['i5 1', 'i6 1'].map(lexer(SETTINGS));
    expect(tokensToText(child.observe({ ancestors: goals, context: [] }), SETTINGS)).toBe(
      '<bos> goal i4 2 goal i5 1 goal i6 1 >',
    );
    const context = lexer(SETTINGS)('i5 0 makes 1 i3 2 0 i4 1 0');
    expect(tokensToText(child.observe({ ancestors: [], context }), SETTINGS)).toBe(
      '<bos> goal i4 2 i5 0 makes 1 i3 2 0 i4 1 0 >',
    );
    tell(child, 'craft i4 2');
    expect(stocks(parent)).toEqual([5, 9, 0, 4, 0, 0, 0]);
    tell(parent, 'craft i3 2');
    expect(stocks(child)).toEqual([3, 7, 0, 4, 2, 0, 0]);
    tell(child, 'finish');
    expect(child.score()).toBe(1);
    expect(parent.score()).toBe(0);
  });

  it('applies the net effects of siblings that started from the same world', () => {
    const parent = make(5, 1, [3, 1]);
    const children = ['i3 2', 'i4 1'].map((goal) => parent.fork(tokens(goal)));
    for (const [i, child] of children.entries()) {
      tell(child, i === 0 ? 'craft i3 2' : 'craft i4 1');
      tell(child, 'finish');
    }
    const joins = children.map((child) => parent.join(child));
    expect(joins.map((join) => tokensToText(join.observation, SETTINGS))).toEqual(['i3 2 done', 'i4 1 done']);
    expect(joins.every((join) => join.applied)).toBe(true);
    expect(stocks(parent)).toEqual([0, 0, 0, 2, 1, 0, 0]);
  });

  it('loses a child whose material a sibling has used up, and nothing of it is applied', () => {
    const parent = make(6, 1, [3]);
    const children = [0, 1].map(() => parent.fork(tokens('i3 2')));
    for (const child of children) {
      tell(child, 'craft i3 2');
      tell(child, 'finish');
      expect(child.score()).toBe(1);
    }
    const joins = children.map((child) => parent.join(child));
    expect(joins.map((join) => tokensToText(join.observation, SETTINGS))).toEqual(['i3 2 done', 'i3 2 lost']);
    expect(joins.map((join) => join.applied)).toEqual([true, false]);
    expect(stocks(parent)).toEqual([1, 0, 0, 2, 0, 0, 0]);
  });

  it('says failed of a child that never finished, and keeps what it did', () => {
    const parent = make(6, 1, [4]);
    const child = parent.fork(tokens('i3 4'));
    tell(child, 'craft i3 2');
    expect(tokensToText(parent.join(child).observation, SETTINGS)).toBe('i3 2 failed');
    expect(stocks(parent)).toEqual([2, 0, 0, 2, 0, 0, 0]);
  });

  it('counts a grandchild’s work as its parent’s', () => {
    const root = make(6, 1, [9, 9]);
    const child = root.fork(tokens('i5 1'));
    const grandchild = child.fork(tokens('i3 2'));
    tell(grandchild, 'craft i3 2');
    tell(grandchild, 'finish');
    child.join(grandchild);
    tell(child, 'craft i4 1');
    tell(child, 'craft i5 1');
    tell(child, 'finish');
    expect(child.score()).toBe(1);
    expect(tokensToText(root.join(child).observation, SETTINGS)).toBe('i5 1 done');
    expect(stocks(root)).toEqual([6, 8, 0, 0, 0, 1, 0]);
  });

  it.each(['', 'i3', '2 i3', 'i3 0', 'i3 1 1', 'ok ok'])('refuses to fork for the goal "%s"', (goal) => {
    expect(() => make(6, 1, []).fork(tokens(goal))).toThrow(/goal is an item and a number/);
  });

  it('refuses to join a child of another world', () => {
    const other = textcraft.restore(textcraft.generate(key(0), 1, SCALES.tiny).state);
    expect(() => make(6, 1, []).join(other)).toThrow(/not its fork/);
  });
});

describe('snapshot and restore', () => {
  snapshotsSuite(textcraft, { difficulty: 3, settings: SCALES.small, seeds: 6, turns: 40 });

  it('keep the end', () => {
    const env = make(4, 1, [1, 1]);
    tell(env, 'craft i4 1');
    tell(env, 'finish');
    const copy = textcraft.restore(structuredClone(env.snapshot()));
    expect(copy.score()).toBe(1);
    expect(() => copy.step(tokens('inventory'))).toThrow(/has finished/);
  });

  it('share the book and, until one of them changes, the stocks', () => {
    const env = make(4, 1, [1, 1]);
    const child = env.fork(tokens('i3 2'));
    expect(child.snapshot().book).toBe(env.snapshot().book);
    expect(child.snapshot().inventory).toBe(env.snapshot().inventory);
    expect(textcraft.restore(env.snapshot()).snapshot()).toBe(env.snapshot());
    tell(env, 'craft i4 1');
    expect(stocks(env)).toEqual([0, 0, 0, 0, 1, 0, 0]);
    expect(stocks(child)).toEqual([1, 1, 0, 0, 0, 0, 0]);
  });

  it('read what earlier versions of the app recorded', () => {
    const state = stateOf(5, 1, [4, 0, 1, 2]);
    const dense = { ...state, initial: Float64Array.of(5, 0, 1, 2), inventory: Float64Array.of(4, 0, 1, 2) };
    const env = textcraft.restore(dense as unknown as TextCraftState);
    expect(env.snapshot()).toEqual({ ...state, initial: [0, 5, 2, 1, 3, 2] });
    expect(tell(env, 'inventory')).toBe('i0 4 i2 1 i3 2 >');
  });
});

describe('any tokens at all', () => {
  it('never throw, never create material from nothing, never make a stock negative', () => {
    const { names } = textcraft.vocabulary(SETTINGS);
    for (let seed = 0; seed < 20; seed++) {
      const env = make(6, 1, [9, 9]);
      // Every item's worth in base materials; crafting never adds to it.
      const worth = [1, 1, 1, 1, 2, 4, 7];
      const total = () => stocks(env).reduce((sum, stock, item) => sum + stock * (worth[item] as number), 0);
      for (let turn = 0; turn < 60; turn++) {
        const k = derive(key(seed), turn);
        const words = Array.from({ length: 1 + integer(derive(k, 'n'), 3) }, (_, i) =>
          integer(derive(k, i), names.length),
        );
        if (words.length === 1 && names[words[0] as number] === 'finish') continue;
        const before = total();
        env.step(words);
        expect(total()).toBeLessThanOrEqual(before);
        expect(stocks(env).every((stock) => stock >= 0)).toBe(true);
      }
    }
  });
});
