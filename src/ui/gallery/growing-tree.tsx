/**
 * The picture of a preset: how its agents share work. The drawing at rest is the end of the story, complete and
 * readable; the animation, for those who like motion, tells how it came about, and starts over.
 */
import { useEffect, useRef } from 'preact/hooks';
import { prefersReducedMotion } from '../parts/hooks.ts';
import './growing-tree.css';

interface PictureNode {
  readonly x: number;
  readonly y: number;
  readonly parent: number | null;
  /** Share of the story at which it appears, and at which it is done. */
  readonly born: number;
  readonly done: number;
  /** Cells of its context window that it fills, of `CELLS`. */
  readonly used: number;
}

const CELLS = 6;
const STORY_MS = 9000;

const RECURSIVE: readonly PictureNode[] = [
  { x: 150, y: 26, parent: null, born: 0, done: 0.86, used: 4 },
  { x: 72, y: 80, parent: 0, born: 0.1, done: 0.62, used: 4 },
  { x: 228, y: 80, parent: 0, born: 0.16, done: 0.72, used: 3 },
  { x: 34, y: 134, parent: 1, born: 0.24, done: 0.42, used: 2 },
  { x: 110, y: 134, parent: 1, born: 0.28, done: 0.5, used: 3 },
  { x: 190, y: 134, parent: 2, born: 0.32, done: 0.48, used: 2 },
  { x: 266, y: 134, parent: 2, born: 0.36, done: 0.58, used: 3 },
];

const SINGLE: readonly PictureNode[] = [{ x: 150, y: 80, parent: null, born: 0, done: 0.86, used: CELLS }];

export function GrowingTree({ recursive }: { recursive: boolean }) {
  const svg = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const root = svg.current;
    if (!root || prefersReducedMotion()) return;
    const animations = [...root.querySelectorAll<SVGElement>('[data-from]')].map(appear);
    return () => {
      for (const animation of animations) animation.cancel();
    };
  }, []);
  const nodes = recursive ? RECURSIVE : SINGLE;
  return (
    <svg
      ref={svg}
      class="growing-tree"
      viewBox="-6 4 312 152"
      role="img"
      aria-label={recursive ? RECURSIVE_WORDS : SINGLE_WORDS}
    >
      {nodes.map((node) => {
        const parent = node.parent === null ? undefined : nodes[node.parent];
        return parent && <Branch key={`${node.x} ${node.y}`} node={node} parent={parent} />;
      })}
      {nodes.map((node) =>
        recursive ? <Agent key={`${node.x} ${node.y}`} node={node} /> : <LoneAgent key="lone" node={node} />,
      )}
    </svg>
  );
}

const RECURSIVE_WORDS =
  'An agent splits its task between two copies of itself, each of those between two more. Results travel back up; every context window stays partly free.';
const SINGLE_WORDS = 'One agent works alone on the same task. Its context window fills up before the task is done.';

function Branch({ node, parent }: { node: PictureNode; parent: PictureNode }) {
  const middle = (node.y + parent.y) / 2;
  const path = `M${parent.x} ${parent.y + 14} C${parent.x} ${middle + 6} ${node.x} ${middle - 6} ${node.x} ${node.y - 14}`;
  return (
    <g>
      <path d={path} class="branch" data-from={node.born} />
      <path d={path} class="branch returned" data-from={node.done} />
    </g>
  );
}

function Agent({ node }: { node: PictureNode }) {
  return (
    <g transform={`translate(${node.x} ${node.y})`}>
      <g data-from={node.born}>
        <rect x="-29" y="-14" width="58" height="28" rx="6" class="agent" />
        <Window used={node.used} from={node.born} until={node.done} size={6} />
      </g>
      <g data-from={node.done} class="mark-solved">
        <circle cx="29" cy="-14" r="8" />
        <path d="M25.4 -14 l2.6 2.8 l4.6 -5.2" />
      </g>
    </g>
  );
}

function LoneAgent({ node }: { node: PictureNode }) {
  return (
    <g transform={`translate(${node.x} ${node.y})`}>
      <rect x="-80" y="-30" width="160" height="60" rx="10" class="agent" />
      <Window used={node.used} from={node.born} until={node.done} size={18} />
      <g data-from={node.done} class="mark-failed">
        <circle cx="80" cy="-30" r="12" />
        <path d="M75.5 -34.5 l9 9 M84.5 -34.5 l-9 9" />
      </g>
    </g>
  );
}

/** A context window: cells that fill while the agent works. */
function Window({ used, from, until, size }: { used: number; from: number; until: number; size: number }) {
  const gap = size / 3;
  const left = -(CELLS * size + (CELLS - 1) * gap) / 2;
  return (
    <g>
      {Array.from({ length: CELLS }, (_, i) => {
        const at = { x: left + i * (size + gap), y: -size / 2, width: size, height: size, rx: size / 6 };
        const filledAt = from + ((until - from) * (i + 1)) / (used + 1);
        return (
          <g key={at.x}>
            <rect {...at} class="cell" />
            {i < used && <rect {...at} class="cell used" data-from={Number(filledAt.toFixed(3))} />}
          </g>
        );
      })}
    </g>
  );
}

/** Hides an element until its moment in the story, over and over. */
function appear(element: SVGElement): Animation {
  const from = Math.min(0.9, Math.max(0.001, Number(element.dataset.from)));
  const visible = Math.min(0.95, from + 0.035);
  return element.animate(
    [
      { opacity: 0, offset: 0 },
      { opacity: 0, offset: from },
      { opacity: 1, offset: visible },
      { opacity: 1, offset: 0.97 },
      { opacity: 0, offset: 1 },
    ],
    { duration: STORY_MS, iterations: Number.POSITIVE_INFINITY, easing: 'ease-in-out' },
  );
}
