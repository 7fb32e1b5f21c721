/** Whether two runs meet the same held-out tasks and can be compared on them: those follow from the seed and the environment alone. */
import type { Experiment } from '../experiments/experiment.ts';
import type { SameTasksRequest } from './bridge.ts';
import { configureStored } from './configure.ts';

/** Throws an Error that says what differs, or why the runs cannot be compared at all, and what to do about it. */
export function checkSameTasks({ configs, assignments }: SameTasksRequest): true {
  const [first, second] = configs.map((config) => configureStored(config, assignments)) as [Experiment, Experiment];
  if (first.method !== 'rao' || second.method !== 'rao') {
    throw new Error(
      'Only runs of agents that delegate can be compared task by task. Evaluate each of these on its own: with the same ' +
        'seed and environment they play the same episodes, whose scores are listed in the same order.',
    );
  }
  if (first.seed !== second.seed) {
    throw new Error(
      `The runs have different seeds, ${first.seed} and ${second.seed}, and so meet different tasks. ` +
        `Add --set seed=${first.seed} to evaluate both on the tasks of the first.`,
    );
  }
  if (first.environment.id !== second.environment.id) {
    throw new Error(
      `The runs live in different environments, ${first.environment.id} and ${second.environment.id}. ` +
        'Only runs in the same one can be compared.',
    );
  }
  const names = new Set([...Object.keys(first.environment.settings), ...Object.keys(second.environment.settings)]);
  for (const name of names) {
    const [one, other] = [first.environment.settings[name], second.environment.settings[name]];
    if (one === other) continue;
    throw new Error(
      `The runs differ in environment.settings.${name}, ${one} and ${other}, and so meet different tasks. ` +
        'Only runs with the same settings of the environment can be compared.',
    );
  }
  return true;
}
