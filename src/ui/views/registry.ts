/**
 * Views by the name that an environment asks for (`EnvironmentSpec.view`, `PlanningSpec.view`): those of worlds whose
 * agents delegate, and of worlds whose agents plan. Adding one is a file and a line here.
 */
import { CrafterView } from './crafter-view.tsx';
import { DeepDiveView } from './deepdive-view.tsx';
import { OolongView } from './oolong-view.tsx';
import type { PlanningView } from './planning-view.ts';
import { PogsView } from './pogs-view.tsx';
import { TextCraftView } from './textcraft-view.tsx';
import type { View } from './view.ts';

// A spec and its view agree on the type of the state; outside the two it is opaque.
const VIEWS: Readonly<Record<string, View>> = {
  textcraft: TextCraftView as View,
  oolong: OolongView as View,
  deepdive: DeepDiveView as View,
};

const PLANNING_VIEWS: Readonly<Record<string, PlanningView>> = {
  pogs: PogsView as PlanningView,
  crafter: CrafterView as PlanningView,
};

/** The view of that name; undefined when there is none. */
export function viewNamed(name: string): View | undefined {
  return Object.hasOwn(VIEWS, name) ? VIEWS[name] : undefined;
}

/** The view of that name for agents that plan; undefined when there is none. */
export function planningViewNamed(name: string): PlanningView | undefined {
  return Object.hasOwn(PLANNING_VIEWS, name) ? PLANNING_VIEWS[name] : undefined;
}
