import { describe, expect, it } from 'vitest';
import { estimateAdvantages, type ValuedStep } from '../../../../src/rl/planning/gae.ts';

const step = (reward: number, value: number, next: number, last = false): ValuedStep => ({
  ...{ reward, value, next, last },
  cost: 0,
  plannedValue: null,
});

describe('advantages', () => {
  it('are one-step errors with λ 0', () => {
    const { actions } = estimateAdvantages([step(1, 2, 3), step(0, 3, 5, true)], 0.5, 0);
    expect(Array.from(actions.advantages)).toEqual([0.5, -0.5]);
    expect(Array.from(actions.returns)).toEqual([2.5, 2.5]);
  });

  it('are the discounted rewards minus the value with λ 1', () => {
    const steps = [step(1, 0.5, 0.25), step(2, 0.25, 0.75), step(4, 0.75, 8, true)];
    const { actions } = estimateAdvantages(steps, 0.5, 1);
    expect(Array.from(actions.returns)).toEqual([1 + 1 + 1 + 1, 2 + 2 + 2, 4 + 4]);
    expect(Array.from(actions.advantages)).toEqual([3.5, 5.75, 7.25]);
  });

  it('of a plan are with λ 0 what it adds to the value, minus its cost; the action is judged by what comes after', () => {
    const planned: ValuedStep = { ...step(1, 2, 4), plannedValue: 3, cost: 0.25 };
    const { plans, actions } = estimateAdvantages([planned, step(0, 4, 4, true)], 0.5, 0);
    expect(plans.advantages[0]).toBe(3 - 0.25 - 2);
    expect(plans.returns[0]).toBe(3 - 0.25);
    expect(actions.advantages[0]).toBe(1 + 0.5 * 4 - 3);
    expect(actions.returns[0]).toBe(1 + 0.5 * 4);
  });

  it('of a plan are with λ 1 all that follows, undiscounted between plan and action', () => {
    const steps = [step(1, 0.5, 0.25), { ...step(2, 0.25, 0.75), plannedValue: 7, cost: 0.5 }, step(4, 0.75, 8, true)];
    const { plans, actions } = estimateAdvantages(steps, 0.5, 1);
    expect(actions.returns[1]).toBe(2 + 2 + 2);
    expect(plans.returns[1]).toBe(6 - 0.5);
    expect(plans.advantages[1]).toBe(5.5 - 0.25);
    expect(actions.returns[0]).toBe(1 + 0.5 * 5.5);
  });

  it('do not reach from one episode into the one before', () => {
    const alone = estimateAdvantages([step(1, 0, 0, true)], 0.9, 0.9).actions.advantages[0];
    const followed = estimateAdvantages([step(1, 0, 0, true), step(7, 0, 0, true)], 0.9, 0.9).actions.advantages[0];
    expect(followed).toBe(alone);
  });

  it('are empty for no steps', () => {
    expect(estimateAdvantages([], 0.9, 0.9).actions.advantages).toHaveLength(0);
  });
});
