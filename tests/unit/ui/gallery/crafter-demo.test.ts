/** The game behind the picture of Crafter: it goes on for ever, awake, and plans at the rhythm that it is about. */
import { expect, test } from 'vitest';
import { CrafterDemo } from '../../../../src/ui/gallery/pictures/crafter-demo.ts';

test.each(['carried', 'never', 'always'] as const)('%s', (rhythm) => {
  const demo = new CrafterDemo(rhythm);
  let achieved = 0;
  let fewerPlansThanSteps = true;
  let startedOver = 0;
  for (let step = 1, before = 0; step <= 420; step++, before = demo.scene.steps) {
    demo.step();
    expect(demo.scene.sleeping).toBe(false);
    expect(demo.plan === null).toBe(demo.plans === 0);
    achieved = Math.max(achieved, demo.achieved);
    if (demo.plans > 0.5 * demo.scene.steps && demo.scene.steps > 10) fewerPlansThanSteps = false;
    if (demo.scene.steps < before) startedOver++;
  }
  expect(startedOver).toBeGreaterThan(0);
  expect(achieved).toBeGreaterThan(3);
  if (rhythm === 'never') expect(demo.plans).toBe(0);
  expect(fewerPlansThanSteps).toBe(rhythm !== 'always');
});
