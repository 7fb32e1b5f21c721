/**
 * The delegation tree: every agent of one tree as a box, its children to its right, growing while it is watched.
 * Draws what it is given and reports selections; it never asks for data. Geometry comes from `layout.ts` and
 * `density.ts`, words from `describe.ts`. Follows the WAI-ARIA tree pattern with a roving tab stop.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Colouring, colouringsOf, scaleOf } from './colouring.ts';
import './delegation-tree.css';
import {
  coarser,
  type Density,
  extent,
  fittingDensity,
  geometry,
  OUTLINE_WIDTH,
  position,
  readableDensity,
  styleOf,
} from './density.ts';
import { summary } from './describe.ts';
import { foldedPaths, UNFOLDED, withFold, withView } from './folding.ts';
import { treeKeyAction } from './keyboard.ts';
import { deepestOf, type Landmark, landmarksOf, nextOf, search } from './landmarks.ts';
import { layoutTree } from './layout.ts';
import { Minimap } from './minimap.tsx';
import { NodeDetail } from './node-detail.tsx';
import { goalText, type TreeNodeView } from './nodes.ts';
import { ancestorsOf, childrenOf } from './paths.ts';
import { reveal } from './reveal.ts';
import { TreeCanvas } from './tree-canvas.tsx';
import { ColourKey, TreeKeys, TreeLegend } from './tree-legend.tsx';
import { REFUSED_LETTERS } from './tree-node.tsx';
import { ColourChoice, Finder, LevelChoice, Zoom } from './tree-tools.tsx';
import { useGrowth } from './use-growth.ts';
import { useRows } from './use-rows.ts';
import { useSize } from './use-size.ts';
import { useSticky } from './use-sticky.ts';

export interface DelegationTreeProps {
  /** From `fromLiveTree`, `fromTreeRecord` or `nodesAt`: depth-first, root first. Empty while there is none. */
  readonly nodes: readonly TreeNodeView[];
  /** Names the tree, so that another moment of it is told from another tree; needed for replays. */
  readonly tree?: string | undefined;
  /** Path of the selected agent; null for none. */
  readonly selected: string | null;
  readonly onSelect: (path: string) => void;
  /** Path of the agent that is pointed at elsewhere on the page; and what is pointed at here. */
  readonly pointed?: string | null;
  readonly onPoint?: (path: string | null) => void;
  /** Name of a token: `(token) => vocabulary.names[token] ?? '?'`. */
  readonly nameOf: (token: number) => string;
  /** The accessible name of the tree. */
  readonly label?: string;
  /** Stands right below the drawing. */
  readonly children?: ComponentChildren;
}

export function DelegationTree({ nodes, ...props }: DelegationTreeProps) {
  if (nodes.length === 0) {
    return <p class="delegation-tree-empty">No tree yet. It grows here as soon as an agent starts on a task.</p>;
  }
  return <Tree nodes={nodes} {...props} />;
}

