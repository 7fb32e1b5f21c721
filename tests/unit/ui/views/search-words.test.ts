import { describe, expect, it } from 'vitest';
import { describeState, type PogsState, pogs } from '../../../../src/envs/pogs/index.ts';
import { countsText, moveText, nodeText, statusText, visitsMark } from '../../../../src/ui/views/search-words.ts';

/** 4 ─ 0 ─ 2 ─ 3 ─ 1 */
const state = (walk: number[], maxSteps = 10): PogsState => ({
  tree: [[2, 4], [3], [0, 3], [1, 2], [0]],
  hops: 2,
  maxSteps,
  target: 1,
  walk,
});
const told = (walk: number[], maxSteps?: number, plan: string | null = null) => {
  const reading = plan === null ? null : pogs.readPlan(plan, { nodes: 5 });
  return describeState(state(walk, maxSteps), reading && 'plan' in reading ? reading.plan : null);
};

describe('what is said of a search', () => {
  it.each([
    [[0], 'Step 0 of 10. At node 0, looking for node 1, which is not in sight.'],
    [[0, 2], 'Step 1 of 10. At node 2, looking for node 1, which is in sight, 2 edges away.'],
    [[0, 2, 3], 'Step 2 of 10. At node 3, looking for node 1, which is in sight, 1 edge away.'],
    [[0, 2, 3, 1], 'Step 3 of 10. The target, node 1, is reached.'],
  ])('after %j is where it stands', (walk, text) => {
    expect(statusText(told(walk))).toBe(text);
  });

  it('says when the steps are used up', () => {
    expect(statusText(told([0, 2, 3], 2))).toBe(
      'Step 2 of 2. The steps are used up at node 3; node 1 was not reached.',
    );
  });

  it.each([
    [[0], ''],
    [[0, 4], 'The last move went from node 0 to node 4.'],
    [[0, 4, 0], 'The last move went from node 4 back to node 0.'],
    [[0, 0], 'The last move named no neighbour of node 0, so it led nowhere.'],
  ])('after %j is what the last move did', (walk, text) => {
    expect(moveText(told(walk))).toBe(text);
  });

  it.each([
    [[0], 'Went back never.'],
    [[0, 4, 0], 'Went back once.'],
    [[0, 4, 0, 2, 0, 0], 'Went back 2 times; 1 move led nowhere.'],
    [[0, 0, 0], 'Went back never; 2 moves led nowhere.'],
  ])('after %j is how often it went back', (walk, text) => {
    expect(countsText(told(walk))).toBe(text);
  });
});

describe('what is said of a node', () => {
  const description = told([0, 4, 0, 2], 10, 'from 4 via 0, 2 to 3');

  it.each([
    [0, 'Node 0: in sight, start, visited after step 2, number 1 of the 3 in the plan.'],
    [1, 'Node 1: the target, in sight.'],
    [2, 'Node 2: the agent is here, in sight, visited after step 3, number 2 of the 3 in the plan.'],
    [4, 'Node 4: in sight, dead end, visited after step 1, where the plan set out.'],
    [5, ''],
  ])('names everything about node %i', (label, text) => {
    expect(nodeText(description, label)).toBe(text);
  });

  it('names what was seen before and what never was', () => {
    expect(nodeText(told([0]), 1)).toBe('Node 1: the target, never seen.');
    expect(nodeText(told([4, 0, 2, 3]), 4)).toBe('Node 4: seen before, dead end, start.');
    expect(nodeText(told([0, 2, 0, 2], 10, '3'), 3)).toBe('Node 3: in sight, where the plan leads.');
    expect(nodeText(told([0, 2, 0, 2]), 2)).toBe('Node 2: the agent is here, in sight, visited after steps 1 and 3.');
  });

  it('keeps numbers beside nodes short', () => {
    expect([[4], [4, 6], [1, 4, 6]].map(visitsMark)).toEqual(['4', '4, 6', '… 4, 6']);
  });
});
