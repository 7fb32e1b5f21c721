/** Which token of a window gets which credit: plans and actions have their own, what was read has none. */
import { describe, expect, it } from 'vitest';
import { packWindows } from '../../../../src/rl/planning/batch.ts';
import { ContextWindow, type Written } from '../../../../src/rl/planning/window.ts';

const OPEN = 1;
const CLOSE = 2;
const PLAN = 5;
const SEEN = 7;
const ACTION = 9;

const written = (tokens: readonly number[]): Written => {
  const zeros = tokens.map(() => 0);
  return { tokens, logProbs: zeros, entropies: zeros, values: zeros };
};

function window(...turns: readonly (readonly number[])[]): ContextWindow {
  const made = new ContextWindow('', { open: OPEN, close: CLOSE }, { actions: 0 }, null, []);
  for (const tokens of turns) {
    made.observe([SEEN]);
    made.write(written(tokens));
  }
  return made;
}

const credit = { actions: { advantages: [1, 2], returns: [10, 20] }, plans: { advantages: [3, 4], returns: [30, 40] } };

describe('a packed window', () => {
  it("gives a turn's action the action's credit and what stands before it the plan's", () => {
    const batch = packWindows([{ window: window([ACTION], [OPEN, PLAN, CLOSE, ACTION]), ...credit }]);
    expect(Array.from(batch.tokens)).toEqual([SEEN, ACTION, SEEN, OPEN, PLAN, CLOSE, ACTION]);
    expect(Array.from(batch.weights)).toEqual([0, 1, 0, 1, 1, 1, 1]);
    expect(Array.from(batch.advantages)).toEqual([0, 1, 0, 4, 4, 4, 2]);
    expect(Array.from(batch.returns ?? [])).toEqual([0, 10, 0, 40, 40, 40, 20]);
    expect(batch.normalizer).toBe(5);
  });

  it('gives a plan that somebody else has written no credit, and the decision to ask for it the credit of plans', () => {
    const asked = new ContextWindow('', { open: OPEN, close: CLOSE }, { actions: 0 }, null, []);
    asked.observe([SEEN]);
    asked.write(written([OPEN]));
    asked.read([PLAN, CLOSE]);
    asked.write(written([ACTION]));
    expect(Array.from(packWindows([{ window: asked, ...credit }]).advantages)).toEqual([0, 3, 0, 0, 1]);
  });
});
