/** Learning curves from what was played in training. */
import { describe, expect, it } from 'vitest';
import { trainingCurve } from '../../../../../src/experiments/reproduction/dynamic-planning/training-curve.ts';
import type { MetricRow } from '../../../../../src/rl/records.ts';

const row = (step: number, phase: MetricRow['phase'], values: MetricRow['values']): MetricRow => ({
  step,
  phase,
  values: { 'rollout/trained_tokens': 100 * step, 'time/step': 2, ...values },
});

const played = (step: number, episodes: number, score = 0) =>
  row(step, 'training', {
    'planning/frequency': step / 1000,
    'rollout/episodes': episodes,
    ...(episodes > 0 && { 'score/all': score, 'rollout/episode_tokens': 10 * step }),
  });

it('has a point per update when there are few, with what was spent in both phases', () => {
  const metrics = [row(1, 'warm-start', {}), row(2, 'warm-start', {}), played(3, 0), played(4, 2, 0.5)];
  expect(trainingCurve(metrics, 3072)).toEqual([
    { update: 1, steps: 3072, tokens: 500, seconds: 6, score: null, frequency: 0.003, tokensPerEpisode: null },
    { update: 2, steps: 6144, tokens: 600, seconds: 8, score: 0.5, frequency: 0.004, tokensPerEpisode: 40 },
  ]);
});

it('is empty without reinforcement learning', () => {
  expect(trainingCurve([row(1, 'warm-start', {})], 3072)).toEqual([]);
});

describe('of many updates', () => {
  const metrics = Array.from({ length: 70 }, (_, i) => played(i + 1, i % 2 === 0 ? 0 : i, i / 70));
  const curve = trainingCurve(metrics, 10);

  it('has few points, the last of which is the end', () => {
    expect(curve.length).toBeLessThanOrEqual(40);
    expect(curve.at(-1)).toMatchObject({ update: 70, steps: 700 });
    expect(curve.map(({ update }) => update)).toEqual([...curve.map(({ update }) => update)].sort((a, b) => a - b));
  });

  it('weighs scores by episodes and frequencies by updates', () => {
    const three = [played(1, 1, 0), played(2, 3, 1), played(3, 0)];
    const long = Array.from({ length: 32 }, (_, i) => three.map((one) => ({ ...one, step: 3 * i + one.step }))).flat();
    expect(trainingCurve(long, 10)[0]).toMatchObject({
      update: 3,
      score: 0.75,
      frequency: 0.002,
      tokensPerEpisode: 17.5,
    });
  });
});
