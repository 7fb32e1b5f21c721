/**
 * One agent of the tree as an SVG tree item: status, goal, own cost and that of its subtree, the figure behind its
 * colour; how much of it depends on the density.
 */
import { plural } from '../format.ts';
import { figureText, ownAndAll, type Scale, type Tint, tintOf } from './colouring.ts';
import type { Geometry } from './density.ts';
import { spokenLabel } from './describe.ts';
import { elided, fixed, score, signed } from './format.ts';
import { hasFailed } from './landmarks.ts';
import type { TreeNodeView } from './nodes.ts';
import { STATUSES } from './status.ts';
import './tree-node.css';
import { StatusGlyph } from './status-glyph.tsx';
import { slideData } from './use-sticky.ts';

export interface TreeNodeProps {
  readonly node: TreeNodeView;
  readonly goal: string;
  readonly geometry: Geometry;
  readonly scale: Scale;
  readonly x: number;
  readonly y: number;
  /** From here it splits off when it is new: its parent's place, relative to its own. Null: it just stands there. */
  readonly origin: { readonly dx: number; readonly dy: number } | null;
  /** How far it may slide down to stay in view while its descendants are scrolled through. */
  readonly slide: number;
  readonly selected: boolean;
  /** The pointer is on it, or on what stands for it elsewhere. */
  readonly pointed: boolean;
  /** It is not what is searched for. */
  readonly dimmed: boolean;
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
  const { node, goal, geometry, scale, x, y, origin, tabbable, hasChildren, collapsed } = props;
  const tint = tintOf(node, scale);
  const classes = ['node', `node-${node.status}`, geometry.density];
  if (props.selected) classes.push('selected');
  if (props.pointed) classes.push('pointed');
  if (props.dimmed) classes.push('dimmed');
  if (node.critical) classes.push('critical');
  if (tint) classes.push(`tint-${tint.hue}`);
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
      aria-selected={props.selected}
      {...(hasChildren ? { 'aria-expanded': !collapsed } : {})}
      tabIndex={tabbable ? 0 : -1}
      style={{ transform: `translate(${x}px, ${y}px)`, '--strength': tint ? tint.strength.toFixed(2) : 0 }}
      onClick={() => props.onSelect(node.path)}
      onDblClick={() => props.onToggle(node.path)}
      onFocus={() => props.onFocus(node.path)}
      onPointerEnter={() => props.onHover(node.path)}
      onPointerLeave={() => props.onHover(null)}
    >
      {/* The label says it all; the texts below would be read a second time. */}
      <g class={origin ? 'body entering' : 'body'} style={enter} {...slideData(y, props.slide)} {...SILENT}>
        {geometry.density === 'overview' ? (
          <Dot geometry={geometry} node={node} tint={tint} />
        ) : (
          <Card geometry={geometry} node={node} goal={goal} scale={scale} />
        )}
        {collapsed && hasChildren && <Folded geometry={geometry} node={node} />}
      </g>
    </g>
  );
}

const SILENT = { 'aria-hidden': true } as const;

interface DotProps {
  readonly geometry: Geometry;
  readonly node: TreeNodeView;
  readonly tint: Tint | null;
}

function Dot({ geometry: { width, height, rowPitch }, node, tint }: DotProps) {
  return (
    <>
      {/* A full row high, so that even a small dot can be hit. */}
      <rect class="hit" x={-4} y={-rowPitch / 2} width={width + 8} height={rowPitch} />
      <rect class="ring" x={-2.5} y={-height / 2 - 2.5} width={width + 5} height={height + 5} rx={4} />
      {tint ? (
        <Level size={height} tint={tint} />
      ) : (
        <g transform={`translate(${width / 2} 0)`}>
          <StatusGlyph status={node.status} size={height} />
        </g>
      )}
      {node.refused > 0 && <path class="stub" d={`M${width} 0h4m0 -2.5v5`} />}
    </>
  );
}

/** A vessel that is filled as far as its figure goes; negative ones hang from the top. */
function Level({ size, tint }: { size: number; tint: Tint }) {
  const filled = size * tint.strength;
  const top = tint.hue === 'minus' ? -size / 2 : size / 2 - filled;
  return (
    <>
      <rect class="vessel" y={-size / 2} width={size} height={size} />
      <rect class="level" y={top} width={size} height={filled} />
    </>
  );
}

