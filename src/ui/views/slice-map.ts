/**
 * Where agents stand on a map of a long input: across by the records they were given, down by depth. Agents of one depth
 * whose slices overlap (other questions about the same records) take lines below one another. Pure.
 */
import type { AgentWork } from '../../envs/oolong/index.ts';

/** What places an agent on a map. */
export interface Placed {
  /** '0' is the root, '0.2' its third child. */
  readonly path: string;
  /** What it was given: `from` up to, but without, `to`. */
  readonly slice: { readonly from: number; readonly to: number };
}

export interface MapRow<Agent extends Placed> {
  readonly agent: Agent;
  /** Line from the top, counted from 0. */
  readonly row: number;
}

export interface SliceMap<Agent extends Placed> {
  /** In the order of the agents. */
  readonly rows: readonly MapRow<Agent>[];
  readonly height: number;
}

export function sliceMap<Agent extends Placed>(agents: readonly Agent[]): SliceMap<Agent> {
  const byDepth: Agent[][] = [];
  for (const agent of agents) {
    const depth = agent.path.split('.').length - 1;
    while (byDepth.length <= depth) byDepth.push([]);
    byDepth[depth]?.push(agent);
  }
  const rowOf = new Map<Agent, number>();
  let top = 0;
  for (const level of byDepth) {
    /** Where each line of this depth is taken up to. */
    const taken: number[] = [];
    for (const agent of [...level].sort((a, b) => a.slice.from - b.slice.from)) {
      const free = taken.findIndex((to) => to <= agent.slice.from);
      const line = free < 0 ? taken.length : free;
      taken[line] = agent.slice.to;
      rowOf.set(agent, top + line);
    }
    top += taken.length;
  }
  return { rows: agents.map((agent) => ({ agent, row: rowOf.get(agent) as number })), height: top };
}

/** "records 12 to 22", counted from 1 as people do. */
export function sliceText({ from, to }: { readonly from: number; readonly to: number }): string {
  if (to === from) return 'no records';
  return to - from === 1 ? `record ${to}` : `records ${from + 1} to ${to}`;
}

/** What an agent was given and did, in one line. */
export function workText({ path, question, slice, cursor, said, right, credit }: AgentWork): string {
  const read =
    cursor === slice.from ? 'read none itself' : cursor === slice.to ? 'read all' : `read ${cursor - slice.from}`;
  const answer = said === null ? 'no answer' : `answered ${said}`;
  const verdict = credit === 1 ? 'right' : `right is ${right}, credit ${credit.toFixed(2)}`;
  return `agent ${path}: ${sliceText(slice)}, ${read}; ${question} ${answer}, ${verdict}`;
}
