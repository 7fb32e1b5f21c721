/**
 * Where entities stand on a map of a knowledge graph: one row per step of the walk, the right entity first and the dead
 * ends beside it; all the others in rows below. Pure.
 */
import type { AgentWork, GraphDescription } from '../../envs/deepdive/index.ts';

export interface MapNode {
  readonly entity: number;
  readonly name: string;
  readonly column: number;
  /** Steps of the walk come first, then the rows of the others. */
  readonly row: number;
  readonly role: 'walk' | 'dead-end' | 'other';
}

export interface WalkMap {
  /** By entity. */
  readonly nodes: readonly MapNode[];
  /** Columns taken in the widest row. */
  readonly columns: number;
  /** Rows of steps, then all rows. */
  readonly steps: number;
  readonly rows: number;
}

/** At most `columns` of the others stand in a row; rows of steps are as wide as they must be. */
export function walkMap({ pages, steps }: GraphDescription, columns: number): WalkMap {
  const placed = new Map<number, MapNode>();
  const put = (entity: number, row: number, column: number, role: MapNode['role']) => {
    placed.set(entity, { entity, name: pages[entity]?.name ?? '?', row, column, role });
  };
  steps.forEach(({ entity }, row) => {
    if (entity !== null && !placed.has(entity)) put(entity, row, 0, 'walk');
  });
  let widest = 1;
  steps.forEach(({ deadEnds }, row) => {
    let column = 1;
    for (const entity of deadEnds) if (!placed.has(entity)) put(entity, row, column++, 'dead-end');
    widest = Math.max(widest, column);
  });
  const others = pages.filter(({ entity }) => !placed.has(entity));
  const perRow = Math.max(widest, columns);
  others.forEach(({ entity }, i) => {
    put(entity, steps.length + Math.floor(i / perRow), i % perRow, 'other');
  });
  return {
    nodes: pages.flatMap(({ entity }) => placed.get(entity) ?? []),
    columns: Math.max(widest, Math.min(perRow, others.length)),
    steps: steps.length,
    rows: steps.length + Math.ceil(others.length / perRow),
  };
}

/** "step 3", "steps 1 to 9", counted from 1 as people do. */
export function spanText(span: AgentWork['span']): string {
  if (!span) return 'off the walk';
  return span.from === span.to ? `step ${span.from + 1}` : `steps ${span.from + 1} to ${span.to + 1}`;
}

/** What an agent was asked and did, in one line. `name` names entities. */
export function lookText(agent: AgentWork, name: (entity: number) => string): string {
  const { path, question, span, searches, opened, said, right, correct } = agent;
  const looked =
    searches === 0 && opened.length === 0
      ? 'looked nothing up itself'
      : `searched ${searches === 1 ? 'once' : `${searches} times`}, opened ${opened.map(name).join(', ') || 'nothing'}`;
  const answer = said === null ? 'no answer' : `answered ${said}`;
  return `agent ${path}: ${spanText(span)}, ${looked}; ${question} ${answer}, ${correct ? 'right' : `right is ${right}`}`;
}
