/** The contract of a view: a component that draws the world of one agent at one moment. */
import type { ComponentType } from 'preact';
import type { Trace } from '../../rl/trace.ts';

export interface ViewProps<State = unknown> {
  readonly state: State;
  /** The world one turn earlier, to show what changed; null before the first turn. */
  readonly previous: State | null;
  /** The whole recorded tree, to show the agent among the others. */
  readonly traces: readonly Trace[];
  /** The agent's place in it. */
  readonly path: string;
}

export type View<State = unknown> = ComponentType<ViewProps<State>>;
