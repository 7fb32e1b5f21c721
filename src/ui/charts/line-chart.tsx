/**
 * One chart of values over optimizer steps, drawn by uPlot: title, unit, a legend with the newest values, and the same
 * in a sentence for those who do not see the curve. Draws what it is given; smooths and invents nothing.
 */
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useWidth } from '../parts/hooks.ts';
import { theme } from '../theme.ts';
import './line-chart.css';
import { summarize } from './summary.ts';

export interface LineSeries {
  readonly label: string;
  /** One value per step; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Marks every value with a disc: for series that have few. */
  readonly points?: boolean;
  /** Around each value; null where there is none. */
  readonly intervals?: readonly (readonly [low: number, high: number] | null)[];
}

export interface LineChartProps {
  readonly title: string;
  /** Unit of the values, for the title; '' for plain numbers. */
  readonly unit: string;
  /** Optimizer steps, ascending. */
  readonly steps: readonly number[];
  readonly series: readonly LineSeries[];
  readonly format: (value: number) => string;
  /** When values will come, said while there are none. */
  readonly awaited: string;
  /** Fixed limits of the value axis; follows the data when absent. */
  readonly range?: readonly [number, number];
}

const HEIGHT = 108;
/** Series differ by colour and by dash, so that neither has to be told apart alone. */
const DASHES: readonly number[][] = [[], [6, 4], [2, 3], [8, 3, 2, 3]];

export function LineChart({ title, unit, steps, series, format, awaited, range }: LineChartProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(series);
  latest.current = series;
  const colours = theme.value;
  const labels = series.map(({ label }) => label).join('|');
  const drawn = width > 0 && series.some(({ values }) => values.some((value) => value !== null));

  // New data is handed over below, without a new chart.
  useEffect(() => {
    const element = box.current;
    if (!element || !drawn) return;
    const chart = new uPlot(options({ element, width, series: latest, format, range }), dataOf(steps, series), element);
    plot.current = chart;
    return () => {
      chart.destroy();
      plot.current = null;
    };
  }, [drawn, labels, colours, format]);

  useEffect(() => {
    if (width > 0) plot.current?.setSize({ width, height: HEIGHT });
  }, [width]);

  useEffect(() => {
    plot.current?.setData(dataOf(steps, series));
  }, [steps, series]);

  return (
    <figure class="line-chart">
      <figcaption>
        <span class="chart-title">
          {title}
          {unit !== '' && <span class="chart-unit"> {unit}</span>}
        </span>
        <span class="chart-legend">
          {series.map(({ label, values }, i) => (
            <span key={label} class="legend-entry">
              <Swatch index={i} />
              {series.length > 1 && <span>{label}</span>}
              <span class="numeric latest">{latestText(values, format)}</span>
            </span>
          ))}
        </span>
        <span class="visually-hidden">{summarize(title, unit, steps, series, format)}</span>
      </figcaption>
      <div class="plot" ref={box} aria-hidden="true">
        {!drawn && <p class="plot-empty">{awaited}</p>}
      </div>
    </figure>
  );
}

function Swatch({ index }: { index: number }) {
  return (
    <svg width="18" height="8" aria-hidden="true">
      <line
        x1="0"
        y1="4"
        x2="18"
        y2="4"
        stroke={`var(--series-${(index % DASHES.length) + 1})`}
        stroke-width="2.2"
        stroke-dasharray={(DASHES[index % DASHES.length] ?? []).join(' ')}
      />
    </svg>
  );
}

function latestText(values: readonly (number | null)[], format: (value: number) => string): string {
  const latest = values.findLast((value) => value !== null);
  return latest === undefined || latest === null ? '–' : format(latest);
}

function dataOf(steps: readonly number[], series: readonly LineSeries[]): uPlot.AlignedData {
  return [[...steps], ...series.map(({ values }) => [...values])];
}

interface OptionParts {
  readonly element: HTMLElement;
  readonly width: number;
  /** Always the newest, since charts outlive their data. */
  readonly series: { readonly current: readonly LineSeries[] };
  readonly format: (value: number) => string;
  readonly range: readonly [number, number] | undefined;
}

function options({ element, width, series, format, range }: OptionParts): uPlot.Options {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const font = `11px ${token('--sans')}`;
  const axis: uPlot.Axis = {
    stroke: token('--ink-faint'),
    font,
    grid: { stroke: token('--rule'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { sync: { key: 'steps', scales: ['x', null] }, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: { time: false },
      y: { range: range ? [...range] : (_, low, high) => padded(reach(series.current, low, high)) },
    },
    hooks: { draw: [(plot) => drawIntervals(plot, series.current, token)] },
    axes: [
      { ...axis, size: 22, gap: 3, space: 56, grid: { show: false } },
      { ...axis, size: 44, gap: 4, space: 22, values: (_, ticks) => ticks.map(format) },
    ],
    series: [
      { label: 'Step' },
      ...series.current.map(({ label, points }, i) => ({
        label,
        stroke: token(`--series-${(i % DASHES.length) + 1}`),
        width: 1.8,
        dash: DASHES[i % DASHES.length] ?? [],
        points: points ? { show: true, size: 6 } : { show: (plot: uPlot) => (plot.data[0]?.length ?? 0) < 2 },
        spanGaps: true,
      })),
    ],
  };
}

/** From the lowest to the highest of values and intervals. */
function reach(
  series: readonly LineSeries[],
  low: number | null,
  high: number | null,
): readonly [number | null, number | null] {
  if (low === null || high === null) return [low, high];
  const ends = series.flatMap(({ intervals }) => intervals ?? []).flatMap((interval) => interval ?? []);
  return [ends.reduce((a, b) => Math.min(a, b), low), ends.reduce((a, b) => Math.max(a, b), high)];
}

/** Limits with some air, from zero where the values are never negative. */
function padded([low, high]: readonly [number | null, number | null]): [number, number] {
  if (low === null || high === null) return [0, 1];
  if (low === 0 && high === 0) return [0, 1];
  const air = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  return [low >= 0 && low < high * 0.5 ? 0 : low - air, high + air];
}

/** Whiskers through the points of series that have intervals. */
function drawIntervals(plot: uPlot, series: readonly LineSeries[], token: (name: string) => string): void {
  const { ctx } = plot;
  ctx.save();
  ctx.lineWidth = 1.2 * devicePixelRatio;
  series.forEach(({ intervals }, i) => {
    ctx.strokeStyle = token(`--series-${(i % DASHES.length) + 1}`);
    intervals?.forEach((interval, at) => {
      const step = plot.data[0][at];
      if (!interval || step === undefined) return;
      const x = plot.valToPos(step, 'x', true);
      ctx.beginPath();
      ctx.moveTo(x, plot.valToPos(interval[0], 'y', true));
      ctx.lineTo(x, plot.valToPos(interval[1], 'y', true));
      ctx.stroke();
    });
  });
  ctx.restore();
}
