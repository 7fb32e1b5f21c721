import { describe, expect, it } from 'vitest';
import { Clock, type Task } from '../../../../cli/reproduce/clock.mjs';
import type { Item } from '../../../../cli/reproduce/results.mjs';

const measurements = ['a', 'b'].map((id) => ({ id })) as unknown as Item['measurements'];
const task = (minutes: number, done: 'nothing' | 'trained' | 'measured once' = 'nothing'): Task => ({
  item: { arm: { minutes }, measurements } as Item,
  state: { trained: done !== 'nothing', missing: done === 'measured once' ? measurements.slice(1) : measurements },
});

describe('the time left', () => {
  it('is the estimate at first', () => {
    const clock = new Clock(1, 2);
    expect(clock.left([task(2), task(1)])).toBeCloseTo(180);
    expect(clock.left([])).toBe(0);
  });

  it('is less for what has been trained, and for what has been measured', () => {
    const clock = new Clock(1, 2);
    const trained = clock.left([task(2, 'trained')]);
    expect(trained).toBeLessThan(60);
    expect(clock.left([task(2, 'measured once')])).toBeCloseTo(trained / 2);
  });

  it('of the current run goes down to its evaluation, then to nothing', () => {
    const clock = new Clock(1, 2);
    const evaluation = clock.left([task(2, 'trained')]);
    const at = (activity: 'training' | 'evaluating', fraction: number) =>
      clock.left([{ ...task(2), activity, fraction }]);
    expect(at('training', 0)).toBeCloseTo(120);
    expect(at('training', 0.5)).toBeCloseTo(60 + evaluation / 2);
    expect(at('training', 1)).toBeCloseTo(evaluation);
    expect(at('evaluating', 0)).toBeCloseTo(evaluation);
    expect(at('evaluating', 1)).toBeCloseTo(0);
  });

  it('follows the pace of this machine', () => {
    const clock = new Clock(1, 2);
    clock.done(task(1), 120);
    expect(clock.left([task(2)])).toBeCloseTo(240);
    clock.done(task(3), 60);
    expect(clock.left([task(2)])).toBeCloseTo(90);
  });

  it('is shared by runs at once where there are cores for them, and is never less than the longest run', () => {
    const clock = new Clock(2, 4);
    expect(clock.left([task(1), task(2), task(3)])).toBeCloseTo(180);
    expect(clock.left([task(1), task(1), task(1), task(1)])).toBeCloseTo(120);
    expect(clock.left([task(1), task(5)])).toBeCloseTo(300);
    expect(new Clock(2, 2).left([task(1), task(1)])).toBeCloseTo(120);
  });
});
