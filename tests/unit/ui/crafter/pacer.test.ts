/** The pacer: as many steps as are due, none missed at a step per frame, and no rush after a pause of the page. */
import { expect, test } from 'vitest';
import { Pacer, SPEEDS, speedWords } from '../../../../src/ui/crafter/pacer.ts';
import { enlarged } from '../../../../src/ui/crafter/pixel-canvas.tsx';

/** Steps in so many seconds of frames. */
function stepsIn(pacer: Pacer, seconds: number, hertz = 60): number {
  let steps = 0;
  for (let i = 0; i <= seconds * hertz; i++) steps += pacer.due((1000 * i) / hertz);
  return steps;
}

test.each(SPEEDS)('%d steps a second', (speed) => {
  expect(stepsIn(new Pacer(speed), 10)).toBe(10 * speed);
});

test('at sixty a second every frame is a step, even when frames are a little uneven', () => {
  const pacer = new Pacer(60);
  pacer.due(0);
  const due = [16.2, 33.8, 49.6, 66.9, 83.1, 100].map((now) => pacer.due(now));
  expect(due).toEqual([1, 1, 1, 1, 1, 1]);
});

test('a page that was away does not rush', () => {
  const pacer = new Pacer(60);
  pacer.due(0);
  expect(pacer.due(60_000)).toBeLessThan(5);
  expect(pacer.due(60_001)).toBe(0);
});

test('a restart forgets the time that has passed', () => {
  const pacer = new Pacer(1);
  pacer.due(0);
  pacer.due(900);
  pacer.restart();
  expect(pacer.due(1500)).toBe(0);
  expect(pacer.due(2400)).toBe(0);
  expect(pacer.due(2500)).toBe(1);
});

test('speeds are said in words', () => {
  expect(SPEEDS.map(speedWords).slice(0, 3)).toEqual([
    'slow motion, a step every 2 s',
    '1 step a second',
    '2 steps a second',
  ]);
});

test.each([
  [144, 736, 1, 720],
  [144, 358, 1, 288],
  [144, 358, 3, 336],
  [144, 100, 1, 144],
  [144, 700, 1.25, 691.2],
])('%d pixels in %d of a screen with ratio %d are %d wide', (pixels, available, ratio, width) => {
  const found = enlarged(pixels, available, ratio);
  expect(found).toBeCloseTo(width, 6);
  const factor = (found * ratio) / pixels;
  expect(factor).toBeCloseTo(Math.round(factor), 9);
});
