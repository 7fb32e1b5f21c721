/** What the shapes and lines of the tree mean, and how to get around in it. */
import type { NodeStatus } from './nodes.ts';
import { STATUSES } from './status.ts';
import { StatusGlyph } from './status-glyph.tsx';

const LINES = [
  {
    name: 'batch',
    text: 'launched together',
    drawing: (
      <>
        <path class="batch" d="M13 2v16" />
        <circle class="batch-dot" cx="13" cy="4" r="2.6" />
        <circle class="batch-dot" cx="13" cy="16" r="2.6" />
      </>
    ),
  },
  {
    name: 'critical',
    text: 'critical path: the tree took as long as this',
    drawing: <path class="arm critical" d="M1 10h24" />,
  },
  {
    name: 'lost',
    text: 'result lost',
    drawing: (
      <>
        <path class="arm lost" d="M1 10h24" />
        <path class="lost-mark" d="M10 6.5l7 7m0 -7l-7 7" />
      </>
    ),
  },
  {
    name: 'refused',
    text: 'spawn refused',
    drawing: (
      <g class="refused" transform="translate(5 10)">
        <rect y={-7} width={16} height={14} rx={7} />
        <circle cx={8} r={4} />
        <path d="M5.2 2.8L10.8 -2.8" />
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
        A box is one agent: its goal, its turns (t) and its reward (R, or bare where room is short). Those that it
        launched stand to its right, on narrow screens below it. Click a box to read its context; double-click it, or
        press ←, to fold its branch.
      </p>
    </details>
  );
}
