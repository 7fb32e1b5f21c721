import { describe, expect, it } from 'vitest';
import { describeState } from '../../../../src/envs/pogs/index.ts';
import { encodePlan } from '../../../../src/envs/pogs/plan.ts';
import { observationText } from '../../../../src/envs/pogs/text.ts';
import { stateOf } from './fixtures.ts';

describe('observationText', () => {
  it('lists what is in sight, then where the agent is and has to go', () => {
    expect(observationText(stateOf())).toBe(
      [
        'node: 0, neighbours: [2, 4, 5]',
        'node: 2, neighbours: [0, 3, 7]',
        'node: 4, neighbours: [0]',
        'node: 5, neighbours: [0]',
        'node: 3, neighbours: [2]',
        'node: 7, neighbours: [2]',
        'current node: 0, target node: 9',
      ].join('\n'),
    );
  });

  it('says that a move was none', () => {
    expect(observationText(stateOf({ walk: [0, 0] }))).toMatch(/^Invalid move: .*\nnode: 0/);
    expect(observationText(stateOf({ walk: [0, 2] }))).not.toMatch(/Invalid/);
  });
});

describe('describeState', () => {
  it('tells what has been seen, visited and found to be a dead end', () => {
    const { nodes, ...figures } = describeState(stateOf({ walk: [0, 2, 2, 3, 6] }), null);
    expect(nodes.map(({ seen }) => seen)).toEqual([
      'before',
      'before',
      'now',
      'now',
      'before',
      'before',
      'now',
      'before',
      'now',
      'never',
    ]);
    expect(nodes.flatMap(({ label, deadEnd }) => (deadEnd ? [label] : []))).toEqual([4, 5, 8]);
    expect(nodes.map(({ visits }) => visits)).toEqual([[0], [], [1, 2], [3], [], [], [4], [], [], []]);
    expect(figures).toMatchObject({
      here: 6,
      start: 0,
      target: 9,
      targetDistance: null,
      steps: 4,
      maxSteps: 10,
      reached: false,
      over: false,
      backtracks: 0,
      invalidMoves: 1,
      progression: 0,
      plan: null,
    });
  });

  it('puts the plan into words, and sees the target', () => {
    const plan = encodePlan({ from: 2, route: [7, 1, 9] });
    const told = describeState(stateOf({ walk: [0, 2, 7] }), plan);
    expect(told.plan).toEqual({ from: 2, route: [7, 1, 9], text: 'from 2 via 7, 1 to 9' });
    expect(told.targetDistance).toBe(2);
    const end = describeState(stateOf({ walk: [0, 2, 7, 7, 1, 9] }), plan);
    expect(end).toMatchObject({ reached: true, over: true, targetDistance: 0, progression: 0.99 });
    expect(end.nodes[9]?.deadEnd).toBe(false);
  });
});
