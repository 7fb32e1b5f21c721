/** The contract of a view: a component that draws the world of one agent at one moment. */
import type { ComponentType } from 'preact';

export interface ViewProps<State = unknown> {
  readonly state: State;
  /** The world one turn earlier, to show what changed; null before the first turn. */
  readonly previous: State | null;
}

export type View<State = unknown> = ComponentType<ViewProps<State>>;
