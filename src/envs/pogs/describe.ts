/** A search for human eyes: what stands where in the tree, what has been seen of it and when, and the plan in words. */
import type { Token } from '../environment.ts';
import { decodePlan, type Plan } from './plan.ts';
import {
  backtracks,
  current,
  invalidMoves,
  isOver,
  isReached,
  look,
  type PogsState,
  progression,
  stepsTaken,
} from './state.ts';
import { observationText } from './text.ts';
import { around, type Tree } from './tree.ts';
import { wordPlan } from './wording.ts';

export interface NodeDescription {
  readonly label: number;
  /** In sight now, seen before, or never seen. */
  readonly seen: 'now' | 'before' | 'never';
  /** Known to have one neighbour only, and not to be the target. */
  readonly deadEnd: boolean;
  /** Steps after which the agent was here, ascending; 0 is the start. */
  readonly visits: readonly number[];
}

export interface StateDescription {
  readonly tree: Tree;
  /** By label. */
  readonly nodes: readonly NodeDescription[];
  readonly here: number;
  readonly start: number;
  readonly target: number;
  /** Edges to the target as far as it is in sight; null when it is not. */
  readonly targetDistance: number | null;
  /** Nodes of the walk so far, from the start on. */
  readonly walk: readonly number[];
  readonly steps: number;
  readonly maxSteps: number;
  readonly reached: boolean;
  readonly over: boolean;
  readonly backtracks: number;
  readonly invalidMoves: number;
  readonly progression: number;
  readonly plan: (Plan & { readonly text: string }) | null;
  /** What the agent sees, as text. */
  readonly observation: string;
}

/** Everything that a panel shows about a state and the plan that is carried in it. */
export function describeState(state: PogsState, plan: readonly Token[] | null): StateDescription {
  const { tree, target, walk, maxSteps, hops } = state;
  const sight = look(state);
  const seen = new Set<number>();
  const explored = new Set<number>();
  for (const stop of new Set(walk)) {
    const { nodes, distances } = around(tree, stop, hops);
    nodes.forEach((node, i) => {
      seen.add(node);
      if ((distances[i] as number) < hops) explored.add(node);
    });
  }
  const decoded = plan && decodePlan(plan, tree.length);
  const targetAt = sight.nodes.indexOf(target);
  return {
    tree,
    nodes: tree.map((neighbours, label) => ({
      label,
      seen: sight.nodes.includes(label) ? 'now' : seen.has(label) ? 'before' : 'never',
      deadEnd: neighbours.length === 1 && explored.has(label) && label !== target,
      visits: walk.flatMap((node, step) => (node === label ? [step] : [])),
    })),
    here: current(state),
    start: walk[0] as number,
    target,
    targetDistance: targetAt < 0 ? null : (sight.distances[targetAt] as number),
    walk,
    steps: stepsTaken(state),
    maxSteps,
    reached: isReached(state),
    over: isOver(state),
    backtracks: backtracks(walk),
    invalidMoves: invalidMoves(state),
    progression: progression(state),
    plan: decoded && { ...decoded, text: wordPlan(decoded) },
    observation: observationText(state),
  };
}
