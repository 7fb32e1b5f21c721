/** What the pictures of presets are made of: agents with their windows, links that work goes down and comes back, marks. */

/** A link between two agents: drawn when work is handed on, coloured when its result has come back. */
export function Link({ path, born, done }: { path: string; born: number; done: number }) {
  return (
    <g>
      <path d={path} class="branch" data-from={born} />
      <path d={path} class="branch returned" data-from={done} />
    </g>
  );
}

interface BoxProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The outline of an agent, around its middle. */
export function AgentBox({ x, y, width, height }: BoxProps) {
  const round = Math.min(10, height / 4);
  return <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={round} class="agent" />;
}

interface MarkProps {
  readonly x: number;
  readonly y: number;
  readonly from: number;
  /** A count that has come back; a tick without. */
  readonly count?: number;
}

export function SolvedMark({ x, y, from, count }: MarkProps) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <g class="mark-solved" data-from={from}>
        <circle r={count === undefined ? 8 : 9.5} />
        {count === undefined ? <path d="M-3.6 0 l2.6 2.8 l4.6 -5.2" /> : <text dy="0.35em">{count}</text>}
      </g>
    </g>
  );
}

export function FailedMark({ x, y, from }: MarkProps) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <g class="mark-failed" data-from={from}>
        <circle r="12" />
        <path d="M-4.5 -4.5 l9 9 M4.5 -4.5 l-9 9" />
      </g>
    </g>
  );
}

/** What a cell of a context window holds: something of use, what was looked for, a dead end, or nothing yet. */
export type Cell = 'used' | 'found' | 'dead' | 'free';

interface WindowProps {
  readonly x: number;
  readonly y: number;
  readonly cells: readonly Cell[];
  /** Shares of the story between which the cells fill, one after the other. */
  readonly from: number;
  readonly until: number;
  readonly size: number;
}

/** A context window, around its middle: cells that fill while the agent works. */
export function Window({ x, y, cells, from, until, size }: WindowProps) {
  const gap = size / 3;
  const left = x - (cells.length * size + (cells.length - 1) * gap) / 2;
  const filled = cells.filter((cell) => cell !== 'free').length;
  return (
    <g>
      {cells.map((cell, i) => {
        const at = { x: round(left + i * (size + gap)), y: y - size / 2, width: size, height: size, rx: size / 6 };
        const filledAt = round(from + ((until - from) * (i + 1)) / (filled + 1));
        return (
          <g key={at.x}>
            <rect {...at} class="cell" />
            {cell === 'dead' && <DeadEnd x={at.x + size / 2} y={y} size={size * 0.28} from={filledAt} />}
            {(cell === 'used' || cell === 'found') && <rect {...at} class={`cell ${cell}`} data-from={filledAt} />}
          </g>
        );
      })}
    </g>
  );
}

/** A small cross: looked at, and of no use. */
export function DeadEnd({ x, y, size, from }: { x: number; y: number; size: number; from: number }) {
  const across = `l${2 * size} ${2 * size} m0 ${-2 * size} l${-2 * size} ${2 * size}`;
  return <path d={`M${x - size} ${y - size} ${across}`} class="dead-end" data-from={from} />;
}

/** A number short enough for an attribute. */
export function round(value: number): number {
  return Number(value.toFixed(3));
}
