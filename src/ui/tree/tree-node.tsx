/** One agent of the tree as an SVG tree item: status, goal, turns, score, reward; how much depends on the density. */
import { plural } from '../format.ts';
import type { Geometry } from './density.ts';
import { spokenLabel } from './describe.ts';
import { fixed, score } from './format.ts';
import type { TreeNodeView } from './nodes.ts';
import { STATUSES } from './status.ts';
import { StatusGlyph } from './status-glyph.tsx';
import { slideData } from './use-sticky.ts';

export interface TreeNodeProps {
  readonly node: TreeNodeView;
  readonly goal: string;
  readonly geometry: Geometry;
  readonly x: number;
  readonly y: number;
  /** From here it splits off when it is new: its parent's place, relative to its own. Null: it just stands there. */
  readonly origin: { readonly dx: number; readonly dy: number } | null;
  /** How far it may slide down to stay in view while its descendants are scrolled through. */
  readonly slide: number;
  readonly selected: boolean;
  /** Whether the Tab key leads here. */
  readonly tabbable: boolean;
  readonly hasChildren: boolean;
  readonly collapsed: boolean;
  readonly position: number;
  readonly siblings: number;
  readonly onSelect: (path: string) => void;
  readonly onFocus: (path: string) => void;
  readonly onHover: (path: string | null) => void;
  readonly onToggle: (path: string) => void;
}

export function TreeNode(props: TreeNodeProps) {
  const { node, goal, geometry, x, y, origin, selected, tabbable, hasChildren, collapsed } = props;
  const classes = ['node', `node-${node.status}`, geometry.density];
  if (selected) classes.push('selected');
  if (node.critical) classes.push('critical');
  const enter = origin ? { '--from-x': `${origin.dx}px`, '--from-y': `${origin.dy}px` } : {};
  return (
    <g
      class={classes.join(' ')}
      role="treeitem"
      data-path={node.path}
      aria-label={spokenLabel(node, goal)}
      aria-level={node.depth + 1}
      aria-setsize={props.siblings}
      aria-posinset={props.position}
      aria-selected={selected}
      {...(hasChildren ? { 'aria-expanded': !collapsed } : {})}
      tabIndex={tabbable ? 0 : -1}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      onClick={() => props.onSelect(node.path)}
      onDblClick={() => props.onToggle(node.path)}
      onFocus={() => props.onFocus(node.path)}
      onPointerEnter={() => props.onHover(node.path)}
      onPointerLeave={() => props.onHover(null)}
    >
      {/* The label says it all; the texts below would be read a second time. */}
      <g class={origin ? 'body entering' : 'body'} style={enter} {...slideData(y, props.slide)} {...SILENT}>
        {geometry.density === 'overview' ? (
          <Dot geometry={geometry} node={node} />
        ) : (
          <Card geometry={geometry} node={node} goal={goal} />
        )}
        {collapsed && <Folded geometry={geometry} hidden={node.subtreeAgents - 1} />}
      </g>
    </g>
  );
}

const SILENT = { 'aria-hidden': true } as const;

function Dot({ geometry: { width, height, rowPitch }, node }: { geometry: Geometry; node: TreeNodeView }) {
  return (
    <>
      {/* A full row high, so that even a small dot can be hit. */}
      <rect class="hit" x={-4} y={-rowPitch / 2} width={width + 8} height={rowPitch} />
      <rect class="ring" x={-2.5} y={-height / 2 - 2.5} width={width + 5} height={height + 5} rx={4} />
      <g transform={`translate(${width / 2} 0)`}>
        <StatusGlyph status={node.status} size={height} />
      </g>
    </>
  );
}

function Card({ geometry, node, goal }: { geometry: Geometry; node: TreeNodeView; goal: string }) {
  const { width, height, density } = geometry;
  const roomy = density === 'roomy';
  return (
    <>
      <rect class="ring" x={-3.5} y={-height / 2 - 3.5} width={width + 7} height={height + 7} rx={roomy ? 11 : 9} />
      <rect class="box" y={-height / 2} width={width} height={height} rx={roomy ? 8 : 6} />
      <g transform={`translate(${roomy ? 20 : 13} 0)`}>
        <StatusGlyph status={node.status} size={roomy ? 20 : 15} />
      </g>
      {roomy ? (
        <TwoLines node={node} goal={goal} width={width} />
      ) : (
        <OneLine node={node} goal={goal} geometry={geometry} />
      )}
    </>
  );
}

function TwoLines({ node, goal, width }: { node: TreeNodeView; goal: string; width: number }) {
  return (
    <>
      <text class="goal" x={38} y={-4}>
        {clip(goal, 13)}
      </text>
      <text class="state" x={width - 10} y={-4} text-anchor="end">
        {STATUSES[node.status].short}
      </text>
      <text class="figures" x={38} y={13}>
        {plural(node.turns, 'turn')}
        {node.score !== null && ` · score ${score(node.score)}`}
      </text>
      {node.reward !== null && (
        <text class="figures" x={width - 10} y={13} text-anchor="end">
          R {fixed(node.reward, 1)}
        </text>
      )}
      {node.refused > 0 && <Refused x={width - 34} y={22} refused={node.refused} />}
    </>
  );
}

/** The reward stands alone here: without it the score does, and both are in the strip below the tree. */
function OneLine({ node, goal, geometry }: { node: TreeNodeView; goal: string; geometry: Geometry }) {
  const { width, outline } = geometry;
  const worth = node.reward ?? node.score;
  const parts = [`${node.turns} t`];
  if (outline) parts.unshift(STATUSES[node.status].short);
  if (worth !== null) parts.push(score(worth));
  const shift = node.refused > 0 ? 17 : 0;
  return (
    <>
      <text class="goal" x={25} y={4}>
        {clip(goal, shift > 0 && !outline ? 6 : 8)}
      </text>
      <text class="figures" x={width - 7 - shift} y={4} text-anchor="end">
        {parts.join(' · ')}
      </text>
      {shift > 0 && <Refused x={width - 19} y={0} refused={1} />}
    </>
  );
}

/** Spawns that were refused: a barred circle, with their number where there is room. */
function Refused({ x, y, refused }: { x: number; y: number; refused: number }) {
  const wide = refused > 1 ? 26 : 16;
  return (
    <g class="refused" transform={`translate(${x} ${y})`}>
      <rect y={-7} width={wide} height={14} rx={7} />
      <circle cx={8} r={4} />
      <path d="M5.2 2.8L10.8 -2.8" />
      {refused > 1 && (
        <text x={15} y={3.5}>
          {refused}
        </text>
      )}
    </g>
  );
}

/** Stands for the agents of a folded branch. */
function Folded({ geometry: { width, density }, hidden }: { geometry: Geometry; hidden: number }) {
  const text = `+${hidden}`;
  return (
    <g class="folded" transform={`translate(${width} 0)`}>
      <path d="M0 0h7" />
      {density === 'overview' ? null : (
        <>
          <rect x={7} y={-8} width={text.length * 7 + 10} height={16} rx={8} />
          <text x={12} y={3.8}>
            {text}
          </text>
        </>
      )}
    </g>
  );
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
