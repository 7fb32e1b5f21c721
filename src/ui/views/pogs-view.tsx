/**
 * A search at one moment: the whole tree with what the agent sees, has seen and has not; its walk with the numbers of
 * its steps, dead ends, the target, and the plan that it carries. Everything is said in words as well.
 */
import { useMemo, useRef, useState } from 'preact/hooks';
import { describeState, type NodeDescription, type PogsState, type StateDescription } from '../../envs/pogs/index.ts';
import { useSize } from '../tree/use-size.ts';
import type { PlanningViewProps } from './planning-view.ts';
import './pogs-view.css';
import './view.css';
import { planStops, searchMap } from './search-map.ts';
import { countsText, moveText, nodeText, statusText, visitsMark } from './search-words.ts';
import { trailLine } from './trail-line.ts';

const RADIUS = 12;
const ROW = 46;
/** Least and greatest distance between columns. */
const PITCH = { min: 31, max: 64 };
const MARGIN = { x: 26, y: 26 };

export function PogsView({ state, previous, plan }: PlanningViewProps<PogsState>) {
  const now = useMemo(() => describeState(state, plan), [state, plan]);
  const before = useMemo(() => previous && describeState(previous, null), [previous]);
  const fresh = new Set(
    now.nodes.flatMap(({ label, seen }) => (before?.nodes[label]?.seen === 'never' && seen !== 'never' ? [label] : [])),
  );
  const [picked, setPicked] = useState<number | null>(null);
  const shown = picked ?? now.here;
  return (
    <div class="question-view pogs">
      <section aria-label="Search">
        <h4>
          {statusText(now)} <span class="view-note">{countsText(now)}</span>
        </h4>
        <p>
          {moveText(now)}{' '}
          {now.plan ? (
            <>
              Plan: <b>{now.plan.text}</b>.
            </>
          ) : (
            'No plan is carried.'
          )}
        </p>
      </section>
      <section aria-label="Map of the tree">
        <Key />
        <Picture description={now} fresh={fresh} picked={picked} onPick={setPicked} />
        <input
          type="range"
          min={0}
          max={now.nodes.length - 1}
          value={shown}
          aria-label="Node on the map"
          aria-valuetext={nodeText(now, shown)}
          onInput={(event) => setPicked(Number(event.currentTarget.value))}
          onBlur={() => setPicked(null)}
        />
        <p class="view-work">{nodeText(now, shown)}</p>
        <details>
          <summary>What the agent sees, as text</summary>
          <pre>{now.observation}</pre>
        </details>
        <details>
          <summary>The walk and all {now.nodes.length} nodes as a list</summary>
          <p>The walk: {now.walk.join(', ')}.</p>
          <ul class="view-list">
            {now.nodes.map(({ label }) => (
              <li key={label}>{nodeText(now, label)}</li>
            ))}
          </ul>
        </details>
      </section>
    </div>
  );
}

function Key() {
  return (
    <p class="view-key pogs-key">
      <span class="here">
        <i /> agent
      </span>
      <span class="target">
        <i /> target
      </span>
      <span class="visited">
        <i /> visited, with its steps
      </span>
      <span class="now">
        <i /> in sight
      </span>
      <span class="before">
        <i /> seen before
      </span>
      <span class="never">
        <i /> never seen
      </span>
      <span class="dead-end">
        <i /> dead end
      </span>
      <span class="walk">
        <i /> walk
      </span>
      <span class="planned">
        <i /> plan
      </span>
    </p>
  );
}

interface PictureProps {
  readonly description: StateDescription;
  /** Nodes that were never seen before the last step. */
  readonly fresh: ReadonlySet<number>;
  readonly picked: number | null;
  readonly onPick: (label: number | null) => void;
}

function Picture({ description, fresh, picked, onPick }: PictureProps) {
  const { tree, nodes, here, target, walk, plan } = description;
  const frame = useRef<HTMLDivElement>(null);
  const width = useSize(frame)?.width ?? 320;
  const map = useMemo(() => searchMap(tree), [tree]);
  const pitch = Math.max(PITCH.min, Math.min(PITCH.max, (width - 2 * MARGIN.x) / Math.max(1, map.columns - 1)));
  const drawn = 2 * MARGIN.x + (map.columns - 1) * pitch;
  const left = MARGIN.x + Math.max(0, width - drawn) / 2;
  const at = (label: number) => {
    const { column = 0, row = 0 } = map.places[label] ?? {};
    return { x: left + column * pitch, y: MARGIN.y + row * ROW };
  };
  const seen = (label: number) => nodes[label]?.seen ?? 'never';
  const planned = (plan ? planStops(plan, here, tree) : [])
    .map(at)
    .map(({ x, y }) => `${x},${y}`)
    .join(' ');
  const goal = plan?.route.at(-1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="view-map pogs-map" ref={frame} tabIndex={0} aria-label="Tree">
      <svg
        width={Math.max(width, drawn)}
        height={2 * MARGIN.y + (map.rows - 1) * ROW}
        role="img"
        aria-label={`A tree of ${nodes.length} nodes; the line and the lists below say the same`}
        onPointerLeave={() => onPick(null)}
      >
        {map.edges.map(({ from, to }) => {
          const [a, b] = [at(from), at(to)];
          return <line key={to} class={`edge ${dimmer(seen(from), seen(to))}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y} />;
        })}
        <polyline class="plan-bed" points={planned} />
        <polyline class="plan" points={planned} />
        <path class="trail" d={trailLine(walk.slice(0, -1).map(at))} />
        <path class="trail last" d={trailLine(walk.slice(-2).map(at))} />
        {nodes.map((node) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: a part of a picture that is described as a whole
          <g
            key={node.label}
            class={[
              'node',
              node.seen,
              node.visits.length > 0 && 'visited',
              node.label === here && 'here',
              node.label === target && 'target',
              fresh.has(node.label) && 'fresh',
              node.label === picked && 'picked',
            ]
              .filter(Boolean)
              .join(' ')}
            transform={`translate(${at(node.label).x} ${at(node.label).y})`}
            onPointerEnter={() => onPick(node.label)}
            onClick={() => onPick(node.label)}
          >
            <NodeMark node={node} isTarget={node.label === target} isGoal={node.label === goal} />
          </g>
        ))}
      </svg>
    </section>
  );
}

interface NodeMarkProps {
  readonly node: NodeDescription;
  readonly isTarget: boolean;
  /** Whether the plan leads here. */
  readonly isGoal: boolean;
}

/** The target is a square, a dead end has a bar below, where the plan leads has a dashed ring. */
function NodeMark({ node: { label, deadEnd, visits }, isTarget, isGoal }: NodeMarkProps) {
  return (
    <>
      {isGoal && <circle class="goal" r={RADIUS + 5} />}
      {isTarget ? (
        <rect class="mark" x={-RADIUS} y={-RADIUS} width={2 * RADIUS} height={2 * RADIUS} rx={3} />
      ) : (
        <circle class="mark" r={RADIUS} />
      )}
      <text y={4} text-anchor="middle">
        {label}
      </text>
      {deadEnd && <line class="bar" x1={-8} x2={8} y1={RADIUS + 5} y2={RADIUS + 5} />}
      {visits.length > 0 && (
        <text class="steps" x={RADIUS - 3} y={-RADIUS + 1}>
          {visitsMark(visits)}
        </text>
      )}
    </>
  );
}

/** Of an edge: as its less known end. */
function dimmer(a: NodeDescription['seen'], b: NodeDescription['seen']): NodeDescription['seen'] {
  if (a === 'never' || b === 'never') return 'never';
  return a === 'now' && b === 'now' ? 'now' : 'before';
}