function Tree(props: DelegationTreeProps) {
  const { nodes, tree, selected, onSelect, nameOf, label = 'Delegation tree' } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const measured = useSize(scroller);
  const view = measured ?? USUAL_VIEW;
  const [folding, setFolding] = useState(UNFOLDED);
  const [chosen, setChosen] = useState<Density | null>(null);
  const [wanted, setWanted] = useState<Colouring>('status');
  const [query, setQuery] = useState('');
  const [focused, setFocused] = useState(selected ?? '0');
  const [inside, setInside] = useState(false);
  const [hovered, setHovered] = useState<string | null>(null);
  /** Set when the keyboard or a jump moved the place: it is brought into view, and focused, once it is drawn. */
  const move = useRef<'reveal' | 'focus' | null>(null);
  const growth = useGrowth(nodes, tree);

  const byPath = useMemo(() => new Map(nodes.map((node) => [node.path, node])), [nodes]);
  const children = useMemo(() => childrenOf(nodes), [nodes]);
  const goals = useMemo(() => new Map(nodes.map(({ path, goal }) => [path, goalText(goal, nameOf)])), [nodes]);
  const goalOf = (path: string) => goals.get(path) ?? '';
  const letters = useMemo(() => longest(nodes, goals), [nodes, goals]);
  const landmarks = useMemo(() => landmarksOf(nodes), [nodes]);
  const possible = useMemo(() => colouringsOf(nodes), [nodes]);
  const colouring = possible.has(wanted) ? wanted : 'status';
  const scale = useMemo(() => scaleOf(nodes, colouring), [nodes, colouring]);
  const found = useMemo(() => search(nodes, goalOf, query), [nodes, query]);
  const highlighted = useMemo(() => (query.trim() === '' ? null : new Set(found)), [found, query]);
  const collapsed = useMemo(() => foldedPaths(nodes, folding), [nodes, folding]);
  const layouts = useMemo(
    () => ({ level: layoutTree(nodes, collapsed, 'level'), outline: layoutTree(nodes, collapsed, 'outline') }),
    [nodes, collapsed],
  );
  const density = chosen ?? growth.settle(readableDensity(layouts, view, letters), view.width, coarser);
  const style = styleOf(density, layouts, view, letters);
  const layout = layouts[style];
  const g = geometry(density, style, layout, view, letters);
  const rows = useRows(scroller, view.height, g);
  const whole = extent(layout, g);
  const spills = whole.height > view.height || whole.width > view.width;
  // Whoever has been folded away is stood for by the nearest ancestor in view.
  const tabStop = [focused, ...ancestorsOf(focused).reverse()].find((path) => layout.placements.has(path)) ?? '0';
  const pointed = hovered ?? props.pointed ?? null;
  const shown = [pointed, inside ? tabStop : selected, '0'].flatMap((path) => byPath.get(path ?? '') ?? [])[0];

  useEffect(() => {
    // A new tree starts unfolded: its paths are the same strings, but not the same agents.
    setFolding(UNFOLDED);
    setFocused('0');
    scroller.current?.scrollTo(0, 0);
  }, [growth.generation]);

  useSticky(scroller, g);

  // Whoever is selected elsewhere on the page is brought into view here.
  useEffect(() => {
    if (selected === null || selected === focused || inside) return;
    move.current = 'reveal';
    setFolding((now) => withView(now, selected, foldedPaths(nodes, now)));
    setFocused(selected);
  }, [selected]);

  useLayoutEffect(() => {
    const how = move.current;
    const element = scroller.current;
    const placement = layout.placements.get(tabStop);
    if (!how || !element || !placement) return;
    move.current = null;
    if (how === 'focus') element.querySelector<SVGGElement>(`[data-path="${tabStop}"]`)?.focus({ preventScroll: true });
    reveal(element, position(placement, g), g);
  });

  const point = (path: string | null) => {
    setHovered(path);
    props.onPoint?.(path);
  };
  const toggle = (path: string, fold = !collapsed.has(path)) => {
    if (children.has(path)) setFolding((now) => withFold(now, path, fold));
  };
  const goTo = (path: string | null, how: 'reveal' | 'focus') => {
    if (path === null) return;
    move.current = how;
    setFolding((now) => withView(now, path, collapsed));
    setFocused(path);
    onSelect(path);
  };
  const here = inside ? tabStop : (selected ?? tabStop);
  const goToNext = (landmark: Landmark, how: 'reveal' | 'focus') => goTo(nextOf(nodes, landmarks[landmark], here), how);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const keyNodes = nodes.flatMap(({ path, parent }) =>
      layout.placements.has(path)
        ? [{ path, parent, hasChildren: children.has(path), collapsed: collapsed.has(path) }]
        : [],
    );
    const action = treeKeyAction(event.key, tabStop, keyNodes);
    if (!action) return;
    event.preventDefault();
    switch (action.kind) {
      case 'focus':
        move.current = 'focus';
        setFocused(action.path);
        return;
      case 'select':
        onSelect(action.path);
        return;
      case 'collapse':
      case 'expand':
        toggle(action.path, action.kind === 'collapse');
        return;
      case 'landmark':
        goToNext(action.landmark, 'focus');
        return;
      case 'levels':
        move.current = 'focus';
        setFolding({ ...UNFOLDED, levels: action.levels });
        return;
      case 'search':
        searchField.current?.focus();
        return;
      default:
        action satisfies never;
    }
  };

  return (
    <div class="delegation-tree">
      <div class="tree-toolbar">
        <p class="tree-summary">{summary(nodes)}</p>
        <ColourChoice by={colouring} possible={possible} onChange={setWanted} />
        <LevelChoice
          levels={folding.levels}
          deepest={deepestOf(nodes)}
          onChange={(levels) => setFolding({ ...UNFOLDED, levels })}
        />
        <Zoom density={density} fitting={fittingDensity(layouts, view, letters)} onChange={setChosen} />
      </div>
      {nodes.length > FEW && (
        <Finder
          input={searchField}
          query={query}
          found={highlighted && found.length}
          counts={mapValues(landmarks, (paths) => paths.length)}
          onQuery={setQuery}
          onNextFound={() => goTo(nextOf(nodes, found, here), 'reveal')}
          onLandmark={(landmark) => goToNext(landmark, 'reveal')}
        />
      )}
      <div class="tree-frame">
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
                rows={rows}
                collapsed={collapsed}
                growth={growth}
                scale={scale}
                selected={selected}
                hovered={pointed}
                found={highlighted}
                tabStop={tabStop}
                goalOf={goalOf}
                onSelect={onSelect}
                onFocus={setFocused}
                onHover={point}
                onToggle={toggle}
              />
            )}
          </div>
        </div>
        {spills && view.width >= OUTLINE_WIDTH && nodes.length > FEW && (
          <Minimap nodes={nodes} layout={layout} geometry={g} scroller={scroller} view={view} selected={selected} />
        )}
      </div>
      {props.children}
      <ColourKey scale={scale} />
      {shown && (
        <NodeDetail
          node={shown}
          goalOf={goalOf}
          ancestors={ancestorsOf(shown.path)}
          children={(children.get(shown.path) ?? []).filter(({ status }) => status !== 'later')}
          onSelect={(path) => goTo(path, 'reveal')}
        />
      )}
      <TreeKeys />
      <TreeLegend />
    </div>
  );
}

/** Trees up to this size are taken in at a glance and need no search and no map. */
const FEW = 12;

/** Until the view is measured nothing is drawn, but what would fit must have some answer. */
const USUAL_VIEW = { width: 720, height: 400 };

/** Letters that the boxes should have room for: those of the longest goal, and a count of refusals beside it. */
function longest(nodes: readonly TreeNodeView[], goals: ReadonlyMap<string, string>): number {
  return nodes.reduce((most, { path, refused }) => {
    return Math.max(most, [...(goals.get(path) ?? '')].length + (refused > 0 ? REFUSED_LETTERS : 0));
  }, 0);
}

function mapValues<Key extends string, From, To>(
  of: Readonly<Record<Key, From>>,
  change: (value: From) => To,
): Record<Key, To> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value as From)])) as Record<Key, To>;
}
