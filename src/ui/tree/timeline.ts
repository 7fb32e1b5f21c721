/**
 * When everything in a finished tree happened. The unit of time is a round of the rollout, in which every agent that can
 * go on takes one turn: a child starts after the turn that launched it, siblings run side by side, and a parent goes on
 * when the slowest child that it awaits has ended. Pure; follows from the turns that launched and awaited each agent.
 */
import { childrenOf, parentOf } from './paths.ts';

export interface TimedNode {
  readonly path: string;
  readonly turns: number;
  /** The parent's turns (0-based) that launched and awaited this agent; -1 for neither. */
  readonly spawnTurn: number;
  readonly joinTurn: number;
  /** A last turn was cut off by the end of the window: it took a round but does not count as a turn. */
  readonly cut?: boolean;
}

/** A turn after which its agent had to wait for children. */
export interface Wait {
  readonly turn: number;
  readonly from: number;
  readonly until: number;
  /** Path of the child that ended last, the first of them in spawn order. */
  readonly slowest: string;
}

/** One agent's times, in rounds since the root started. */
export interface AgentTimes {
  readonly start: number;
  /** `written[k]`: when turn k had been written; `answered[k]`: when the answer to it was read, later after a wait. */
  readonly written: readonly number[];
  readonly answered: readonly number[];
  readonly waits: readonly Wait[];
  readonly end: number;
}

export interface Timeline {
  readonly agents: ReadonlyMap<string, AgentTimes>;
  /** When the last agent ended: that of the root, unless it left children behind. */
  readonly length: number;
}

/** Expects nodes with parents before children, root first. Linear in nodes plus turns. */
export function timelineOf(nodes: readonly TimedNode[]): Timeline {
  const children = childrenOf(nodes);
  /** Times counted from each agent's own start. */
  const own = new Map<string, AgentTimes>();
  // Backwards, so that it is known how long children take before their parents are timed.
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i] as TimedNode;
    own.set(node.path, ownTimes(node, children.get(node.path) ?? [], own));
  }
  const agents = new Map<string, AgentTimes>();
  let length = 0;
  for (const { path, spawnTurn } of nodes) {
    const above = agents.get(parentOf(path) ?? '');
    const times = shifted(own.get(path) as AgentTimes, above ? (above.written[spawnTurn] ?? above.start) : 0);
    agents.set(path, times);
    length = Math.max(length, times.end);
  }
  return { agents, length };
}

function ownTimes(
  node: TimedNode,
  children: readonly TimedNode[],
  durations: ReadonlyMap<string, AgentTimes>,
): AgentTimes {
  const awaited = new Map<number, TimedNode[]>();
  for (const child of children) {
    const list = awaited.get(child.joinTurn);
    if (list) list.push(child);
    else awaited.set(child.joinTurn, [child]);
  }
  const written: number[] = [];
  const answered: number[] = [];
  const waits: Wait[] = [];
  let now = 0;
  for (let turn = 0; turn < node.turns; turn++) {
    const from = ++now;
    written.push(from);
    let slowest = '';
    for (const child of awaited.get(turn) ?? []) {
      const end = (written[child.spawnTurn] ?? from) + (durations.get(child.path)?.end ?? 0);
      if (end <= now) continue;
      now = end;
      slowest = child.path;
    }
    if (now > from) waits.push({ turn, from, until: now, slowest });
    answered.push(now);
  }
  return { start: 0, written, answered, waits, end: node.cut ? now + 1 : now };
}

function shifted(times: AgentTimes, by: number): AgentTimes {
  return {
    start: times.start + by,
    written: times.written.map((time) => time + by),
    answered: times.answered.map((time) => time + by),
    waits: times.waits.map((wait) => ({ ...wait, from: wait.from + by, until: wait.until + by })),
    end: times.end + by,
  };
}

/** Turns written in each round: `activity[t]` of them between the times t and t + 1. */
export function activity({ agents, length }: Timeline): number[] {
  const counts = new Array<number>(length).fill(0);
  const count = (time: number) => {
    counts[time - 1] = (counts[time - 1] ?? 0) + 1;
  };
  for (const { written, answered, start, end } of agents.values()) {
    for (const time of written) count(time);
    // A turn that was cut off comes after the last answer.
    if (end > (answered.at(-1) ?? start)) count(end);
  }
  return counts;
}
