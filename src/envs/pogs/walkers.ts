/**
 * Reference walkers: from one that knows nothing to one that remembers everything. They show what a setting asks of an
 * agent, and the last one chooses the tasks. All their luck comes from their key.
 */
import { foldIn, integer, type Key } from '../../random/index.ts';
import { Explorer } from './explorer.ts';
import { isOver, look, type PogsState, type Sight } from './state.ts';
import { wayTo } from './tree.ts';

/** The node to go to; called once per step. */
export type Walker = (sight: Sight) => number;

/** Any neighbour, whatever it sees. */
export function randomWalker(key: Key): Walker {
  const pick = picker(key);
  return (sight) => pick(neighbours(sight));
}

/** To the target when it is in sight; otherwise any neighbour but the last node, to which it returns from dead ends. */
export function persistentWalker(key: Key): Walker {
  return seeker(picker(key), () => false);
}

/** As the persistent walker, but it enters no branch of which it sees that all of it ends without the target. */
export function cautiousWalker(key: Key): Walker {
  return seeker(picker(key), endsInSight);
}

/** Remembers everything; any of the nearest open nodes when there are several, chosen anew at every step. */
export function rememberingWalker(key: Key): Walker {
  const pick = picker(key);
  const explorer = new Explorer();
  return (sight) => {
    explorer.see(sight);
    return pick(explorer.ways())[0] as number;
  };
}

/** The episode as the walker ends it. */
export function walkOn(state: PogsState, walker: Walker): PogsState {
  const walk = [...state.walk];
  const now = { ...state, walk };
  while (!isOver(now)) walk.push(walker(look(now)));
  return now;
}

type Pick = <T>(options: readonly T[]) => T;

/** Draws uniformly, each time under a key of its own. */
function picker(key: Key): Pick {
  let draws = 0;
  return (options) => options[integer(foldIn(key, draws++), options.length)] as (typeof options)[number];
}

function neighbours({ nodes, distances }: Sight): number[] {
  return nodes.filter((_, i) => distances[i] === 1);
}

function seeker(pick: Pick, isHopeless: (sight: Sight, neighbour: number) => boolean): Walker {
  let last = -1;
  return (sight) => {
    const choose = () => {
      if (sight.nodes.includes(sight.target)) return wayTo(sight, sight.target)[0] as number;
      const onward = neighbours(sight).filter((node) => node !== last);
      const hopeful = onward.filter((node) => !isHopeless(sight, node));
      if (hopeful.length > 0) return pick(hopeful);
      return last >= 0 ? last : pick(onward);
    };
    const next = choose();
    last = sight.nodes[0] as number;
    return next;
  };
}

/** Whether everything beyond `neighbour` is nearer than the limit of sight, so that nothing can follow unseen. */
function endsInSight({ nodes, parents, distances, hops }: Sight, neighbour: number): boolean {
  const branch = new Set([neighbour]);
  return nodes.every((node, i) => {
    if (branch.has(parents[i] as number)) branch.add(node);
    return !branch.has(node) || (distances[i] as number) < hops;
  });
}
