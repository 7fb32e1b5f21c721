import { describe, expect, it } from 'vitest';
import { DeepDive } from '../../../../src/envs/deepdive/deepdive.ts';
import { NOBODY, truth } from '../../../../src/envs/deepdive/graph.ts';
import { type DeepDiveState, deepdive } from '../../../../src/envs/deepdive/index.ts';
import type { Environment } from '../../../../src/envs/environment.ts';
import { derive, integer, key } from '../../../../src/random/index.ts';
import { noticesSuite, snapshotsSuite } from '../../../support/environment-suite.ts';
import { lexer, texter } from './drive.ts';
import { ask, GRAPH, graphOf, SETTINGS, stateOf } from './fixtures.ts';

const tokens = lexer(SETTINGS);
const text = texter(SETTINGS);
const make = (question: string) => new DeepDive(stateOf(question));
const tell = (env: Environment<DeepDiveState>, turn: string) => text(env.step(tokens(turn)).observation);

describe('grammar', () => {
  it('opens with the question, resolved for children', () => {
    const root = make('r2 r1 r0 of a0 a1');
    expect(text(root.observe())).toBe('<bos> goal r2 r1 r0 of a0 a1 >');
    const child = root.fork(tokens('on e4'));
    expect(text(child.observe())).toBe('<bos> goal r2 r1 of e4 r0 >');
    expect(text(child.fork(tokens('on e7')).observe())).toBe('<bos> goal r2 of e7 r1 >');
    expect(text(child.fork(tokens('e7 r1')).observe())).toBe('<bos> goal e7 r1 >');
  });

  it('adds to the opening what a child inherits, goals above in full', () => {
    const goals = ['r2 r1 r0 of a0 a1', 'on e4', 'on e7'].map(tokens);
    const child = make('r2 r1 r0 of a0 a1')
      .fork(goals[1] as number[])
      .fork(goals[2] as number[]);
    const grandchild = child.fork(tokens('e7 r1'));
    expect(text(grandchild.observe({ ancestors: goals.toReversed(), context: [] }))).toBe(
      '<bos> goal e7 r1 goal r2 of e7 r1 goal r2 r1 of e4 r0 goal r2 r1 r0 of a0 a1 >',
    );
    expect(text(child.observe({ ancestors: [], context: tokens('a3 a4 e4 r0 e0 r1') }))).toBe(
      '<bos> goal r2 of e7 r1 a3 a4 e4 r0 e0 r1 >',
    );
  });

  it.each([
    '',
    'e4',
    'ok',
    'search',
    'search a0',
    'search e4',
    'search a0 a0',
    'search r0 of a0 a1',
    'search r0 e4',
    'search r1 of e4 r0',
    'open',
    'open a0',
    'open e4 e5',
    'spawn',
    'spawn e4',
    'spawn a0',
    'spawn e4 on',
    'spawn on e4 r3',
    'spawn first e4',
    'spawn a0 a1 a2',
    'wait e4',
    'finish',
    'finish a0',
    'finish e4 e5',
    'finish on',
    '<bos> wait',
    'open e4 <pad>',
  ])('answers a syntax error to "%s"', (turn) => {
    const env = make('r1 r0 of a0 a1');
    const before = env.snapshot();
    const step = env.step(tokens(turn));
    expect(text(step.observation)).toBe('error syntax >');
    expect(step).toMatchObject({ error: true, reward: 0, terminated: false, truncated: false });
    expect(step.tool).toBeUndefined();
    expect(env.snapshot()).toEqual(before);
  });

  it.each([[[-1]], [[1e6]], [[0.5]], [[5, -1, 2]], [[6, 1e6]], [[7, 20.5, 20]], [[9, 39.5]]])(
    'survives the tokens %j',
    (turn) => {
      expect(text(make('a0 a1').step(turn).observation)).toBe('error syntax >');
    },
  );

  it('names the tool of every turn that it could parse', () => {
    const turns = ['search a0 a1', 'open e4', 'spawn e4 r0', 'wait', 'finish e4'];
    const env = make('a0 a1');
    expect(turns.map((turn) => env.step(tokens(turn)).tool)).toEqual(turns.map((turn) => turn.split(' ')[0]));
  });

  noticesSuite(() => make('a0 a1'), text);
});

