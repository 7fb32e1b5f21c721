/** The contract of a view: a component that draws the world of one agent at one moment. */
import type { ComponentType } from 'preact';
import type { Trace } from '../../rl/trace.ts';

export interface ViewProps<State = unknown> {
  readonly state: State;
  /** The world one turn earlier, to show what changed; null before the first turn. */
  readonly previous: State | null;
  /** All agents launched by then, as far as their contexts had grown, to show the agent among the others. */
  readonly traces: readonly Trace[];
  /** The agent's place among them. In a replay it may not have been launched yet. */
  readonly path: string;
  /** Paths of those that had not ended by then. */
  readonly working: ReadonlySet<string>;
  /** The agent that is pointed at here or elsewhere on the page. */
  readonly pointed: string | null;
  readonly onSelect: (path: string) => void;
  readonly onPoint: (path: string | null) => void;
}

export type View<State = unknown> = ComponentType<ViewProps<State>>;
