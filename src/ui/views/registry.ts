/** Views by the name that an environment asks for (`EnvironmentSpec.view`). Adding one is a file and a line here. */
import { DeepDiveView } from './deepdive-view.tsx';
import { OolongView } from './oolong-view.tsx';
import { TextCraftView } from './textcraft-view.tsx';
import type { View } from './view.ts';

// A spec and its view agree on the type of the state; outside the two it is opaque.
const VIEWS: Readonly<Record<string, View>> = {
  textcraft: TextCraftView as View,
  oolong: OolongView as View,
  deepdive: DeepDiveView as View,
};

/** The view of that name; undefined when there is none. */
export function viewNamed(name: string): View | undefined {
  return Object.hasOwn(VIEWS, name) ? VIEWS[name] : undefined;
}
