import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../cli/reproduce/results.mjs';
import { Clock, ScheduleDisplay, scheduleLine } from '../../../../cli/reproduce/schedule.mjs';

const item = (minutes: number) => ({ arm: { minutes } }) as Item;
const fresh = (minutes: number) => ({ item: item(minutes), state: 'nothing' as const });

describe('the time left', () => {
  it('is the estimate at first', () => {
    const clock = new Clock();
    expect(clock.left([fresh(2), fresh(1)])).toBe(180);
    expect(clock.left([])).toBe(0);
  });

  it('is less for what has been trained', () => {
    const clock = new Clock();
    expect(clock.left([{ item: item(2), state: 'trained' }])).toBeLessThan(30);
  });

  it('of the current run goes down to its evaluation, then to nothing', () => {
    const clock = new Clock();
    const evaluation = clock.left([{ item: item(2), state: 'trained' }]);
    expect(clock.leftOf(item(2), 'training', 0)).toBeCloseTo(120);
    expect(clock.leftOf(item(2), 'training', 0.5)).toBeCloseTo(60 + evaluation / 2);
    expect(clock.leftOf(item(2), 'training', 1)).toBeCloseTo(evaluation);
    expect(clock.leftOf(item(2), 'evaluating', 0)).toBeCloseTo(evaluation);
    expect(clock.leftOf(item(2), 'evaluating', 1)).toBeCloseTo(0);
  });

  it('follows the pace of this machine', () => {
    const clock = new Clock();
    clock.done(item(1), 'nothing', 120);
    expect(clock.left([fresh(2)])).toBe(240);
    clock.done(item(3), 'nothing', 60);
    expect(clock.left([fresh(2)])).toBe(90);
  });
});

const SHOWN = {
  number: 3,
  of: 80,
  name: 'small-single, seed 3',
  activity: 'training',
  fraction: 0.5,
  secondsLeft: 3900,
};

describe('the line', () => {
  it('says where it is and how long everything takes', () => {
    expect(scheduleLine(SHOWN, 100)).toBe(
      ' 3/80  small-single, seed 3: training ██████████░░░░░░░░░░  50 %  1:05 h left in all',
    );
  });

  it('fits into a narrow terminal', () => {
    expect(scheduleLine(SHOWN, 40)).toHaveLength(39);
  });

  it('is written now and then where it cannot be rewritten', () => {
    const stream = new PassThrough();
    const display = new ScheduleDisplay(stream as unknown as NodeJS.WriteStream);
    for (let i = 0; i <= 100; i++) display.show({ ...SHOWN, fraction: i / 100 });
    display.show({ ...SHOWN, activity: 'evaluating', fraction: 0 });
    display.say('Done.');
    const lines = String(stream.read()).trim().split('\n');
    expect(lines).toHaveLength(7);
    expect(lines[5]).toContain('evaluating');
    expect(lines[6]).toBe('Done.');
  });
});
