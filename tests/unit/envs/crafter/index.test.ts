/** What the rest of the project sees of Crafter, beyond what all environments for planning agents promise. */
import { describe, expect, it } from 'vitest';
import { crafter } from '../../../../src/envs/crafter/index.ts';
import { key } from '../../../../src/random/index.ts';

describe('Crafter', () => {
  it('has one difficulty, and says so', () => {
    expect(crafter.difficulties({})).toEqual([1]);
    expect(crafter.bands({})).toEqual([{ name: 'all', low: 1, high: 1 }]);
    expect(() => crafter.generate(key(1), 2, {})).toThrow('Crafter has the one difficulty 1; got 2.');
  });

  it('has a milestone per achievement', () => {
    expect(crafter.milestones).toHaveLength(22);
    expect(crafter.milestones).toContain('collect_diamond');
  });

  it('ends an episode at its length, 10,000 steps unless told otherwise', () => {
    expect(crafter.generate(key(1), 1, {}).goldSteps).toBe(10_000);
    const world = crafter.restore(crafter.generate(key(1), 1, { length: 10 }).state);
    const { actions } = crafter.words({});
    const outcomes = Array.from({ length: 10 }, () => world.act(actions[0]!));
    expect(outcomes.map(({ truncated }) => truncated).indexOf(true)).toBe(9);
    expect(() => crafter.generate(key(1), 1, { length: 9 })).toThrow('length must be from 10 to 10000; got 9');
    expect(() => crafter.generate(key(1), 1, { length: 10.5 })).toThrow('whole number');
  });

  it('words plans that it understands', () => {
    const reading = crafter.readPlan('collect 3 wood to the north-east, then place a table', {});
    if (!('plan' in reading)) throw new Error(reading.problem);
    expect(crafter.wordPlan(reading.plan, {})).toBe('Collect 3 wood to the north-east, then place a table.');
  });
});
