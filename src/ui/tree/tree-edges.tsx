/**
 * The lines between a parent and its visible children: one trunk down, an arm to each child, brackets around siblings
 * that were launched together, and the dot that carries a result back. Purely decorative for screen readers.
 */
import { type Geometry, position } from './density.ts';
import type { Placement } from './layout.ts';
import type { TreeNodeView } from './nodes.ts';

export interface EdgesProps {
  readonly parent: Placement;
  /** Visible children in order, each with its place. */
  readonly kids: readonly { readonly node: TreeNodeView; readonly placement: Placement }[];
  readonly geometry: Geometry;
  /** Paths whose result has just been taken over by the parent. */
  readonly returning: ReadonlySet<string>;
}

export function TreeEdges({ parent, kids, geometry, returning }: EdgesProps) {
  const g = geometry;
  const from = position(parent, g);
  const trunkX = from.x + g.width + g.trunk;
  const last = kids.at(-1);
  if (!last) return null;
  const critical = kids.findLast(({ node }) => node.critical && node.parent !== null);
  const reach = (row: number) => Math.max(0, (row - parent.row) * g.rowPitch - g.bend);
  return (
    <g class="edges">
      <Vertical name="trunk" x={trunkX} y={from.y} length={reach(last.placement.row)} />
      {critical && <Vertical name="trunk critical" x={trunkX} y={from.y} length={reach(critical.placement.row)} />}
      <path class="arm" style={move(from.x + g.width, from.y)} d={`M0 0H${g.trunk}`} />
      {critical && <path class="arm critical" style={move(from.x + g.width, from.y)} d={`M0 0H${g.trunk}`} />}
      {batches(kids).map(({ first, last: end, key }) => {
        const top = position(first, g);
        const height = (end.row - first.row) * g.rowPitch + g.height;
        return <Vertical key={key} name="batch" x={top.x - 5} y={top.y - g.height / 2} length={height} />;
      })}
      {kids.map(({ node, placement }) => {
        const to = position(placement, g);
        const run = to.x - trunkX - (g.density === 'overview' ? 1.5 : 0);
        const down = placement.row > parent.row;
        const classes = ['arm'];
        if (node.critical) classes.push('critical');
        if (node.joined === false) classes.push('lost');
        const line = down ? `M0 ${-g.bend}Q0 0 ${g.bend} 0H${run}` : `M0 0H${run}`;
        return (
          <g key={node.path} style={move(trunkX, to.y)} class="moving">
            <path class={classes.join(' ')} d={line} />
            {node.joined === false && g.density !== 'overview' && (
              <path class="lost-mark" d={`M${run - 15} -3.5l7 7m0 -7l-7 7`} />
            )}
            {returning.has(node.path) && (
              <circle
                class="result"
                r={g.density === 'overview' ? 2.5 : 4.5}
                style={{ '--run': `${run}px`, '--rise': `${from.y - to.y}px`, '--back': `${-g.trunk}px` }}
              />
            )}
          </g>
        );
      })}
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
