/**
 * The lines between a parent and its visible children: one trunk down, an arm to each child, brackets around siblings
 * that were launched together, and the dot that carries a result back. Purely decorative for screen readers.
 */
import { type Geometry, position } from './density.ts';
import type { Placement } from './layout.ts';
import type { TreeNodeView } from './nodes.ts';
import './tree-edges.css';
import { inRows, type Rows } from './use-rows.ts';
import { slide, slideData } from './use-sticky.ts';

export interface EdgesProps {
  readonly parent: Placement;
  /** Visible children in order, each with its place. */
  readonly kids: readonly { readonly node: TreeNodeView; readonly placement: Placement }[];
  readonly geometry: Geometry;
  /** What lies outside is not drawn. */
  readonly rows: Rows;
  /** Whether the parent has just taken over the result of a child. */
  readonly hasReturned: (path: string) => boolean;
}

export function TreeEdges({ parent, kids, geometry, rows, hasReturned }: EdgesProps) {
  const g = geometry;
  const from = position(parent, g);
  const last = kids.at(-1);
  if (!last) return null;
  // In an outline the trunk leaves the box at its foot, else at its right side by a short line.
  const trunkX = g.outline ? from.x + g.trunk : from.x + g.width + g.trunk;
  const top = g.outline ? from.y + g.height / 2 : from.y;
  const critical = kids.findLast(({ node }) => isCritical(node));
  const reach = (row: number) => Math.max(0, position({ column: 0, row }, g).y - top - g.bend);
  const down = slide(parent, g);
  return (
    <g class={`edges ${g.density}${g.outline ? ' outline' : ''}`}>
      <Vertical name="trunk" x={trunkX} y={top} length={reach(last.placement.row)} />
      {critical && <Vertical name="trunk critical" x={trunkX} y={top} length={reach(critical.placement.row)} />}
      {!g.outline && (
        <g style={move(from.x + g.width, from.y)}>
          <g {...slideData(from.y, down)}>
            <path class={critical ? 'arm critical' : 'arm'} d={`M0 0H${g.trunk}`} />
          </g>
        </g>
      )}
      {down > 0 && <Tether x={trunkX} y={from.y} from={(parent.lastChildRow - parent.row) * g.rowPitch} limit={down} />}
      {batches(kids).map(({ first, last: end, key }) => {
        const at = position(first, g);
        const length = (end.row - first.row) * g.rowPitch;
        return <Vertical key={key} name="batch" x={at.x - BATCH_GAP} y={at.y} length={length} />;
      })}
      {kids.map(({ node, placement }) => {
        if (!inRows(rows, placement.row, placement.row)) return null;
        const to = position(placement, g);
        const run = to.x - trunkX;
        const bent = to.y > top;
        const line = bent ? `M0 ${-g.bend}Q0 0 ${g.bend} 0H${run}` : `M0 0H${run}`;
        const classes = ['arm'];
        if (isCritical(node)) classes.push('critical');
        if (node.joined === false) classes.push('lost');
        if (node.status === 'later') classes.push('later');
        return (
          <g key={node.path} style={move(trunkX, to.y)} class="moving">
            <path class={classes.join(' ')} d={line} />
            {node.batch !== null && g.density !== 'overview' && (
              <circle class="batch-dot" cx={run - BATCH_GAP} r={2.6} />
            )}
            {node.joined === false && g.density !== 'overview' && (
              <path class="lost-mark" d={`M${g.bend - 4} -3.5l7 7m0 -7l-7 7`} />
            )}
            {hasReturned(node.path) && (
              <circle
                class="result"
                r={g.density === 'overview' ? 2.5 : 4.5}
                style={{
                  '--run': `${run}px`,
                  '--rise': `${top - to.y}px`,
                  '--back': g.outline ? '0px' : `${-g.trunk}px`,
                }}
              />
            )}
          </g>
        );
      })}
    </g>
  );
}

/** In a replay the path leads as far as it has come. */
function isCritical({ critical, status }: TreeNodeView): boolean {
  return critical && status !== 'later';
}

/** How far left of the boxes the line stands that ties siblings launched together. */
const BATCH_GAP = 6;

/** Reaches from the last child's arm to a parent that has slid further down than that. */
function Tether({ x, y, from, limit }: { x: number; y: number; from: number; limit: number }) {
  return (
    <g style={move(x, y)} class="moving">
      <line
        class="trunk"
        y2="1"
        vector-effect="non-scaling-stroke"
        style={{ transform: 'scale(1, 0)' }}
        {...slideData(y, limit, from)}
      />
    </g>
  );
}

/** A line of unit length that is stretched, so that its length can be animated by style alone. */
function Vertical({ name, x, y, length }: { name: string; x: number; y: number; length: number }) {
  return (
    <line
      class={name}
      y2="1"
      vector-effect="non-scaling-stroke"
      style={{ transform: `translate(${x}px, ${y}px) scale(1, ${length})` }}
    />
  );
}

function move(x: number, y: number): { transform: string } {
  return { transform: `translate(${x}px, ${y}px)` };
}

function batches(kids: EdgesProps['kids']): { key: number; first: Placement; last: Placement }[] {
  const found = new Map<number, { key: number; first: Placement; last: Placement }>();
  for (const { node, placement } of kids) {
    if (node.batch === null) continue;
    const known = found.get(node.batch);
    if (known) known.last = placement;
    else found.set(node.batch, { key: node.batch, first: placement, last: placement });
  }
  return [...found.values()].filter(({ first, last }) => first !== last);
}
