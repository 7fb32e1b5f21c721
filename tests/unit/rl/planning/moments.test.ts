/** Which moments of an episode are kept: evenly drawn, never without a plan, with what the agent did next. */
import { expect, it } from 'vitest';
import { derive, key } from '../../../../src/random/index.ts';
import type { AgentStep, PlanningAgent } from '../../../../src/rl/planning/agent.ts';
import { MomentSampler } from '../../../../src/rl/planning/moments.ts';
import { agentState } from '../../../support/episodes.ts';

/** An episode of `steps` steps; it plans at every fifth, and carries a plan from step `first` on. */
function sample(most: number, episode: number, steps: number, first = 0) {
  const sampler = new MomentSampler(most, derive(key(1), episode), 'beginning');
  for (let t = 0; t < steps; t++) {
    const state = agentState({ plan: t >= first ? [5] : null, tally: { ...agentState().tally, steps: t } });
    sampler.look({ state, world: { snapshot: () => `world ${t}` } } as unknown as PlanningAgent);
    sampler.see({ plan: t % 5 === 0 ? [6] : null } as unknown as AgentStep);
  }
  return sampler.moments;
}

const stepOf = ({ state }: { readonly state: { readonly tally: { readonly steps: number } } }) => state.tally.steps;

it('keeps as many as were asked for, each with its world and what was done', () => {
  const moments = sample(3, 0, 50);
  expect(moments).toHaveLength(3);
  for (const moment of moments) {
    expect(moment).toMatchObject({ world: `world ${stepOf(moment)}`, start: 'beginning' });
    expect(moment.planned).toBe(stepOf(moment) % 5 === 0);
  }
  expect(sample(3, 0, 50)).toEqual(moments);
});

it('keeps fewer first that it would have kept of fewer', () => {
  expect(sample(5, 0, 50).slice(0, 2)).toEqual(sample(2, 0, 50));
  expect(sample(0, 0, 50)).toEqual([]);
});

it('keeps none without a plan', () => {
  const steps = sample(20, 0, 30, 25).map(stepOf);
  expect(steps.sort((a, b) => a - b)).toEqual([25, 26, 27, 28, 29]);
  expect(sample(20, 0, 30, 30)).toEqual([]);
});

it('draws all steps alike', () => {
  const counts = new Array<number>(10).fill(0);
  for (let episode = 0; episode < 2000; episode++) {
    for (const moment of sample(2, episode, 10)) counts[stepOf(moment)]!++;
  }
  // 400 each in the mean, with a standard deviation of 18.
  for (const count of counts) expect(Math.abs(count - 400)).toBeLessThan(80);
});
