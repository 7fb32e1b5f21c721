/** A figure without its picture: a description in sentences, and its numbers as a table. */
import type { Figure, Point, Series, Table } from '../../experiments/reproduction/section.ts';
import { place, withInterval, written } from './numbers.ts';

/** Up to so many points of a series are read out; of longer ones, the ends. */
const FEW = 8;

export function inSentences(figure: Figure): string {
  const { title, xLabel, yLabel, unit, kind, trained } = figure;
  const axes = kind === 'lines' ? `Lines: ${yLabel} by ${xLabel}` : `Bars: ${yLabel}`;
  const series = figure.series.map((one) => `${one.name}: ${points(one, unit)}.`);
  const range = trained ? [`Trained on ${span(trained)}.`] : [];
  return [`${title}. ${axes}.`, ...series, ...range].join(' ');
}

function points({ points: all }: Series, unit: Figure['unit']): string {
  if (all.length === 0) return 'no values';
  const at = ({ x, y }: Point) => `${written(y, unit)} at ${place(x)}`;
  if (all.length <= FEW) return all.map(at).join(', ');
  return `${[all[0], all.at(-1)].map((point) => at(point as Point)).join(' to ')}, ${all.length} points`;
}

/** "1 to 3", or "3". */
export function span([low, high]: readonly [number, number]): string {
  return low === high ? place(low) : `${place(low)} to ${place(high)}`;
}

/** What the bands or whiskers of a figure are; '' where it has none. */
export function intervalNote({ kind, series }: Figure): string {
  const any = series.some(({ points: all }) => all.some(({ low, high }) => low !== undefined && high !== undefined));
  if (!any) return '';
  return `${kind === 'lines' ? 'Bands' : 'Whiskers'}: 95 % intervals over seeds.`;
}

/**
 * The numbers of a figure, a row per place on the horizontal axis.
 *
 * @param most Rows at most; beyond, evenly spaced ones, the first and the last among them, and the caption says so.
 */
export function numbers(figure: Figure, most = Number.POSITIVE_INFINITY): Table {
  const places = [...new Set(figure.series.flatMap((one) => one.points.map(({ x }) => x)))];
  if (places.every((x) => typeof x === 'number')) places.sort((a, b) => Number(a) - Number(b));
  const shown = thinned(places, most);
  const all = shown.length === places.length;
  const columns = figure.series.map(({ points: some }) => new Map(some.map((point) => [point.x, point])));
  return {
    caption: `${figure.title}: ${figure.yLabel}${all ? '' : `, ${shown.length} of ${places.length} points`}`,
    head: [figure.xLabel, ...figure.series.map(({ name }) => name)],
    rows: shown.map((x) => [
      place(x),
      ...columns.map((column) => {
        const point = column.get(x);
        return point ? withInterval(point, figure.unit) : '';
      }),
    ]),
  };
}

function thinned<T>(values: readonly T[], most: number): readonly T[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))] as T);
}
