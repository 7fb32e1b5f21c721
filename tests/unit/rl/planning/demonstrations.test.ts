/** What is imitated: windows of the player's episodes, their plans in the style that is asked for. */
import { describe, expect, it } from 'vitest';
import { crafter } from '../../../../src/envs/crafter/index.ts';
import { decodePlan } from '../../../../src/envs/crafter/plan-tokens.ts';
import type { PlanningSpec } from '../../../../src/envs/planning.ts';
import { derive, key } from '../../../../src/random/index.ts';
import type { PrimingConfig } from '../../../../src/rl/planning/config.ts';
import { Demonstrations } from '../../../../src/rl/planning/demonstrations.ts';

const SPEC = crafter as PlanningSpec;
const PRIMING: PrimingConfig = {
  tokens: 1,
  windows: 1,
  episodes: 6,
  episodeSteps: 40,
  minInterval: 2,
  maxInterval: 6,
  style: 0,
  noise: 0,
  plans: true,
  learningRate: 0.01,
};

/** Plans in windows from anywhere in the episodes. */
function plans(changes: Partial<PrimingConfig>) {
  const { open, close } = SPEC.words({});
  const limits = { steps: 4, actions: 0, context: 256 };
  const demonstrations = new Demonstrations(SPEC, {}, { ...PRIMING, ...changes }, limits, [1, 1], key(2));
  return Array.from({ length: 60 }, (_, i) => demonstrations.window(derive(key(3), i)).window.tokens).flatMap(
    (tokens) =>
      tokens.flatMap((token, at) =>
        token === open ? [decodePlan(tokens.slice(at + 1, tokens.indexOf(close, at)))] : [],
      ),
  );
}

describe('demonstrations', () => {
  it('are worded in the style that was chosen, or in all of them', () => {
    const plain = plans({ style: 1 });
    expect(plain.length).toBeGreaterThan(60);
    expect(plain.every((plan) => plan.length === 1 && plan[0]?.direction === null && plan[0].count === 1)).toBe(true);
    const directed = plans({ style: SPEC.styles.indexOf('next goal, with direction') + 1 });
    expect(directed.every((plan) => plan.length === 1)).toBe(true);
    expect(directed.some(([step]) => step?.direction !== null)).toBe(true);
    const mixed = plans({});
    expect(new Set(mixed.map((plan) => plan.length)).size).toBeGreaterThan(1);
  });

  it('have no plans where those are stripped', () => {
    expect(plans({ plans: false })).toEqual([]);
  });
});
