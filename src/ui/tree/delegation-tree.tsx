/**
 * The delegation tree: every agent of one tree as a box, its children to its right, growing while it is watched.
 * Draws what it is given and reports selections; it never asks for data. Geometry comes from `layout.ts` and
 * `density.ts`, words from `describe.ts`. Follows the WAI-ARIA tree pattern with a roving tab stop.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { plural } from '../format.ts';
import './delegation-tree.css';
import {
  coarser,
  DENSITIES,
  type Density,
  fittingDensity,
  geometry,
  position,
  readableDensity,
  type Size,
  styleOf,
} from './density.ts';
import { treeKeyAction } from './keyboard.ts';
import { layoutTree } from './layout.ts';
import { NodeDetail } from './node-detail.tsx';
import { goalText, type TreeNodeView } from './nodes.ts';
import { TreeCanvas } from './tree-canvas.tsx';
import { TreeLegend } from './tree-legend.tsx';
import { useGrowth } from './use-growth.ts';
import { useSize } from './use-size.ts';
import { useSticky } from './use-sticky.ts';

export interface DelegationTreeProps {
  /** From `fromLiveTree` or `fromTreeRecord`: depth-first, root first. Empty while there is none. */
  readonly nodes: readonly TreeNodeView[];
  /** Path of the selected agent; null for none. */
  readonly selected: string | null;
  readonly onSelect: (path: string) => void;
  /** Name of a token: `(token) => vocabulary.names[token] ?? '?'`. */
  readonly nameOf: (token: number) => string;
  /** The accessible name of the tree. */
  readonly label?: string;
}

export function DelegationTree({ nodes, ...props }: DelegationTreeProps) {
  if (nodes.length === 0) {
    return <p class="delegation-tree-empty">No tree yet. It grows here as soon as an agent starts on a task.</p>;
  }
  return <Tree nodes={nodes} {...props} />;
}

function Tree({ nodes, selected, onSelect, nameOf, label = 'Delegation tree' }: DelegationTreeProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const measured = useSize(scroller);
  const view = measured ?? USUAL_VIEW;
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<Density | null>(null);
  const [focused, setFocused] = useState('0');
  const [inside, setInside] = useState(false);
  const [hovered, setHovered] = useState<string | null>(null);
  /** Set when the keyboard moved the focus: the element is focused once it is drawn. */
  const moveFocus = useRef(false);
  const growth = useGrowth(nodes);

  const byPath = useMemo(() => new Map(nodes.map((node) => [node.path, node])), [nodes]);
  const children = useMemo(() => childrenOf(nodes), [nodes]);
  const layouts = useMemo(
    () => ({ level: layoutTree(nodes, collapsed, 'level'), outline: layoutTree(nodes, collapsed, 'outline') }),
    [nodes, collapsed],
  );
  const density = chosen ?? growth.settle(readableDensity(layouts, view), view.width, coarser);
  const layout = layouts[styleOf(density, view)];
  const g = geometry(density, layout, view);
  const visible = nodes.filter(({ path }) => layout.placements.has(path));
  const keyNodes = visible.map(({ path, parent }) => ({
    path,
    parent,
    hasChildren: children.has(path),
    collapsed: collapsed.has(path),
  }));
  const tabStop = [focused, selected, '0'].find((path) => path !== null && layout.placements.has(path)) ?? '0';
  const goalOf = (path: string) => goalText(byPath.get(path)?.goal ?? [], nameOf);
  const shown = [hovered, inside ? tabStop : selected, '0'].flatMap((path) => byPath.get(path ?? '') ?? [])[0];

  useEffect(() => {
    // A new tree starts unfolded: its paths are the same strings, but not the same agents.
    setCollapsed(new Set());
    setFocused('0');
    scroller.current?.scrollTo(0, 0);
  }, [growth.generation]);

  useSticky(scroller, g);

  useLayoutEffect(() => {
    if (!moveFocus.current) return;
    moveFocus.current = false;
    const element = scroller.current?.querySelector<SVGGElement>(`[data-path="${tabStop}"]`);
    element?.focus({ preventScroll: true });
    const placement = layout.placements.get(tabStop);
    if (scroller.current && placement) reveal(scroller.current, position(placement, g), g);
  });

  const toggle = (path: string, fold = !collapsed.has(path)) => {
    if (!children.has(path)) return;
    const next = new Set(collapsed);
    if (fold) next.add(path);
    else next.delete(path);
    setCollapsed(next);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const action = treeKeyAction(event.key, tabStop, keyNodes);
    if (!action) return;
    event.preventDefault();
    switch (action.kind) {
      case 'focus':
        moveFocus.current = true;
        setFocused(action.path);
        return;
      case 'select':
        onSelect(action.path);
        return;
      case 'collapse':
      case 'expand':
        toggle(action.path, action.kind === 'collapse');
        return;
      default:
        action satisfies never;
    }
  };

  return (
    <div class="delegation-tree">
      <div class="tree-toolbar">
        <p class="tree-summary">{summary(nodes)}</p>
        <Zoom density={density} fitting={fittingDensity(layouts, view)} onChange={setChosen} />
      </div>
      <div class="tree-scroller" ref={scroller}>
        <div
          role="tree"
          aria-label={`${label}: ${summary(nodes)}`}
          tabIndex={-1}
          onKeyDown={onKeyDown}
          onFocusIn={() => setInside(true)}
          onFocusOut={() => setInside(false)}
        >
          {measured && (
            <TreeCanvas
              key={growth.generation}
              nodes={nodes}
              childrenOf={children}
              layout={layout}
              geometry={g}
              collapsed={collapsed}
              growth={growth}
              selected={selected}
              tabStop={tabStop}
              goalOf={goalOf}
              onSelect={onSelect}
              onFocus={setFocused}
              onHover={setHovered}
              onToggle={toggle}
            />
          )}
        </div>
      </div>
      {shown && <NodeDetail node={shown} goal={goalOf(shown.path)} ancestors={ancestorsOf(shown.path).map(goalOf)} />}
      <TreeLegend />
    </div>
  );
}

