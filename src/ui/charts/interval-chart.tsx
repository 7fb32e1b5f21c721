/**
 * Success by difficulty for up to a few policies side by side, each with its interval. Shapes differ as well as
 * colours, and a table says the same in numbers.
 */
import { percent } from '../format.ts';
import { useWidth } from '../parts/hooks.ts';
import './interval-chart.css';

export interface IntervalPoint {
  readonly difficulty: number;
  /** All in [0, 1]. */
  readonly success: number;
  readonly low: number;
  readonly high: number;
  readonly tasks: number;
}

export interface IntervalSeries {
  readonly label: string;
  readonly points: readonly IntervalPoint[];
}

export interface IntervalChartProps {
  readonly series: readonly IntervalSeries[];
  /** Difficulties that were trained on, both ends included. */
  readonly trained: readonly [number, number];
  readonly label: string;
}

const HEIGHT = 220;
const MARGIN = { top: 22, right: 8, bottom: 38, left: 44 };
const TICKS = [0, 0.25, 0.5, 0.75, 1];

export function IntervalChart({ series, trained, label }: IntervalChartProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const difficulties = [...new Set(series.flatMap(({ points }) => points.map((p) => p.difficulty)))].sort(
    (a, b) => a - b,
  );
  const column = Math.max(1, width - MARGIN.left - MARGIN.right) / Math.max(1, difficulties.length);
  const x = (difficulty: number) => MARGIN.left + (difficulties.indexOf(difficulty) + 0.5) * column;
  const y = (share: number) => MARGIN.top + (1 - share) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const inside = difficulties.filter((difficulty) => difficulty >= trained[0] && difficulty <= trained[1]);
  const from = inside[0];
  const to = inside.at(-1);
  return (
    <figure class="interval-chart">
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={label}>
            {from !== undefined && to !== undefined && (
              <g class="trained">
                <rect
                  x={x(from) - column / 2}
                  y={MARGIN.top}
                  width={x(to) - x(from) + column}
                  height={HEIGHT - MARGIN.top - MARGIN.bottom}
                />
                <text x={x(from) - column / 2 + 5} y={MARGIN.top - 7}>
                  trained on
                </text>
              </g>
            )}
            {TICKS.map((tick) => (
              <g key={tick} class="tick">
                <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
                <text x={MARGIN.left - 6} y={y(tick)} dy="0.35em" text-anchor="end">
                  {percent(tick)}
                </text>
              </g>
            ))}
            {difficulties.map((difficulty) => (
              <text
                key={difficulty}
                class="tier"
                x={x(difficulty)}
                y={HEIGHT - MARGIN.bottom + 16}
                text-anchor="middle"
              >
                {difficulty}
              </text>
            ))}
            <text
              class="axis"
              x={MARGIN.left + (width - MARGIN.left - MARGIN.right) / 2}
              y={HEIGHT - 5}
              text-anchor="middle"
            >
              difficulty of the task
            </text>
            {series.map(({ label: name, points }, i) => (
              <Series key={name} index={i} count={series.length} points={points} x={x} y={y} column={column} />
            ))}
          </svg>
        )}
      </div>
    </figure>
  );
}

interface SeriesProps {
  readonly index: number;
  readonly count: number;
  readonly points: readonly IntervalPoint[];
  readonly x: (difficulty: number) => number;
  readonly y: (share: number) => number;
  readonly column: number;
}

function Series({ index, count, points, x, y, column }: SeriesProps) {
  const shift = (index - (count - 1) / 2) * Math.min(16, column / (count + 1));
  const at = (point: IntervalPoint) => x(point.difficulty) + shift;
  const line = points.map((point) => `${at(point)},${y(point.success)}`).join(' ');
  return (
    <g class={`series series-${index + 1}`}>
      <polyline points={line} />
      {points.map((point) => (
        <g key={point.difficulty}>
          <path
            class="whisker"
            d={`M${at(point)} ${y(point.low)}V${y(point.high)}m-4 0h8M${at(point) - 4} ${y(point.low)}h8`}
          />
          <SeriesMark index={index} x={at(point)} y={y(point.success)} />
        </g>
      ))}
    </g>
  );
}

/** The shape of a series: a disc, a square, a triangle. */
export function SeriesMark({ index, x, y }: { index: number; x: number; y: number }) {
  switch (index % 3) {
    case 0:
      return <circle class="mark" cx={x} cy={y} r={5} />;
    case 1:
      return <rect class="mark" x={x - 4.5} y={y - 4.5} width={9} height={9} />;
    default:
      return <path class="mark" d={`M${x} ${y - 5.5}L${x + 5} ${y + 4}H${x - 5}Z`} />;
  }
}