describe('search and open', () => {
  it('list what was found, and show the page', () => {
    const env = make('r0 of a0 a1');
    expect(tell(env, 'search a0 a1')).toBe('e0 e1 e4 >');
    expect(tell(env, 'search a1 a0')).toBe('e0 e1 e4 >');
    expect(tell(env, 'search e4 r0')).toBe('e0 e3 e7 >');
    expect(tell(env, 'open e7')).toBe('a3 a4 e4 * r0 * e0 r1 >');
    expect(env.snapshot()).toMatchObject({ searches: [{}, {}, {}], opened: [7] });
  });

  it('say none when nothing was found', () => {
    const lonely = graphOf(['a0 a1 e1 r0 e1 r1', 'a0 a2 e0 r0 e0 r1'], { entities: 2 });
    expect(tell(new DeepDive(stateOf('a0 a1', lonely)), 'search a3 a4')).toBe('none >');
  });

  it('mark on a page what the agent itself has searched for last', () => {
    const env = make('r0 of a0 a1');
    expect(tell(env, 'open e3')).toBe('a0 a3 e4 r2 e2 r0 >');
    tell(env, 'search e4 r0');
    expect(tell(env, 'open e3')).toBe('a0 a3 e4 * r2 e2 r0 * >');
    tell(env, 'search a3 a2');
    expect(tell(env, 'open e3')).toBe('a0 a3 * e4 r2 e2 r0 >');
    expect(tell(env.fork(tokens('e4 r0')), 'open e3')).toBe('a0 a3 e4 r2 e2 r0 >');
  });

  it('say the same however often one looks, and to whom', () => {
    const env = make('r0 of a0 a1');
    const looks = ['search e4 r0', 'open e3', 'open e7'];
    const first = looks.map((turn) => tell(env, turn));
    tell(env, 'search a2 a3');
    expect(looks.map((turn) => tell(env, turn))).toEqual(first);
    const child = env.fork(tokens('e4 r0'));
    expect(looks.map((turn) => tell(child, turn))).toEqual(first);
  });
});

describe('finish and the verifier', () => {
  it.each([
    ['a0 a1', 'finish e4', 1],
    ['a0 a1', 'finish e0', 0],
    ['a0 a1', 'finish none', 0],
    ['r2 r1 r0 of a0 a1', 'finish e9', 1],
    ['r2 r1 r0 of a0 a1', 'finish e2', 0],
    ['e4 r0', 'finish e7', 1],
    ['e4 r3', 'finish none', 1],
    ['e4 r3', 'finish e7', 0],
    ['r0 of a4 a5', 'finish none', 1],
  ])('credits "%s": "%s" with %i', (question, turn, worth) => {
    const env = make(question);
    expect(env.score()).toBe(0);
    expect(env.step(tokens(turn))).toEqual({
      observation: [],
      reward: worth,
      terminated: true,
      truncated: false,
      tool: 'finish',
    });
    expect(env.score()).toBe(worth);
  });

  it('judges a child by its own question', () => {
    const parent = make('r2 r1 r0 of a0 a1');
    for (const [goal, turn, worth] of [
      ['a0 a1', 'finish e4', 1],
      ['a0 a1', 'finish e9', 0],
      ['on e4', 'finish e9', 1],
      ['e4 r0', 'finish e9', 0],
      ['e7 r1', 'finish e2', 1],
    ] as const) {
      const child = parent.fork(tokens(goal));
      tell(child, turn);
      expect(child.score()).toBe(worth);
    }
    expect(parent.score()).toBe(0);
  });

  it('takes no turn after the end', () => {
    const env = make('a0 a1');
    tell(env, 'finish none');
    expect(() => env.step(tokens('open e4'))).toThrow(/has finished/);
  });
});

describe('spawn and wait', () => {
  it('are passed on to the agent loop, which words the reply', () => {
    const env = make('r1 r0 of a0 a1');
    const before = env.snapshot();
    for (const goal of ['a0 a1', 'first', 'on e4', 'r0 of a0 a1', 'r0 r3 of e8 r3']) {
      expect(env.step(tokens(`spawn ${goal}`))).toEqual({
        observation: [],
        reward: 0,
        terminated: false,
        truncated: false,
        tool: 'spawn',
        delegation: { kind: 'spawn', goal: tokens(goal) },
      });
    }
    expect(env.step(tokens('wait'))).toMatchObject({ observation: [], delegation: { kind: 'wait' } });
    expect(env.snapshot()).toEqual(before);
  });

  it.each([
    ['r1 r0 of a0 a1', 'r1 r0 of a0 a1'],
    ['r1 r0 of a0 a1', 'r1 r0 of a1 a0'],
    ['r1 of e4 r0', 'r1 of e4 r0'],
    ['e4 r0', 'first'],
    ['e4 r0', 'e4 r0'],
    ['a0 a1', 'a0 a1'],
  ])('do not hand on one’s own question "%s" as "%s"', (question, goal) => {
    const step = make(question).step(tokens(`spawn ${goal}`));
    expect(text(step.observation)).toBe('error goal >');
    expect(step).toMatchObject({ error: true, tool: 'spawn' });
    expect(step.delegation).toBeUndefined();
  });
});

