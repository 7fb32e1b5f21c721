/** The picture of the episode at hand, also where a segment of the watched agent goes through several of them. */
import { expect, it } from 'vitest';
import type { Task } from '../../../../src/envs/environment.ts';
import type { PlanningSpec } from '../../../../src/envs/planning.ts';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import type { PogsState } from '../../../../src/envs/pogs/state.ts';
import { WasmEngine } from '../../../../src/model/engines/wasm/engine.ts';
import { key } from '../../../../src/random/index.ts';
import { episodeTask } from '../../../../src/rl/methods/dynamic-planning.ts';
import { planningTrainer } from '../../../../src/rl/planning-run.ts';
import type { LiveEpisode } from '../../../../src/rl/records.ts';
import { Trainer } from '../../../../src/rl/trainer.ts';
import { tinyPlanningExperiment } from '../../../support/tiny-planning-experiment.ts';
import { wasmKernels } from '../../../support/wasm-kernels.ts';

const SPEC = pogs as PlanningSpec;

it('is of the task whose world it shows', async () => {
  const tiny = tinyPlanningExperiment();
  const config = {
    ...tiny,
    warmStart: { ...tiny.warmStart, tokens: 0 },
    training: {
      ...tiny.training,
      agents: 1,
      segment: 100,
      minDifficulty: 1,
      maxDifficulty: 3,
      epochs: 1,
      minibatches: 1,
    },
  };
  const { settings } = config.environment;
  const engine = await WasmEngine.create(await wasmKernels());
  const checkpoint = Trainer.initial(config, SPEC.vocabulary(settings).names.length);
  await engine.load(checkpoint.model);
  const pictures: LiveEpisode[] = [];
  const trainer = planningTrainer(
    {
      spec: SPEC,
      config,
      engine,
      hooks: {
        activity: () => {},
        live: (picture) => pictures.push(structuredClone(picture() as LiveEpisode)),
        round: async () => {},
      },
    },
    checkpoint,
  );
  const { samples } = await trainer.step();
  const run = { spec: SPEC, settings, training: config.training, key: key(config.seed) };
  const tasks = new Map<string, Task>();
  for (let episode = 0; episode < pictures.length; episode++) {
    const task = episodeTask(run, 0, episode);
    tasks.set(task.id, task);
  }
  expect(pictures).toHaveLength(100);
  expect(new Set(pictures.map(({ task }) => task)).size).toBeGreaterThan(2);
  expect(new Set(pictures.map(({ difficulty }) => difficulty)).size).toBeGreaterThan(1);
  for (const { task, difficulty, state } of pictures) {
    const { walk, ...maze } = state as PogsState;
    expect(tasks.get(task)?.difficulty).toBe(difficulty);
    expect(tasks.get(task)?.state).toMatchObject({ ...maze, walk: [walk[0]] });
  }
  // What is kept of an update is the episode that it began with.
  expect(samples[0]?.task).toBe(pictures[0]?.task);
});
