/** The contract of a view for agents that carry plans: a component that draws their world at one moment. */
import type { ComponentType } from 'preact';

export interface PlanningViewProps<State = unknown> {
  readonly state: State;
  /** The world at an earlier moment, mostly one step, to show what changed; null at the beginning. */
  readonly previous: State | null;
  /** Tokens of the plan in force, without brackets; null without one. */
  readonly plan: readonly number[] | null;
}

export type PlanningView<State = unknown> = ComponentType<PlanningViewProps<State>>;
