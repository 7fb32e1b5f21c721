/** The throttle with a clock that the test moves. */
import { expect, it } from 'vitest';
import { Throttle } from '../../../src/workers/throttle.ts';
import { ManualTimer } from '../../support/manual-timer.ts';

function throttle() {
  const timer = new ManualTimer();
  const delivered: number[] = [];
  return { timer, delivered, throttle: new Throttle<number>(timer, 100, (value) => delivered.push(value)) };
}

it('delivers the first at once and then only the newest, once per interval', () => {
  const { timer, delivered, throttle: one } = throttle();
  for (let i = 0; i < 5; i++) one.push(i);
  expect(delivered).toEqual([0]);
  timer.pass(100);
  expect(delivered).toEqual([0, 4]);
  one.push(5);
  expect(delivered).toEqual([0, 4]);
  timer.pass(100);
  expect(delivered).toEqual([0, 4, 5]);
});

it('is silent when nothing new comes, and prompt afterwards', () => {
  const { timer, delivered, throttle: one } = throttle();
  one.push(1);
  timer.pass(100);
  timer.pass(1000);
  expect(timer.waiting).toBe(0);
  one.push(2);
  expect(delivered).toEqual([1, 2]);
});

it('delivers what waits when asked to, and nothing after it was stopped', () => {
  const { timer, delivered, throttle: one } = throttle();
  one.push(1);
  one.push(2);
  one.flush();
  expect(delivered).toEqual([1, 2]);
  one.push(3);
  one.stop();
  timer.pass(1000);
  expect(delivered).toEqual([1, 2]);
});
