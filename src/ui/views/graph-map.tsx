/**
 * The knowledge graph with each agent's path: steps of the walk from top to bottom, dead ends beside them, beneath them
 * the entities that no search of the walk finds. Bars on the left say which steps each agent was given; the agent that is
 * picked shows which pages it opened, in which order. Everything is said in words as well.
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
import { sliceMap } from './slice-map.ts';
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

interface GraphMapProps extends Pick<ViewProps<DeepDiveState>, 'traces' | 'path'> {
  readonly state: DeepDiveState;
}

export function GraphMap({ state, traces, path }: GraphMapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useSize(frame)?.width ?? 320;
  const rootGoal = traces[0]?.goal ?? [];
  const graph = useMemo(() => describeGraph(state.graph, rootGoal), [state.graph, rootGoal]);
  const agents = useMemo(() => {
    const opened = [...new Set(state.opened)];
    // The agent itself is shown as it is at this turn, the others as they ended.
    return describeAgents(state.graph, traces).map((agent) =>
      agent.path === path ? { ...agent, opened, searches: state.searches.length } : agent,
    );
  }, [state, traces, path]);
  const own = Math.max(
    0,
    agents.findIndex((agent) => agent.path === path),
  );
  const [pickedAgent, setPickedAgent] = useState<number | null>(null);
  const [pickedEntity, setPickedEntity] = useState<number | null>(null);
  const shown = Math.min(pickedAgent ?? own, agents.length - 1);
  const agent = agents[shown];
  const name = (entity: number) => graph.pages[entity]?.name ?? '?';
  const page = pickedEntity === null ? undefined : graph.pages[pickedEntity];
  return (
    <section aria-label="Map of the graph">
      <h4>
        Who looks where{' '}
        <span class="deepdive-note">
          steps from top to bottom, dead ends beside them; bars: steps given to an agent (dashed: not answered right);
          filled: opened by the agent shown, in the order of the numbers; tinted: opened by others
        </span>
      </h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="deepdive-map" ref={frame} tabIndex={0} aria-label="Graph">
        <Picture
          graph={graph}
          agents={agents}
          own={own}
          path={path}
          shown={shown}
          pickedEntity={pickedEntity}
          width={width}
          onAgent={setPickedAgent}
          onEntity={setPickedEntity}
        />
      </section>
      {agent && (
        <>
          <input
            type="range"
            min={0}
            max={agents.length - 1}
            value={shown}
            aria-label="Agent on the map"
            aria-valuetext={lookText(agent, name)}
            onInput={(event) => setPickedAgent(Number(event.currentTarget.value))}
          />
          <p class="deepdive-work">{page ? `${page.name}: ${page.text}` : lookText(agent, name)}</p>
        </>
      )}
      <details>
        <summary>{agents.length === 1 ? 'The agent' : `All ${agents.length} agents`} as a list</summary>
        <ul class="deepdive-agents">
          {agents.map((one) => (
            <li key={one.path}>{lookText(one, name)}</li>
          ))}
        </ul>
      </details>
      <details>
        <summary>The walk and all {graph.pages.length} pages as a list</summary>
        <ol class="deepdive-walk">
          {graph.steps.map(({ text, entity, deadEnds }) => (
            <li key={text}>
              {text} is <b>{entity === null ? 'nobody' : name(entity)}</b>; a search also finds{' '}
              {deadEnds.map(name).join(', ') || 'nothing else'}
            </li>
          ))}
        </ol>
        <ul>
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

interface PictureProps {
  readonly graph: GraphDescription;
  readonly agents: readonly AgentWork[];
  /** Indices of the agent whose world is shown, and of the one that is picked on the map. */
  readonly own: number;
  readonly shown: number;
  readonly path: string;
  readonly pickedEntity: number | null;
  /** Of the frame, in pixels. */
  readonly width: number;
  readonly onAgent: (agent: number | null) => void;
  readonly onEntity: (entity: number | null) => void;
}

function Picture(props: PictureProps) {
  const { graph, agents, own, shown, path, pickedEntity, width, onAgent, onEntity } = props;
  const lanes = useMemo(
    () =>
      sliceMap(
        agents.flatMap(({ span, ...agent }, index) =>
          span ? [{ ...agent, index, slice: { from: span.from, to: span.to + 1 } }] : [],
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
  const agent = agents[shown];
  const order = new Map(agent?.opened.map((entity, i) => [entity, i + 1]));
  const seen = new Set(agents.flatMap(({ opened }) => opened));
  const trail = (agent?.opened ?? []).flatMap((entity) => nodes.get(entity) ?? []);
  return (
    <svg
      width={Math.max(width, left + map.columns * pitch + MARGIN)}
      height={y(map.rows - 1) + ROW / 2 + MARGIN}
      role="img"
      aria-label={`${plural(graph.pages.length, 'entity', 'entities')} and ${plural(agents.length, 'agent')}; the lists below say the same`}
      onPointerLeave={() => {
        onAgent(null);
        onEntity(null);
      }}
    >
      <Edges graph={graph} nodes={nodes} picked={pickedEntity} x={x} y={y} />
      {lanes.rows.map(({ agent: one, row }) => (
        <rect
          key={one.path}
          class={[
            'lane',
            one.index === own ? 'own' : path.startsWith(`${one.path}.`) ? 'above' : '',
            one.index === shown ? 'shown' : '',
            one.correct ? '' : 'wrong',
          ].join(' ')}
          x={MARGIN + row * lanePitch}
          y={y(one.slice.from) - ROW / 2 + 4}
          width={lanePitch * 0.65}
          height={(one.slice.to - one.slice.from) * ROW - 8}
          rx={2}
          onPointerEnter={() => onAgent(one.index)}
        />
      ))}
      {graph.steps.map(({ label, text }, row) => (
        <text key={text} class="step" x={left - 6} y={y(row) + 4} text-anchor="end">
          {label}
        </text>
      ))}
      {trail.length > 1 && (
        <polyline class="trail" points={trail.map((node) => `${x(node.column)},${y(node.row)}`).join(' ')} />
      )}
      {map.nodes.map((node) => (
        <g
          key={node.entity}
          class={nodeClass(node, order.has(node.entity), seen.has(node.entity), node.entity === pickedEntity)}
          transform={`translate(${x(node.column)} ${y(node.row)})`}
          onPointerEnter={() => onEntity(node.entity)}
          onPointerLeave={() => onEntity(null)}
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

function nodeClass({ role }: MapNode, opened: boolean, seen: boolean, picked: boolean): string {
  return ['node', role, opened ? 'opened' : seen ? 'seen' : '', picked ? 'picked' : ''].join(' ').trim();
}
