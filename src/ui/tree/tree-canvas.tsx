/** The drawing of the tree: lines first, boxes over them, each where the layout puts it. */
import { extent, type Geometry, position } from './density.ts';
import type { TreeLayout } from './layout.ts';
import type { TreeNodeView } from './nodes.ts';
import { TreeEdges } from './tree-edges.tsx';
import { TreeNode, type TreeNodeProps } from './tree-node.tsx';
import type { Growth } from './use-growth.ts';
import { slide } from './use-sticky.ts';

export interface TreeCanvasProps extends Pick<TreeNodeProps, 'onSelect' | 'onFocus' | 'onHover' | 'onToggle'> {
  readonly nodes: readonly TreeNodeView[];
  readonly childrenOf: ReadonlyMap<string, readonly TreeNodeView[]>;
  readonly layout: TreeLayout;
  readonly geometry: Geometry;
  readonly collapsed: ReadonlySet<string>;
  readonly growth: Growth;
  readonly selected: string | null;
  /** Path of the node that the Tab key leads to. */
  readonly tabStop: string;
  readonly goalOf: (path: string) => string;
}

export function TreeCanvas(props: TreeCanvasProps) {
  const { nodes, childrenOf, layout, geometry, collapsed, growth, selected, tabStop, goalOf } = props;
  const { onSelect, onFocus, onHover, onToggle } = props;
  const size = extent(layout, geometry);
  const place = (path: string | null) => (path === null ? undefined : layout.placements.get(path));
  return (
    <svg role="presentation" width={size.width} height={size.height}>
      <g>
        {nodes.map(({ path }) => {
          const parent = place(path);
          const kids = (childrenOf.get(path) ?? []).flatMap((node) => {
            const placement = place(node.path);
            return placement ? [{ node, placement }] : [];
          });
          if (!parent || kids.length === 0) return null;
          return <TreeEdges key={path} parent={parent} kids={kids} geometry={geometry} returning={growth.returned} />;
        })}
      </g>
      {nodes.map((node) => {
        const placement = place(node.path);
        if (!placement) return null;
        const { x, y } = position(placement, geometry);
        const above = place(node.parent);
        const from = above && position(above, geometry);
        const siblings = childrenOf.get(node.parent ?? '') ?? [node];
        return (
          <TreeNode
            key={node.path}
            node={node}
            goal={goalOf(node.path)}
            geometry={geometry}
            x={x}
            y={y}
            origin={from && growth.isNew(node.path) ? { dx: from.x - x, dy: from.y - y } : null}
            slide={slide(placement, geometry)}
            selected={node.path === selected}
            tabbable={node.path === tabStop}
            hasChildren={childrenOf.has(node.path)}
            collapsed={collapsed.has(node.path)}
            position={siblings.indexOf(node) + 1}
            siblings={siblings.length}
            onSelect={onSelect}
            onFocus={onFocus}
            onHover={onHover}
            onToggle={onToggle}
          />
        );
      })}
    </svg>
  );
}
