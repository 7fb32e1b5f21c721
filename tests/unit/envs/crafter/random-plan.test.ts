/** Plans that mean nothing still look like plans of the style that an agent has learned. */
import { expect, it } from 'vitest';
import { decodePlan } from '../../../../src/envs/crafter/plan-tokens.ts';
import { STYLES, WORDINGS } from '../../../../src/envs/crafter/player/intent.ts';
import { randomPlan } from '../../../../src/envs/crafter/random-plan.ts';
import { derive, key } from '../../../../src/random/index.ts';

it.each(STYLES.map((name, style) => [name, style] as const))('have the form of "%s"', (_, style) => {
  const wording = WORDINGS[style];
  if (!wording) throw new Error(`There is no style ${style}.`);
  const plans = Array.from({ length: 200 }, (_, i) => decodePlan(randomPlan(derive(key(5), i), wording)));
  expect(new Set(plans.map(({ length }) => length)).size).toBe(wording.steps);
  expect(Math.max(...plans.map(({ length }) => length))).toBe(wording.steps);
  expect(plans.some((plan) => plan.some(({ count }) => count > 1))).toBe(wording.counts);
  expect(plans.some(([first]) => first?.direction !== null)).toBe(wording.directions);
  expect(plans.every(([, ...later]) => later.every(({ direction }) => direction === null))).toBe(true);
});

it('say any number of steps with anything, without a style', () => {
  const plans = Array.from({ length: 200 }, (_, i) => decodePlan(randomPlan(derive(key(5), i))));
  expect([...new Set(plans.map(({ length }) => length))].sort()).toEqual([1, 2, 3, 4]);
  expect(plans.some(([, second]) => second?.direction)).toBe(true);
});
