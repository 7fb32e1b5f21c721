/** Whether what was stored or sent is a state of graph search: on what is no tree, looking around would never end. */
import type { PogsState } from './state.ts';
import { isTree } from './tree.ts';

/** Throws a RangeError that says what is wrong. */
export function checkState(value: unknown): PogsState {
  const state = (value ?? {}) as Record<keyof PogsState, unknown>;
  const problem = problemOf(state);
  if (problem !== null) throw new RangeError(`This is not a state of graph search: ${problem}.`);
  return state as PogsState;
}

function problemOf({ tree, hops, maxSteps, target, walk }: Record<keyof PogsState, unknown>): string | null {
  if (!isTree(tree)) return 'its nodes are no tree';
  if (!isCount(hops)) return 'sight is a whole number of hops from 1 up';
  if (!isCount(maxSteps)) return 'an episode lasts a whole number of steps from 1 up';
  const isNode = (node: unknown) => tree[node as number] !== undefined;
  if (!isNode(target)) return 'the target is no node';
  if (!Array.isArray(walk) || walk.length === 0 || !walk.every(isNode)) return 'the walk does not lead over nodes';
  if (walk.length > maxSteps + 1) return 'the walk is longer than an episode';
  const isMove = (node: number, i: number) => i === 0 || node === walk[i - 1] || tree[walk[i - 1]]?.includes(node);
  return walk.every(isMove) ? null : 'the walk leads to nodes that are no neighbours';
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1;
}