describe('fork and join', () => {
  it('report each child’s answer, in the order in which children are joined', () => {
    const parent = make('r1 r0 of a0 a1');
    const children = ['a0 a1', 'e4 r3', 'on e4'].map((goal) => parent.fork(tokens(goal)));
    for (const [i, turn] of ['finish e4', 'finish none', 'finish e2'].entries()) tell(children[i] as DeepDive, turn);
    const joins = children.map((child) => parent.join(child));
    expect(joins.map((join) => text(join.observation))).toEqual(['e4', 'none', 'e2']);
    expect(joins.every((join) => join.applied)).toBe(true);
    expect(parent.snapshot().reports).toEqual([
      { question: ask('a0 a1'), answer: 4 },
      { question: ask('e4 r3'), answer: NOBODY },
      { question: ask('r1 of e4 r0'), answer: 2 },
    ]);
  });

  it('say failed of a child that never finished', () => {
    const parent = make('r0 of a0 a1');
    const child = parent.fork(tokens('a0 a1'));
    tell(child, 'search a0 a1');
    expect(parent.join(child)).toEqual({ observation: tokens('failed'), applied: true });
    expect(parent.snapshot().reports[0]?.answer).toBeNull();
  });

  it('give siblings the same world, whatever the others have done', () => {
    const parent = make('r0 of a0 a1');
    const goal = tokens('a0 a1');
    const early = parent.fork(goal);
    for (const turn of ['search a0 a1', 'open e0', 'finish e0']) tell(early, turn);
    parent.join(early);
    expect(parent.fork(goal).snapshot()).toEqual(make('r0 of a0 a1').fork(goal).snapshot());
  });

  it('change nothing of the parent but what it has heard', () => {
    const parent = make('r0 of a0 a1');
    tell(parent, 'open e4');
    const before = parent.snapshot();
    const child = parent.fork(tokens('e4 r0'));
    tell(child, 'open e7');
    expect(parent.snapshot()).toEqual(before);
    parent.join(child);
    expect({ ...parent.snapshot(), reports: [] }).toEqual(before);
  });

  it('take children in any order to the same answers', () => {
    const answersAfter = (order: readonly number[]) => {
      const parent = make('r0 of a0 a1');
      const children = ['a0 a1', 'e4 r0', 'e7 r1'].map((goal) => parent.fork(tokens(goal)));
      for (const [i, turn] of ['finish e4', 'finish e7', 'finish e2'].entries()) tell(children[i] as DeepDive, turn);
      for (const i of order) parent.join(children[i] as DeepDive);
      return new Set(parent.snapshot().reports.map(({ answer }) => answer));
    };
    expect(answersAfter([2, 0, 1])).toEqual(answersAfter([0, 1, 2]));
  });

  it.each(['', 'e4', 'on', 'on e4 r3', 'first e4', 'r0 e4', 'ok ok'])('refuse to fork for the goal "%s"', (goal) => {
    expect(() => make('r0 of a0 a1').fork(tokens(goal))).toThrow(/goal is a question, or a part of one's own/);
  });

  it('refuse to join a child of another graph', () => {
    const other = deepdive.restore(deepdive.generate(key(0), 1, {}).state);
    expect(() => make('a0 a1').join(other)).toThrow(/not its fork/);
  });
});

describe('snapshots', () => {
  snapshotsSuite(deepdive, { difficulty: 3, settings: {}, seeds: 6, turns: 25 });

  it('keep the end', () => {
    const env = make('a0 a1');
    tell(env, 'finish e4');
    const copy = deepdive.restore(structuredClone(env.snapshot()));
    expect(copy.score()).toBe(1);
    expect(() => copy.step(tokens('open e4'))).toThrow(/has finished/);
  });

  it('share the graph', () => {
    expect(make('r0 of a0 a1').fork(tokens('e4 r0')).snapshot().graph).toBe(GRAPH);
  });
});

describe('any tokens at all', () => {
  it('never throw, and are worth what the verifier says', () => {
    const { names } = deepdive.vocabulary(SETTINGS);
    const verbs = tokens('search open spawn wait finish');
    const ends = { right: 0, wrong: 0 };
    for (let seed = 0; seed < 200; seed++) {
      const env = make(['a0 a1', 'e4 r3', 'r0 of a4 a5', 'r2 of e7 r1'][seed % 4] as string);
      for (let turn = 0; turn < 30; turn++) {
        const k = derive(key(seed), turn);
        const rest = Array.from({ length: integer(derive(k, 'n'), 3) }, (_, i) => integer(derive(k, i), names.length));
        const step = env.step([verbs[integer(derive(k, 'verb'), verbs.length)] as number, ...rest]);
        const { question, answer } = env.snapshot();
        if (!step.terminated) {
          expect(env.score()).toBe(0);
          continue;
        }
        expect(step.reward).toBe(answer === truth(GRAPH, question) ? 1 : 0);
        ends[step.reward === 1 ? 'right' : 'wrong']++;
        break;
      }
    }
    expect(ends.right).toBeGreaterThan(3);
    expect(ends.wrong).toBeGreaterThan(20);
  });
});
