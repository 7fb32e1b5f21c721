import { describe, expect, it } from 'vitest';
import { DeepDive } from '../../../../src/envs/deepdive/deepdive.ts';
import { describeAgents, describeGraph, describeState } from '../../../../src/envs/deepdive/describe.ts';
import { lexer } from './drive.ts';
import { GRAPH, SETTINGS, stateOf } from './fixtures.ts';

const tokens = lexer(SETTINGS);

describe('describeState', () => {
  it('tells what was searched, what was read and what it settles, and the verdict', () => {
    const env = new DeepDive(stateOf('r0 of a0 a1'));
    expect(describeState(env.snapshot())).toEqual({
      question: 'Which entity is the r0 of the one with a0 and a1?',
      steps: 2,
      searches: [],
      read: [],
      reports: [],
      verdict: { said: null, right: 'e7', correct: false },
    });
    for (const turn of ['search a0 a1', 'open e0', 'open e4', 'open e7', 'finish e4']) env.step(tokens(turn));
    expect(describeState(env.snapshot())).toMatchObject({
      searches: [{ query: 'the one with a0 and a1', found: ['e0', 'e1', 'e4'] }],
      read: [
        { entity: 0, name: 'e0', text: 'a0, a2; r1 of e4, r3 of e7', settles: null },
        { name: 'e4', settles: 'the one with a0 and a1' },
        { name: 'e7', settles: 'the r0 of e4' },
      ],
      verdict: { said: 'e4', right: 'e7', correct: false },
    });
  });

  it('tells what children have said', () => {
    const parent = new DeepDive(stateOf('r0 of a0 a1'));
    const children = ['a0 a1', 'e4 r3', 'on e4'].map((goal) => parent.fork(tokens(goal)));
    for (const [i, turn] of ['finish e4', 'finish none'].entries()) children[i]?.step(tokens(turn));
    for (const child of children) parent.join(child);
    expect(describeState(parent.snapshot()).reports).toEqual([
      { question: 'Which entity has the attributes a0 and a1?', said: 'e4', right: 'e4', correct: true },
      { question: 'Which entity is the r3 of e4?', said: 'none', right: 'none', correct: true },
      { question: 'Which entity is the r0 of e4?', said: null, right: 'e7', correct: false },
    ]);
  });
});

describe('describeGraph', () => {
  it('tells every page and fact, and the walk with its dead ends', () => {
    const { pages, edges, steps } = describeGraph(GRAPH, tokens('r1 r0 of a0 a1'));
    expect(pages).toHaveLength(12);
    expect(pages[7]).toEqual({ entity: 7, name: 'e7', text: 'a3, a4; r0 of e4, r1 of e0' });
    expect(edges).toHaveLength(24);
    expect(edges).toContainEqual({ from: 7, to: 4, relation: 'r0' });
    expect(steps).toEqual([
      { text: 'the one with a0 and a1', label: 'a0 a1', entity: 4, deadEnds: [0, 1] },
      { text: 'the r0 of e4', label: 'r0', entity: 7, deadEnds: [0, 3] },
      { text: 'the r1 of e7', label: 'r1', entity: 2, deadEnds: [0, 5] },
    ]);
  });

  it('has no walk for what is no question', () => {
    expect(describeGraph(GRAPH, tokens('goal')).steps).toEqual([]);
    expect(describeGraph(GRAPH, tokens('r0 of e4 r3')).steps).toMatchObject([{ entity: null, deadEnds: [0, 3, 7] }]);
  });
});

describe('describeAgents', () => {
  const agents = [
    { path: '0', goal: tokens('r1 r0 of a0 a1'), tokens: tokens('<bos> goal r1 r0 of a0 a1 > finish e5 <eot>') },
    {
      path: '0.0',
      goal: tokens('on e4'),
      tokens: tokens(
        '<bos> goal r1 of e4 r0 > search e4 r0 <eot> e0 e3 e7 > open e7 <eot> a3 a4 e4 r0 e0 r1 > wait <eot>',
      ),
    },
    { path: '0.0.0', goal: tokens('e7 r1'), tokens: tokens('<bos> goal e7 r1 > finish e2 <eot>') },
    { path: '0.0.1', goal: tokens('e9 r0'), tokens: tokens('<bos> goal e9 r0 > finish none') },
  ];

  it('finds what every agent was asked, where that is on the walk, what it opened and answered', () => {
    expect(
      describeAgents(GRAPH, agents).map(({ path, span, searches, opened, said, right, correct }) => [
        path,
        span && [span.from, span.to],
        searches,
        opened,
        said,
        right,
        correct,
      ]),
    ).toEqual([
      ['0', [0, 2], 0, [], 'e5', 'e2', false],
      ['0.0', [1, 2], 1, [7], null, 'e2', false],
      ['0.0.0', [2, 2], 0, [], 'e2', 'e2', true],
      ['0.0.1', null, 0, [], null, 'e1', false],
    ]);
  });

  it('leaves out what it cannot read, and what is below it', () => {
    const strange = agents.map((agent) => (agent.path === '0.0' ? { ...agent, goal: tokens('goal goal') } : agent));
    expect(describeAgents(GRAPH, strange).map(({ path }) => path)).toEqual(['0']);
  });
});