interface ZoomProps {
  readonly density: Density;
  readonly fitting: Density;
  readonly onChange: (density: Density) => void;
}

/** Steps of detail instead of a scale: further out shows more agents with fewer words. */
function Zoom({ density, fitting, onChange }: ZoomProps) {
  const at = DENSITIES.indexOf(density);
  const out = DENSITIES[at - 1];
  const closer = DENSITIES[at + 1];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
    <div class="tree-zoom" role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom out" disabled={!out} onClick={() => out && onChange(out)}>
        −
      </button>
      <button type="button" aria-label="Zoom in" disabled={!closer} onClick={() => closer && onChange(closer)}>
        +
      </button>
      <button type="button" disabled={density === fitting} onClick={() => onChange(fitting)}>
        Fit
      </button>
    </div>
  );
}

/** Until the view is measured nothing is drawn, but what would fit must have some answer. */
const USUAL_VIEW = { width: 720, height: 400 };

/** "5 agents, 2 levels deep, 23 turns". */
function summary(nodes: readonly TreeNodeView[]): string {
  const depth = nodes.reduce((deepest, node) => Math.max(deepest, node.depth), 0);
  const turns = nodes[0]?.subtreeTurns ?? 0;
  const levels = depth === 0 ? 'no sub-agents' : `${plural(depth, 'level')} of sub-agents`;
  return `${plural(nodes.length, 'agent')}, ${levels}, ${plural(turns, 'turn')}`;
}

function childrenOf(nodes: readonly TreeNodeView[]): Map<string, TreeNodeView[]> {
  const children = new Map<string, TreeNodeView[]>();
  for (const node of nodes) {
    if (node.parent === null) continue;
    const list = children.get(node.parent);
    if (list) list.push(node);
    else children.set(node.parent, [node]);
  }
  return children;
}

/** Paths from the root to the parent of `path`. */
function ancestorsOf(path: string): string[] {
  const parts = path.split('.');
  return parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('.'));
}

/** Scrolls just far enough that the box at `at` is in view with some air around it. */
function reveal(scroller: HTMLElement, at: { x: number; y: number }, box: Size): void {
  const air = 16;
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = scroller;
  const left = nearest(scrollLeft, clientWidth, at.x - air, at.x + box.width + air);
  const top = nearest(scrollTop, clientHeight, at.y - box.height / 2 - air, at.y + box.height / 2 + air);
  if (left !== scrollLeft || top !== scrollTop) scroller.scrollTo({ left, top });
}

function nearest(offset: number, length: number, low: number, high: number): number {
  if (low < offset) return low;
  return high > offset + length ? high - length : offset;
}
