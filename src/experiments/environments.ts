/** The environments that experiments can name: the registry, asked about ids that may come from outside. */
import type { Settings } from '../envs/environment.ts';
import { type AnySpec, delegationIds, environment, planningEnvironment, planningIds } from '../envs/registry.ts';
import type { Experiment } from './experiment.ts';

export type MethodId = Experiment['method'];

export const environmentIds: readonly string[] = [...delegationIds, ...planningIds];

/** The environment called `id`; undefined when there is none. */
export function environmentSpec(id: string): AnySpec | undefined {
  if (delegationIds.includes(id)) return environment(id);
  return planningIds.includes(id) ? planningEnvironment(id) : undefined;
}

/** The method whose agents act in the environment called `id`. */
export function methodOf(id: string): MethodId {
  return planningIds.includes(id) ? 'dynamic-planning' : 'rao';
}

/** Every setting of an environment at its default. Throws a RangeError when there is no such environment. */
export function defaultSettings(id: string): Settings {
  const spec = environmentSpec(id) ?? environment(id);
  return Object.fromEntries(spec.settings.map((setting) => [setting.name, setting.default]));
}
