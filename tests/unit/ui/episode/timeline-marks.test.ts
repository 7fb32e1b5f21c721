/** The timeline of an episode: where marks stand, and that none gets lost. */
import { describe, expect, test } from 'vitest';
import {
  planBoxes,
  rewardBars,
  stepAt,
  stepScale,
  valueLine,
  valueRange,
} from '../../../../src/ui/episode/timeline-marks.ts';

const turn = (reward: number, value = 0) => ({ action: 0, plan: null, reward, value });
const lane = { top: 10, bottom: 30 };

test('steps and places answer each other', () => {
  const x = stepScale(40, 200);
  expect(x(10)).toBe(50);
  for (let step = 0; step <= 40; step++) expect(stepAt(x(step), 40, 200)).toBe(step);
  expect(stepAt(-5, 40, 200)).toBe(0);
  expect(stepAt(900, 40, 200)).toBe(40);
});

test('plans lie side by side and are never too narrow to be seen', () => {
  const span = { plan: [1], written: true, reward: 0 };
  const boxes = planBoxes(
    [
      { ...span, from: 0, until: 5 },
      { ...span, from: 5, until: 10 },
    ],
    stepScale(10, 100),
    lane,
  );
  expect(boxes).toEqual([
    { x: 0, y: 10, width: 49, height: 20 },
    { x: 50, y: 10, width: 49, height: 20 },
  ]);
  expect(planBoxes([{ ...span, from: 3, until: 4 }], stepScale(10_000, 100), lane)[0]?.width).toBeGreaterThan(0.5);
});

describe('rewards', () => {
  const x = stepScale(4, 40);

  test('rise and fall from zero; steps without any have no bar', () => {
    const { zero, bars } = rewardBars([turn(1), turn(0), turn(-3), turn(0)], x, lane);
    expect(zero).toBe(15);
    expect(bars).toMatchObject([
      { gain: true, y: 10, height: 5 },
      { gain: false, y: 15, height: 15 },
    ]);
  });

  test('small ones next to large ones are still seen', () => {
    const { bars } = rewardBars([turn(100), turn(0.1)], stepScale(2, 40), lane);
    expect(bars[1]?.height).toBe(2);
  });

  test('zero is at the bottom without losses and at the top without gains', () => {
    expect(rewardBars([turn(2)], x, lane).zero).toBe(30);
    expect(rewardBars([turn(0)], x, lane).zero).toBe(30);
    expect(rewardBars([turn(-2)], x, lane).zero).toBe(10);
  });
});

describe('value estimates', () => {
  test('are a stair where steps are wide', () => {
    expect(valueLine([turn(0, 1), turn(0, 3)], stepScale(2, 40), lane)).toBe('0.0,30.0 20.0,30.0 20.0,10.0 40.0,10.0');
  });

  test('have at most a point per pixel where they are many', () => {
    const many = Array.from({ length: 5000 }, (_, i) => turn(0, Math.sin(i)));
    const points = valueLine(many, stepScale(5000, 100), lane).split(' ');
    expect(points.length).toBeLessThanOrEqual(101);
    expect(points[0]).toMatch(/^0\.0,/);
  });

  test('that are all alike stand in the middle; unknown ones are left out', () => {
    expect(valueLine([turn(0, 2)], stepScale(1, 10), lane)).toBe('0.0,20.0 10.0,20.0');
    expect(valueLine([turn(0, Number.NaN)], stepScale(1, 10), lane)).toBe('');
    expect(valueRange([turn(0, 2), turn(0, Number.NaN), turn(0, -1)])).toEqual([-1, 2]);
    expect(valueRange([])).toBeNull();
  });
});
