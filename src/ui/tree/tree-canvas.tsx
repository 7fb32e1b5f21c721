/** The drawing of the tree: lines first, boxes over them, each where the layout puts it; only what is near the view. */
import { useMemo } from 'preact/hooks';
import type { Scale } from './colouring.ts';
import { extent, type Geometry, position } from './density.ts';
import type { TreeLayout } from './layout.ts';
import type { TreeNodeView } from './nodes.ts';
import { TreeEdges } from './tree-edges.tsx';
import { TreeNode, type TreeNodeProps } from './tree-node.tsx';
import type { Growth } from './use-growth.ts';
import { inRows, type Rows } from './use-rows.ts';
import { slide } from './use-sticky.ts';

export interface TreeCanvasProps extends Pick<TreeNodeProps, 'onSelect' | 'onFocus' | 'onHover' | 'onToggle'> {
  readonly nodes: readonly TreeNodeView[];
  readonly childrenOf: ReadonlyMap<string, readonly TreeNodeView[]>;
  readonly layout: TreeLayout;
  readonly geometry: Geometry;
  readonly rows: Rows;
  readonly collapsed: ReadonlySet<string>;
  readonly growth: Growth;
  readonly scale: Scale;
  readonly selected: string | null;
  /** Pointed at here or elsewhere on the page. */
  readonly hovered: string | null;
  /** Agents found by a search; the others step back. Null while nothing is searched for. */
  readonly found: ReadonlySet<string> | null;
  /** Path of the node that the Tab key leads to. */
  readonly tabStop: string;
  readonly goalOf: (path: string) => string;
}

export function TreeCanvas(props: TreeCanvasProps) {
  const { nodes, childrenOf, layout, geometry, rows, collapsed, growth, selected, tabStop, goalOf } = props;
  const size = extent(layout, geometry);
  const place = (path: string | null) => (path === null ? undefined : layout.placements.get(path));
  /** Places among siblings, counted from 1. */
  const order = useMemo(() => {
    const places = new Map<string, number>();
    for (const siblings of childrenOf.values()) {
      for (const [i, { path }] of siblings.entries()) places.set(path, i + 1);
    }
    return places;
  }, [childrenOf]);
  return (
    <svg role="presentation" width={size.width} height={size.height}>
      <g>
        {nodes.map(({ path }) => {
          const parent = place(path);
          if (!parent || !childrenOf.has(path) || !inRows(rows, parent.row, parent.lastRow)) return null;
          const kids = (childrenOf.get(path) ?? []).flatMap((node) => {
            const placement = place(node.path);
            return placement ? [{ node, placement }] : [];
          });
          if (kids.length === 0) return null;
          return (
            <TreeEdges
              key={path}
              parent={parent}
              kids={kids}
              geometry={geometry}
              rows={rows}
              hasReturned={growth.hasReturned}
            />
          );
        })}
      </g>
      {nodes.map((node) => {
        const { path, parent } = node;
        const placement = place(path);
        // Ancestors of what is in view slide along with it, and what has the focus must be there to keep it.
        if (!placement || !(inRows(rows, placement.row, placement.lastRow) || path === tabStop)) return null;
        const { x, y } = position(placement, geometry);
        const above = place(parent);
        const from = above && position(above, geometry);
        return (
          <TreeNode
            key={path}
            node={node}
            goal={goalOf(path)}
            geometry={geometry}
            scale={props.scale}
            x={x}
            y={y}
            origin={from && growth.isNew(path) ? { dx: from.x - x, dy: from.y - y } : null}
            slide={slide(placement, geometry)}
            selected={path === selected}
            pointed={path === props.hovered}
            dimmed={props.found !== null && !props.found.has(path)}
            tabbable={path === tabStop}
            hasChildren={childrenOf.has(path)}
            collapsed={collapsed.has(path)}
            position={order.get(path) ?? 1}
            siblings={childrenOf.get(parent ?? '')?.length ?? 1}
            onSelect={props.onSelect}
            onFocus={props.onFocus}
            onHover={props.onHover}
            onToggle={props.onToggle}
          />
        );
      })}
    </svg>
  );
}
