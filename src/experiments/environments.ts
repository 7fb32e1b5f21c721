/** The environments that experiments can name: the registry, asked about ids that may come from outside. */
import type { EnvironmentSpec, Settings } from '../envs/environment.ts';
import { environment, environmentIds } from '../envs/registry.ts';

export { environmentIds };

/** The environment called `id`; undefined when there is none. */
export function environmentSpec(id: string): EnvironmentSpec | undefined {
  return environmentIds.includes(id) ? environment(id) : undefined;
}

/** Every setting of an environment at its default. Throws a RangeError when there is no such environment. */
export function defaultSettings(id: string): Settings {
  return Object.fromEntries(environment(id).settings.map((setting) => [setting.name, setting.default]));
}
