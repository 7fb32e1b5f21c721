/** The environments that experiments can name, by id: the experiments' one door to the environments' registry. */
import type { EnvironmentSpec } from '../envs/environment.ts';
import { ENVIRONMENTS } from '../envs/registry.ts';

/** Ids of all environments, in the order of the registry. */
export function environmentIds(): string[] {
  return ENVIRONMENTS.map((spec) => spec.id);
}

/** The environment called `id`; undefined when there is none. */
export function environmentSpec(id: string): EnvironmentSpec | undefined {
  return ENVIRONMENTS.find((spec) => spec.id === id);
}
