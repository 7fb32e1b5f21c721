/**
 * The knowledge graph with each agent's path: steps of the walk from top to bottom, dead ends beside them, beneath them
 * the entities that no search of the walk finds. Bars on the left say which steps each agent was given; the agent that is
 * told of shows which pages it opened, in which order. A click selects an agent. Everything is said in words as well.
 */
import { useMemo, useRef, useState } from 'preact/hooks';
import {
  type AgentWork,
  type DeepDiveState,
  describeAgents,
  describeGraph,
  type GraphDescription,
} from '../../envs/deepdive/index.ts';
import { plural } from '../format.ts';
import { useSize } from '../tree/use-size.ts';
import { AgentList, type AgentMap, MapKey, type MappedAgent, useAgentMap } from './agent-map.tsx';
import { sliceMap } from './slice-map.ts';
import { trailLine } from './trail-line.ts';
import type { ViewProps } from './view.ts';
import { lookText, type MapNode, walkMap } from './walk-map.ts';

const NODE = { width: 34, height: 22 };
const ROW = 40;
/** Least and greatest distance between columns. */
const PITCH = { min: 42, max: 74 };
/** Distance between bars, and the share of the width that all of them may take. */
const LANES = { pitch: 8, share: 0.3 };
const MARGIN = 8;
/** Room for the name of a step. */
const LABEL = 44;
/** Between the walk and the other entities. */
const GAP = 18;

