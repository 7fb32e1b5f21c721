/** A run of agents that play Crafter, with a network of a few thousand parameters that has learned nothing. */
import { crafter } from '../../src/envs/crafter/index.ts';
import { defaultSettings } from '../../src/experiments/environments.ts';
import type { PlanningExperiment } from '../../src/experiments/experiment.ts';
import type { Checkpoint } from '../../src/rl/records.ts';
import { Trainer } from '../../src/rl/trainer.ts';
import { tinyPlanningExperiment } from './tiny-planning-experiment.ts';

export function crafterExperiment(changes: Partial<PlanningExperiment> = {}): PlanningExperiment {
  return tinyPlanningExperiment({
    name: 'Tiny Crafter',
    environment: { id: 'crafter', settings: defaultSettings('crafter') },
    ...changes,
  });
}

/** As it might be after `total` steps. */
export function crafterCheckpoint(experiment: PlanningExperiment, total: number): Checkpoint {
  const { names } = crafter.vocabulary(experiment.environment.settings);
  const { model, cursor } = Trainer.initial(experiment, names.length);
  return { model, cursor: { ...cursor, total } };
}
