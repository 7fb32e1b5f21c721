/**
 * The whole tree in a strip beside the part that is in view, each agent as a dash in the colour of how it is doing; a
 * frame shows the part, and dragging moves it. For the pointer only: the tree itself has keys for everything.
 */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { theme } from '../theme.ts';
import { extent, type Geometry, type Size } from './density.ts';
import { hasFailed } from './landmarks.ts';
import type { TreeLayout } from './layout.ts';
import './minimap.css';
import type { TreeNodeView } from './nodes.ts';

export interface MinimapProps {
  readonly nodes: readonly TreeNodeView[];
  readonly layout: TreeLayout;
  readonly geometry: Geometry;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Of the scroller. */
  readonly view: Size;
  readonly selected: string | null;
}

const WIDTH = 72;

export function Minimap({ nodes, layout, geometry, scroller, view, selected }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const whole = extent(layout, geometry);
  const height = view.height;

  useEffect(() => {
    if (canvas.current) draw(canvas.current, nodes, layout, { width: WIDTH, height }, selected);
  }, [nodes, layout, height, selected, theme.value]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const follow = () => {
      if (!frame.current) return;
      const { style } = frame.current;
      style.left = `${(100 * element.scrollLeft) / whole.width}%`;
      style.top = `${(100 * element.scrollTop) / whole.height}%`;
      style.width = `${Math.min(100, (100 * element.clientWidth) / whole.width)}%`;
      style.height = `${Math.min(100, (100 * element.clientHeight) / whole.height)}%`;
    };
    follow();
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  });

  const moveTo = (event: PointerEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    const element = scroller.current;
    if (event.buttons === 0 || !box || !element) return;
    const across = (event.clientX - box.left) / box.width;
    const down = (event.clientY - box.top) / box.height;
    element.scrollTo({
      left: across * whole.width - element.clientWidth / 2,
      top: down * whole.height - element.clientHeight / 2,
    });
  };

  return (
    <div
      class="minimap"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(event);
      }}
      onPointerMove={moveTo}
    >
      <canvas ref={canvas} style={{ width: `${WIDTH}px`, height: `${height}px` }} />
      <div class="minimap-frame" ref={frame} />
    </div>
  );
}

function draw(
  canvas: HTMLCanvasElement,
  nodes: readonly TreeNodeView[],
  { placements, columns, rows }: TreeLayout,
  { width, height }: Size,
  selected: string | null,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const sharpness = window.devicePixelRatio || 1;
  canvas.width = width * sharpness;
  canvas.height = height * sharpness;
  context.scale(sharpness, sharpness);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  const column = width / columns;
  const row = height / rows;
  const box = { width: Math.max(2, column * 0.75), height: Math.min(6, Math.max(1, row * 0.7)) };
  const failed: TreeNodeView[] = [];
  const dash = ({ path }: TreeNodeView, least: number) => {
    const at = placements.get(path);
    if (at) context.fillRect(at.column * column + 1, at.row * row, box.width, Math.max(least, box.height));
  };
  for (const node of nodes) {
    if (hasFailed(node)) failed.push(node);
    context.fillStyle = colour(VARIABLES[node.status]);
    dash(node, 1);
  }
  // Failures last and at least two pixels high: they must not drown among hundreds that went well.
  context.fillStyle = colour('--dt-failed');
  for (const node of failed) dash(node, 2);
  const chosen = nodes.find(({ path }) => path === selected);
  context.fillStyle = colour('--dt-ink');
  if (chosen) dash(chosen, 3);
}

const VARIABLES: Readonly<Record<TreeNodeView['status'], string>> = {
  later: '--dt-sunken',
  thinking: '--dt-thinking',
  waiting: '--dt-waiting',
  solved: '--dt-solved',
  failed: '--dt-failed',
  turns: '--dt-failed',
  context: '--dt-failed',
};
