/**
 * A quantity by difficulty for up to a few policies side by side, with intervals where there are some. Shapes differ as
 * well as colours, and a table says the same in numbers. What is NaN was not measured and is left out.
 */
import { percent } from '../format.ts';
import { useWidth } from '../parts/hooks.ts';
import { DifficultyAxis, type DifficultyBand, type DifficultyPlace, TrainedOn } from './difficulty-axis.tsx';
import { ticksUpTo, tickText } from './ticks.ts';
import './interval-chart.css';

export interface IntervalPoint {
  readonly difficulty: number;
  readonly value: number;
  readonly interval: readonly [low: number, high: number] | null;
}

export interface IntervalSeries {
  readonly label: string;
  readonly points: readonly IntervalPoint[];
}

export interface IntervalChartProps {
  readonly series: readonly IntervalSeries[];
  /** Shares are drawn from 0 to 1, numbers from 0 to whatever they reach. */
  readonly unit: 'share' | 'number';
  /** Difficulties that were trained on, both ends included. */
  readonly trained: readonly [number, number];
  readonly bands: readonly DifficultyBand[];
  /** All of it in words, for those who do not see it. */
  readonly label: string;
}

const HEIGHT = 232;
const MARGIN = { top: 22, right: 8, bottom: 54, left: 44 };
const SHARES = [0, 0.25, 0.5, 0.75, 1];

export function IntervalChart({ series, unit, trained, bands, label }: IntervalChartProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const drawn = series.map((one) => ({ ...one, points: one.points.filter(({ value }) => Number.isFinite(value)) }));
  const difficulties = [...new Set(series.flatMap(({ points }) => points.map((p) => p.difficulty)))].sort(
    (a, b) => a - b,
  );
  const highest = Math.max(0, ...drawn.flatMap(({ points }) => points.map((p) => p.interval?.[1] ?? p.value)));
  const ticks = unit === 'share' ? SHARES : ticksUpTo(highest);
  const top = ticks.at(-1) ?? 1;
  const column = Math.max(1, width - MARGIN.left - MARGIN.right) / Math.max(1, difficulties.length);
  const x = (difficulty: number) => MARGIN.left + (difficulties.indexOf(difficulty) + 0.5) * column;
  const y = (value: number) => MARGIN.top + (1 - value / top) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const place: DifficultyPlace = { difficulties, column, x, top: MARGIN.top, bottom: HEIGHT - MARGIN.bottom };
  return (
    <figure class="interval-chart">
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={label}>
            <TrainedOn place={place} trained={trained} />
            {ticks.map((tick) => (
              <g key={tick} class="tick">
                <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
                <text x={MARGIN.left - 6} y={y(tick)} dy="0.35em" text-anchor="end">
                  {unit === 'share' ? percent(tick) : tickText(tick)}
                </text>
              </g>
            ))}
            <DifficultyAxis place={place} bands={bands} />
            {drawn.map(({ label: name, points }, i) => (
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
  readonly y: (value: number) => number;
  readonly column: number;
}

function Series({ index, count, points, x, y, column }: SeriesProps) {
  const shift = (index - (count - 1) / 2) * Math.min(16, column / (count + 1));
  const at = (point: IntervalPoint) => x(point.difficulty) + shift;
  const line = points.map((point) => `${at(point)},${y(point.value)}`).join(' ');
  return (
    <g class={`series series-${index + 1}`}>
      <polyline points={line} />
      {points.map((point) => (
        <g key={point.difficulty}>
          {point.interval && <Whisker x={at(point)} low={y(point.interval[0])} high={y(point.interval[1])} />}
          <SeriesMark index={index} x={at(point)} y={y(point.value)} />
        </g>
      ))}
    </g>
  );
}

function Whisker({ x, low, high }: { x: number; low: number; high: number }) {
  return <path class="whisker" d={`M${x} ${low}V${high}m-4 0h8M${x - 4} ${low}h8`} />;
}

/** The shape of a series: a disc, a square, a triangle, a diamond. */
function SeriesMark({ index, x, y }: { index: number; x: number; y: number }) {
  switch (index % 4) {
    case 0:
      return <circle class="mark" cx={x} cy={y} r={5} />;
    case 1:
      return <rect class="mark" x={x - 4.5} y={y - 4.5} width={9} height={9} />;
    case 2:
      return <path class="mark" d={`M${x} ${y - 5.5}L${x + 5} ${y + 4}H${x - 5}Z`} />;
    default:
      return <path class="mark" d={`M${x} ${y - 6}L${x + 5.5} ${y}L${x} ${y + 6}L${x - 5.5} ${y}Z`} />;
  }
}

/** Which shape and colour is which series. */
export function SeriesLegend({ series }: { series: readonly IntervalSeries[] }) {
  return (
    <ul class="legend">
      {series.map(({ label }, i) => (
        <li key={label}>
          <svg width="14" height="14" class={`series series-${i + 1}`} aria-hidden="true">
            <SeriesMark index={i} x={7} y={7} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

/** A series in words, for those who do not see it. */
export function seriesWords({ label, points }: IntervalSeries, format: (value: number) => string): string {
  return `${label}: ${points.map((point) => `${format(point.value)} at ${point.difficulty}`).join(', ')}.`;
}