export function GraphMap({ state, traces, ...linked }: Omit<ViewProps<DeepDiveState>, 'previous'>) {
  const { path, onSelect } = linked;
  const frame = useRef<HTMLDivElement>(null);
  const width = useSize(frame)?.width ?? 320;
  const rootGoal = traces[0]?.goal ?? [];
  const graph = useMemo(() => describeGraph(state.graph, rootGoal), [state.graph, rootGoal]);
  const name = (entity: number) => graph.pages[entity]?.name ?? '?';
  const agents = useMemo(() => {
    const opened = [...new Set(state.opened)];
    return describeAgents(state.graph, traces).map((agent) => {
      // The agent itself is shown as it is at this turn.
      const now = agent.path === path ? { ...agent, opened, searches: state.searches.length } : agent;
      return { ...now, credit: now.correct ? 1 : 0, text: lookText(now, name) };
    });
  }, [state, traces, path, graph]);
  const map = useAgentMap(agents, linked);
  const [pickedEntity, setPickedEntity] = useState<number | null>(null);
  const page = pickedEntity === null ? undefined : graph.pages[pickedEntity];
  /** One after another, whoever opened the page of an entity. */
  const selectReader = (entity: number) => {
    const readers = agents.filter(({ opened }) => opened.includes(entity));
    const next = readers[(readers.findIndex((reader) => reader.path === path) + 1) % readers.length];
    if (next) onSelect(next.path);
  };
  return (
    <section aria-label="Map of the graph">
      <h4>
        Who looks where{' '}
        <span class="view-note">
          steps of the walk from top to bottom, dead ends beside them; bars on the left: the steps given to each agent
        </span>
      </h4>
      <MapKey filled="opened by the agent shown, numbered in its order; tinted: by its sub-agents; grey: by others" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="view-map deepdive-map" ref={frame} tabIndex={0} aria-label="Graph">
        <Picture
          graph={graph}
          agents={agents}
          map={map}
          pickedEntity={pickedEntity}
          width={width}
          onSelect={onSelect}
          onEntity={setPickedEntity}
          onReader={selectReader}
        />
      </section>
      <AgentList agents={agents} map={map} instead={page && `${page.name}: ${page.text}`} onSelect={onSelect} />
      <details>
        <summary>The walk and all {graph.pages.length} pages as a list</summary>
        <ol class="view-list deepdive-walk">
          {graph.steps.map(({ text, entity, deadEnds }) => (
            <li key={text}>
              {text} is <b>{entity === null ? 'nobody' : name(entity)}</b>; a search also finds{' '}
              {deadEnds.map(name).join(', ') || 'nothing else'}
            </li>
          ))}
        </ol>
        <ul class="view-list">
          {graph.pages.map((one) => (
            <li key={one.name}>
              <b>{one.name}</b> {one.text}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

type Looker = AgentWork & MappedAgent;

interface PictureProps {
  readonly graph: GraphDescription;
  readonly agents: readonly Looker[];
  readonly map: AgentMap<Looker>;
  readonly pickedEntity: number | null;
  /** Of the frame, in pixels. */
  readonly width: number;
  readonly onSelect: (path: string) => void;
  readonly onEntity: (entity: number | null) => void;
  /** Selects an agent that opened the page of an entity. */
  readonly onReader: (entity: number) => void;
}

function Picture(props: PictureProps) {
  const { graph, agents, map: told, pickedEntity, width, onEntity } = props;
  const lanes = useMemo(
    () =>
      sliceMap(
        agents.flatMap((agent) =>
          agent.span ? [{ ...agent, slice: { from: agent.span.from, to: agent.span.to + 1 } }] : [],
        ),
      ),
    [agents],
  );
  const lanePitch = Math.min(LANES.pitch, (LANES.share * width) / Math.max(1, lanes.height));
  const left = MARGIN + lanes.height * lanePitch + LABEL;
  const room = width - left - MARGIN;
  const map = useMemo(() => walkMap(graph, Math.floor(room / PITCH.min)), [graph, room]);
  const pitch = Math.max(PITCH.min, Math.min(PITCH.max, room / map.columns));
  const x = (column: number) => left + (column + 0.5) * pitch;
  const y = (row: number) => MARGIN + (row + 0.5) * ROW + (row >= map.steps ? GAP : 0);
  const nodes = new Map(map.nodes.map((node) => [node.entity, node]));
  const { agent } = told;
  const below = (path: string) => agent !== undefined && path.startsWith(`${agent.path}.`);
  const order = new Map(agent?.opened.map((entity, i) => [entity, i + 1]));
  const byBelow = new Set(agents.filter(({ path }) => below(path)).flatMap(({ opened }) => opened));
  const byAnyone = new Set(agents.flatMap(({ opened }) => opened));
  const readBy = (entity: number) =>
    order.has(entity) ? 'opened' : byBelow.has(entity) ? 'below' : byAnyone.has(entity) ? 'seen' : '';
  // The path of the agent shown is drawn over those of its sub-agents, and these over those of the others.
  const rank = (path: string) => (path === agent?.path ? 2 : below(path) ? 1 : 0);
  const trails = agents
    .filter(({ opened }) => opened.length > 1)
    .map(({ path, opened }) => ({ path, rank: rank(path), stops: opened.flatMap((entity) => nodes.get(entity) ?? []) }))
    .sort((a, b) => a.rank - b.rank);
  return (
    <svg
      width={Math.max(width, left + map.columns * pitch + MARGIN)}
      height={y(map.rows - 1) + ROW / 2 + MARGIN}
      role="img"
      aria-label={`${plural(graph.pages.length, 'entity', 'entities')} and ${plural(agents.length, 'agent')}; the lists below say the same`}
      onPointerLeave={() => {
        told.point(null);
        onEntity(null);
      }}
    >
      <Edges graph={graph} nodes={nodes} picked={pickedEntity} x={x} y={y} />
      {lanes.rows.map(({ agent: one, row }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a part of a picture that is described as a whole
        <rect
          key={one.path}
          class={`lane ${told.classOf(one)}`}
          x={MARGIN + row * lanePitch}
          y={y(one.slice.from) - ROW / 2 + 4}
          width={lanePitch * 0.65}
          height={(one.slice.to - one.slice.from) * ROW - 8}
          rx={2}
          onPointerEnter={() => told.point(one.path)}
          onClick={() => props.onSelect(one.path)}
        />
      ))}
      {graph.steps.map(({ label, text }, row) => (
        <text key={text} class="step" x={left - 6} y={y(row) + 4} text-anchor="end">
          {label}
        </text>
      ))}
      {trails.map(({ path, rank: kind, stops }) => (
        <path
          key={path}
          class={['trail by-others', 'trail by-below', 'trail by-own'][kind]}
          d={trailLine(stops.map(({ column, row }) => ({ x: x(column), y: y(row) })))}
        />
      ))}
      {map.nodes.map((node) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a part of a picture that is described as a whole
        <g
          key={node.entity}
          class={['node', node.role, readBy(node.entity), node.entity === pickedEntity ? 'picked' : '']
            .join(' ')
            .trim()}
          transform={`translate(${x(node.column)} ${y(node.row)})`}
          onPointerEnter={() => onEntity(node.entity)}
          onPointerLeave={() => onEntity(null)}
          onClick={() => props.onReader(node.entity)}
        >
          <rect x={-NODE.width / 2} y={-NODE.height / 2} width={NODE.width} height={NODE.height} rx={5} />
          <text y={4} text-anchor="middle">
            {node.name}
          </text>
          {order.has(node.entity) && (
            <text class="order" x={NODE.width / 2 - 2} y={-NODE.height / 2 - 2} text-anchor="end">
              {order.get(node.entity)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

interface EdgesProps {
  readonly graph: GraphDescription;
  readonly nodes: ReadonlyMap<number, MapNode>;
  readonly picked: number | null;
  readonly x: (column: number) => number;
  readonly y: (row: number) => number;
}

/** All facts as lines: those of the walk strong, those of the picked entity lit and named, the rest faint. */
function Edges({ graph, nodes, picked, x, y }: EdgesProps) {
  const onWalk = new Set(
    graph.steps.slice(1).map(({ entity, label }, i) => `${entity} ${label} ${graph.steps[i]?.entity}`),
  );
  const named = graph.edges.map((edge) => ({ ...edge, id: `${edge.from} ${edge.relation} ${edge.to}` }));
  // The walk is drawn over the rest.
  const edges = [...named.filter(({ id }) => !onWalk.has(id)), ...named.filter(({ id }) => onWalk.has(id))];
  return (
    <>
      {edges.map(({ from, to, relation, id }) => {
        const a = nodes.get(to);
        const b = nodes.get(from);
        if (!a || !b) return null;
        const lit = from === picked || to === picked;
        const kind = ['edge', onWalk.has(id) ? 'on-walk' : '', lit ? 'lit' : ''].join(' ').trim();
        return (
          <g key={id} class={kind}>
            <line x1={x(a.column)} y1={y(a.row)} x2={x(b.column)} y2={y(b.row)} />
            {lit && (
              <text x={(x(a.column) + x(b.column)) / 2 + 3} y={(y(a.row) + y(b.row)) / 2 + 4}>
                {relation}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}
