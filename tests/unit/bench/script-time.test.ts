/** Which part of a sample counts as JavaScript, on a clock moved by hand. */
import { expect, it } from 'vitest';
import { ScriptTime } from '../../../bench/page/script-time.ts';

const begun = (at = 100) => {
  const time = new ScriptTime();
  time.begin(at);
  return time;
};

it('is everything where nothing is waited for', () => {
  expect(begun().end(107)).toBe(7);
});

it('is the time up to a request and behind its answer', () => {
  const time = begun();
  time.asked(102);
  time.answered(150);
  expect(time.end(151)).toBe(3);
});

it('goes on to the last of several requests', () => {
  const time = begun();
  time.asked(101);
  time.asked(104);
  time.answered(120);
  time.answered(121);
  expect(time.end(121)).toBe(4);
});

it('adds up the stretches of several rounds', () => {
  const time = begun();
  for (const start of [100, 200, 300]) {
    time.asked(start + 5);
    time.answered(start + 100);
  }
  expect(time.end(400)).toBe(15);
});

it('is everything when the sample ends without waiting for an answer', () => {
  const time = begun();
  time.asked(101);
  expect(time.end(104)).toBe(4);
});

it('starts over with every sample', () => {
  const time = begun();
  time.asked(150);
  time.answered(160);
  time.begin(500);
  expect(time.end(501)).toBe(1);
});
