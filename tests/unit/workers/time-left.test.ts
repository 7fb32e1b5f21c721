/** The estimate of the time left: exact at a steady pace, quiet at first, and following a change of pace. */
import { expect, it } from 'vitest';
import { TimeLeft } from '../../../src/workers/time-left.ts';

it('says nothing before it has seen a few steps', () => {
  const left = new TimeLeft(0);
  expect(left.seconds).toBeNull();
  left.step(0.01, 1);
  left.step(0.02, 1);
  expect(left.seconds).toBeNull();
  left.step(0.03, 1);
  expect(left.seconds).toBeCloseTo(97);
});

it('is exact at a steady pace, from wherever the run goes on', () => {
  const left = new TimeLeft(0.5);
  for (let i = 1; i <= 20; i++) left.step(0.5 + i / 100, 2);
  expect(left.seconds).toBeCloseTo(60);
});

it('follows a change of pace', () => {
  const left = new TimeLeft(0);
  for (let i = 1; i <= 30; i++) left.step(i / 100, 1);
  for (let i = 31; i <= 90; i++) left.step(i / 100, 3);
  expect(left.seconds).toBeGreaterThan(28);
  expect(left.seconds).toBeLessThan(30);
});

it('counts evaluations as time that goes by', () => {
  const left = new TimeLeft(0);
  for (let i = 1; i <= 4; i++) left.step(i / 10, 1);
  const before = left.seconds as number;
  left.spend(4);
  expect(left.seconds).toBeGreaterThan(before);
});

it('is unknown without progress and nothing at the end', () => {
  const left = new TimeLeft(0.2);
  for (let i = 0; i < 5; i++) left.step(0.2, 1);
  expect(left.seconds).toBeNull();
  left.step(1, 1);
  expect(left.seconds).toBe(0);
});