interface CardProps {
  readonly geometry: Geometry;
  readonly node: TreeNodeView;
  readonly goal: string;
  readonly scale: Scale;
}

function Card({ geometry, node, goal, scale }: CardProps) {
  const { width, height, density, letters } = geometry;
  const roomy = density === 'roomy';
  const short = elided(goal, letters);
  return (
    <>
      <rect class="ring" x={-3.5} y={-height / 2 - 3.5} width={width + 7} height={height + 7} rx={roomy ? 11 : 9} />
      <rect class="box" y={-height / 2} width={width} height={height} rx={roomy ? 8 : 6} />
      <g transform={`translate(${roomy ? 18 : 13} ${roomy ? -13 : 0})`}>
        <StatusGlyph status={node.status} size={roomy ? 18 : 15} />
      </g>
      {roomy ? (
        <ThreeLines node={node} goal={short} width={width} />
      ) : (
        <OneLine node={node} goal={short} scale={scale} geometry={geometry} />
      )}
    </>
  );
}

function ThreeLines({ node, goal, width }: { node: TreeNodeView; goal: string; width: number }) {
  const right = width - 10;
  return (
    <>
      <text class="goal" x={33} y={-8}>
        {goal}
      </text>
      <text class="state" x={right} y={-8} text-anchor="end">
        {STATUSES[node.status].short}
      </text>
      {node.status !== 'later' && (
        <>
          <text class="figures" x={10} y={7}>
            {cost(node.turns, node.subtreeTurns, node, 'turn')}
          </text>
          <text class="figures" x={10} y={21}>
            {cost(node.tokens, node.subtreeTokens, node, 'token')}
          </text>
          {node.reward !== null ? (
            <text class="figures" x={right} y={7} text-anchor="end">
              R {fixed(node.reward)}
            </text>
          ) : (
            node.score !== null && (
              <text class="figures" x={right} y={7} text-anchor="end">
                score {score(node.score)}
              </text>
            )
          )}
          {node.advantage !== null && (
            <text class="figures" x={right} y={21} text-anchor="end">
              A {signed(node.advantage)}
            </text>
          )}
        </>
      )}
      {node.refused > 0 && <Refused x={width - 42} y={29} refused={node.refused} />}
    </>
  );
}

/** "7/138 turns", "1 turn". */
function cost(own: number, all: number, node: TreeNodeView, unit: string): string {
  return node.subtreeAgents > 1 ? `${ownAndAll(own, all, node)} ${unit}s` : plural(own, unit);
}

/** Letters of a goal that make room for a count of refusals in a line. */
export const REFUSED_LETTERS = 4;

/** The figure behind the colour stands alone here; all of them are in the strip below the tree. */
function OneLine({ node, goal, scale, geometry }: CardProps) {
  const { width } = geometry;
  const parts = [figureText(node, scale.by)];
  if (scale.by === 'status' && node.score !== null && node.score > 0 && node.score < 1) parts.push(score(node.score));
  const shift = node.refused > 0 ? 29 : 0;
  return (
    <>
      <text class="goal" x={25} y={4}>
        {elided(goal, geometry.letters - (shift > 0 ? REFUSED_LETTERS : 0))}
      </text>
      <text class="figures" x={width - 7 - shift} y={4} text-anchor="end">
        {parts.join(' · ')}
      </text>
      {shift > 0 && <Refused x={width - 31} y={0} refused={node.refused} />}
    </>
  );
}

/** Sub-agents that were refused: a barred circle and their number. */
function Refused({ x, y, refused }: { x: number; y: number; refused: number }) {
  return (
    <g class="refused" transform={`translate(${x} ${y})`}>
      <rect y={-7} width={27} height={14} rx={7} />
      <circle cx={8} r={4} />
      <path d="M5.2 2.8L10.8 -2.8" />
      <text x={19} y={3.5} text-anchor="middle">
        {refused > 99 ? '99' : refused}
      </text>
    </g>
  );
}

/** Stands for the agents of a folded branch, and for those of them that failed. */
function Folded({ geometry: { width, density }, node }: { geometry: Geometry; node: TreeNodeView }) {
  const failed = node.subtreeFailed - (hasFailed(node) ? 1 : 0);
  const text = `+${Math.max(0, node.subtreeAgents - 1)}${failed > 0 ? ` ✕${failed}` : ''}`;
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
