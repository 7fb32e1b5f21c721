/**
 * A finished tree as it was at an earlier moment of its rollout: who had been launched, was writing, was waiting or had
 * ended, and how far each context had grown. Pure.
 */
import type { Trace } from '../../rl/trace.ts';
import { type TreeNodeView, withSubtrees } from './nodes.ts';
import { type AgentTimes, type Timeline, timelineOf } from './timeline.ts';

/** A finished tree that can be played back. */
export interface Recording {
  readonly nodes: readonly TreeNodeView[];
  readonly traces: readonly Trace[];
  readonly timeline: Timeline;
}

/** One agent at one moment. */
export interface Moment {
  readonly stage: 'later' | 'thinking' | 'waiting' | 'ended';
  /** Turns written, and those of them whose answer had been read. */
  readonly written: number;
  readonly answered: number;
}

/** `nodes` are the rows of the finished tree, in the order of `traces`. */
export function recordingOf(nodes: readonly TreeNodeView[], traces: readonly Trace[]): Recording {
  const timed = traces.map(({ path, turns, spawnTurn, joinTurn, own }) => ({
    path,
    turns,
    spawnTurn,
    joinTurn,
    cut: ownRuns(own).length > turns,
  }));
  return { nodes, traces, timeline: timelineOf(timed) };
}

export function momentOf({ start, end, written, answered, waits }: AgentTimes, time: number): Moment {
  if (time < start) return { stage: 'later', written: 0, answered: 0 };
  const so = { written: countUpTo(written, time), answered: countUpTo(answered, time) };
  if (time >= end) return { stage: 'ended', ...so };
  const waiting = waits.some(({ from, until }) => from <= time && time < until);
  return { stage: waiting ? 'waiting' : 'thinking', ...so };
}

/** The rows at `time`: as many as at the end, those of agents not launched yet with the status `later`. */
export function nodesAt({ nodes, traces, timeline }: Recording, time: number): TreeNodeView[] {
  if (time >= timeline.length) return [...nodes];
  const rows = nodes.map((node, i): TreeNodeView => {
    const times = timeline.agents.get(node.path) as AgentTimes;
    const now = momentOf(times, time);
    const above = node.parent === null ? undefined : timeline.agents.get(node.parent);
    const awaited = (above?.answered[node.joinTurn] ?? Number.POSITIVE_INFINITY) <= time;
    const before = {
      ...node,
      turns: now.written,
      tokens: contextAt(traces[i] as Trace, now),
      joinTurn: awaited ? node.joinTurn : -1,
      joined: node.parent === null ? true : awaited ? node.joined : null,
    };
    if (now.stage === 'ended') return before;
    // How it ends and what it earns lies ahead.
    const ahead = { score: null, reward: null, advantage: null, criticalTurns: null };
    return { ...before, ...ahead, ...mishapsAt(traces[i] as Trace, now), status: now.stage };
  });
  return withSubtrees(rows);
}

/** The traces of the agents launched by `time`, each as far as its context had grown. */
export function tracesAt({ traces, timeline }: Recording, time: number): readonly Trace[] {
  if (time >= timeline.length) return traces;
  return traces.flatMap((trace) => {
    const now = momentOf(timeline.agents.get(trace.path) as AgentTimes, time);
    if (now.stage === 'later') return [];
    const length = contextAt(trace, now);
    return [length === trace.tokens.length ? trace : cutTrace(trace, length)];
  });
}

/** Paths of the agents that had been launched and had not ended. */
export function workingAt({ timeline }: Recording, time: number): Set<string> {
  const working = new Set<string>();
  for (const [path, { start, end }] of timeline.agents) if (start <= time && time < end) working.add(path);
  return working;
}

/** Tokens in an agent's context at a moment. */
export function contextAt({ tokens, own }: Trace, { stage, written, answered }: Moment): number {
  if (stage === 'later') return 0;
  if (stage === 'ended') return tokens.length;
  const runs = ownRuns(own);
  // A waiting agent has written its turn and not read the answer; a thinking one has read everything up to its next.
  const length = written > answered ? runs[written - 1]?.end : runs[written]?.start;
  return length ?? tokens.length;
}

/** What had gone wrong; records of earlier versions do not say when, so there it shows at the end alone. */
function mishapsAt({ refusedTurns = [], errorTurns = [] }: Trace, { answered }: Moment) {
  return { refused: countUpTo(refusedTurns, answered - 1), errors: countUpTo(errorTurns, answered - 1) };
}

/** Where an agent wrote: between two of its turns it always reads something. */
function ownRuns(own: readonly (0 | 1)[]): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  for (let i = 0; i < own.length; i++) {
    if (own[i] !== 1) continue;
    const last = runs.at(-1);
    if (last?.end === i) last.end = i + 1;
    else runs.push({ start: i, end: i + 1 });
  }
  return runs;
}

function cutTrace(trace: Trace, length: number): Trace {
  return {
    ...trace,
    tokens: trace.tokens.slice(0, length),
    own: trace.own.slice(0, length),
    logProbs: trace.logProbs.slice(0, length),
    entropies: trace.entropies.slice(0, length),
  };
}

/** How many of the ascending `times` are at most `time`. */
function countUpTo(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
