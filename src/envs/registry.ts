/** All environments by id: those whose agents delegate, and those whose agents plan. Adding one is adding a folder and a line here. */
import { crafter } from './crafter/index.ts';
import { deepdive } from './deepdive/index.ts';
import type { EnvironmentSpec } from './environment.ts';
import { oolong } from './oolong/index.ts';
import type { PlanningSpec } from './planning.ts';
import { pogs } from './pogs/index.ts';
import { textcraft } from './textcraft/index.ts';

/** What the two kinds have in common: enough to configure, describe and list them. */
export type AnySpec = EnvironmentSpec | PlanningSpec;

// Outside its folder a state is opaque, so the specs are kept under the interface with an unknown state.
const DELEGATION = byId([textcraft as EnvironmentSpec, oolong as EnvironmentSpec, deepdive as EnvironmentSpec]);
const PLANNING = byId([pogs as PlanningSpec, crafter as PlanningSpec]);

/** Ids of all environments, in the order in which they are offered. */
export const delegationIds: readonly string[] = [...DELEGATION.keys()];
export const planningIds: readonly string[] = [...PLANNING.keys()];

/** The environment of that id whose agents delegate; throws a RangeError that lists the known ones otherwise. */
export function environment(id: string): EnvironmentSpec {
  return found(DELEGATION, id);
}

/** The environment of that id whose agents plan; throws a RangeError that lists the known ones otherwise. */
export function planningEnvironment(id: string): PlanningSpec {
  return found(PLANNING, id);
}

function byId<Spec extends { readonly id: string }>(specs: readonly Spec[]): ReadonlyMap<string, Spec> {
  return new Map(specs.map((spec) => [spec.id, spec]));
}

function found<Spec>(specs: ReadonlyMap<string, Spec>, id: string): Spec {
  const spec = specs.get(id);
  if (!spec)
    throw new RangeError(`There is no environment "${id}". Known environments: ${[...specs.keys()].join(', ')}.`);
  return spec;
}
