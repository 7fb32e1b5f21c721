/** The preset in the paper's world leaves room for what is to be learned: the expert solves its tasks within its limits. */
import { describe, expect, it } from 'vitest';
import type { Split } from '../../../src/envs/environment.ts';
import { textcraft } from '../../../src/envs/textcraft/index.ts';
import type { RaoExperiment } from '../../../src/experiments/experiment.ts';
import { findPreset } from '../../../src/experiments/presets/index.ts';
import { key } from '../../../src/random/index.ts';
import type { AgentLimits } from '../../../src/rl/agent.ts';
import { driver } from '../../support/drive-trees.ts';

const { drive } = driver(textcraft);

/** How the expert fares on a task of the preset under its own limits, or under those of its evaluation. */
async function expertOn(id: string, difficulty: number, split: Split) {
  const preset = findPreset(id);
  if (!preset) throw new Error(`There is no preset ${id}.`);
  const { environment, model, agent, evaluation } = preset.experiment as RaoExperiment;
  const { descendants, ...rest } = agent;
  const limits: AgentLimits = { ...rest, context: model.context };
  const style = agent.delegation ? 'recursive' : 'flat';
  const trees = [0, 1, 2].map((seed) =>
    drive(
      textcraft.generate(key(seed), difficulty, environment.settings, split),
      environment.settings,
      (transcript) => textcraft.expert(style, transcript, environment.settings),
      split === 'train' ? limits : { ...limits, depthCap: evaluation.depthCap },
      split === 'train' ? descendants : evaluation.descendants,
    ),
  );
  return (await Promise.all(trees)).map(([root]) => root?.score);
}

describe("the preset in the paper's world", () => {
  it.each([4, 5, 6])('has room to solve the tasks that it trains on, of depth %i', async (difficulty) => {
    expect(await expertOn('rao-textcraft-paper', difficulty, 'train')).toEqual([1, 1, 1]);
  });

  it.each([2, 3, 7, 8])(
    'has room to solve deeper and easier ones when it is evaluated, of depth %i',
    async (difficulty) => {
      expect(await expertOn('rao-textcraft-paper', difficulty, 'validation')).toEqual([1, 1, 1]);
    },
  );

  it('has a baseline that fits the easiest plans alone, and none of medium depth', async () => {
    expect(await expertOn('single-textcraft-paper', 2, 'validation')).toEqual([1, 1, 1]);
    expect(await expertOn('single-textcraft-paper', 4, 'validation')).toEqual([0, 0, 0]);
  });
});
