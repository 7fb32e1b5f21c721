/** What the shapes and lines of the tree mean, and how to get around in it. */
import { COLOURING_WORDS, type Scale } from './colouring.ts';
import { fixed } from './format.ts';
import { LANDMARK_WORDS, LANDMARKS } from './landmarks.ts';
import type { NodeStatus } from './nodes.ts';
import { STATUSES } from './status.ts';
import { StatusGlyph } from './status-glyph.tsx';
import './tree-legend.css';

const LINES = [
  {
    name: 'batch',
    text: 'launched together, ran side by side',
    drawing: (
      <>
        <path class="batch" d="M13 4v12" />
        <circle class="batch-dot" cx="13" cy="4" r="2.6" />
        <circle class="batch-dot" cx="13" cy="16" r="2.6" />
      </>
    ),
  },
  {
    name: 'critical',
    text: 'critical path: what the root waited for; the tree took as long as this',
    drawing: <path class="arm critical" d="M1 10h24" />,
  },
  {
    name: 'lost',
    text: 'result lost: nobody waited for it, or it came too late',
    drawing: (
      <>
        <path class="arm lost" d="M1 10h24" />
        <path class="lost-mark" d="M10 6.5l7 7m0 -7l-7 7" />
      </>
    ),
  },
  {
    name: 'refused',
    text: 'sub-agents that it asked for and was refused',
    drawing: (
      <g class="refused" transform="translate(0 10)">
        <rect y={-7} width={26} height={14} rx={7} />
        <circle cx={8} r={4} />
        <path d="M5.2 2.8L10.8 -2.8" />
        <text x={16} y={3.5}>
          2
        </text>
      </g>
    ),
  },
] as const;

export function TreeLegend() {
  return (
    <details class="tree-legend">
      <summary>How to read this tree</summary>
      <ul>
        {(Object.keys(STATUSES) as NodeStatus[]).map((status) => (
          <li key={status}>
            <svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">
              <StatusGlyph status={status} size={17} />
            </svg>
            {STATUSES[status].long}
          </li>
        ))}
        {LINES.map(({ name, text, drawing }) => (
          <li key={name}>
            <svg width="26" height="20" viewBox="0 0 26 20" aria-hidden="true">
              {drawing}
            </svg>
            {text}
          </li>
        ))}
      </ul>
      <p>
        A box is one agent: its goal and what it cost. “7/138 t” is 7 turns of its own and 138 with all its sub-agents.
        Those that it launched stand to its right, on narrow screens below it. Colouring by reward, advantage or cost
        tints the boxes and prints that figure. Click a box to read its context; double-click it, or press ←, to fold
        its branch.
      </p>
    </details>
  );
}

/** What the tints of a scale mean, with figures at its ends; nothing for statuses, whose shapes are in the legend. */
export function ColourKey({ scale: { by, most } }: { scale: Scale }) {
  if (by === 'status') return null;
  const end = by === 'cost' ? String(Math.round(most)) : fixed(most);
  return (
    <p class={`colour-key by-${by}`}>
      <span>{by === 'advantage' ? `−${end}` : '0'}</span>
      <span class="colour-ramp" aria-hidden="true" />
      <span>{by === 'advantage' ? `+${end}` : end}</span>
      <span class="colour-key-words">{COLOURING_WORDS[by].scale}</span>
    </p>
  );
}

/** The keys of the tree, always in view: nobody looks for what they do not know of. */
export function TreeKeys() {
  return (
    <p class="tree-keys">
      Keys in the tree: <kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd> move and fold, <kbd>Enter</kbd> shows the
      context, <kbd>1</kbd>–<kbd>9</kbd> levels, <kbd>0</kbd> all, <kbd>/</kbd> finds, next{' '}
      {LANDMARKS.map((landmark, i) => (
        <span key={landmark}>
          {i > 0 && ', '}
          <kbd>{LANDMARK_WORDS[landmark].key}</kbd> {LANDMARK_WORDS[landmark].text}
        </span>
      ))}
    </p>
  );
}
