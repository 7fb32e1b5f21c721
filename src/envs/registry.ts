/** All environments by id. Adding one is adding a folder and a line here. */
import { deepdive } from './deepdive/index.ts';
import type { EnvironmentSpec } from './environment.ts';
import { oolong } from './oolong/index.ts';
import { textcraft } from './textcraft/index.ts';

// Outside its folder a state is opaque, so the specs are kept under the interface with an unknown state.
const ENVIRONMENTS: ReadonlyMap<string, EnvironmentSpec> = new Map(
  [textcraft as EnvironmentSpec, oolong as EnvironmentSpec, deepdive as EnvironmentSpec].map((spec) => [spec.id, spec]),
);

/** Ids of all environments, in the order in which they are offered. */
export const environmentIds: readonly string[] = [...ENVIRONMENTS.keys()];

/** The environment of that id; throws a RangeError that lists the known ones otherwise. */
export function environment(id: string): EnvironmentSpec {
  const spec = ENVIRONMENTS.get(id);
  if (!spec) throw new RangeError(`There is no environment "${id}". Known environments: ${environmentIds.join(', ')}.`);
  return spec;
}
