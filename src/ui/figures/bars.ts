/**
 * A bar figure: a group of bars at each name, with whiskers and values. Upright where the names fit under them, lying
 * with the names above where they do not.
 */
import type { Figure, Point } from '../../experiments/reproduction/section.ts';
import { axisTitle } from './axis-title.ts';
import { brokenInto, LINE, TEXT, widthOf } from './measure.ts';
import { place, tickLabel, withInterval, written } from './numbers.ts';
import { valueScale } from './scale.ts';
import { bar, colourOf, legend } from './series.ts';
import { hint, type Plot, round, rule, type Shape, shape, text } from './shape.ts';

const AREA_HEIGHT = 190;
/** Of the width of a group, the rest being air between groups. */
const GROUP = 0.78;
const WIDEST = 46;
const THINNEST = 12;
const MOST_LINES = 3;
const LYING = 14;
const CAP = 4;

/** The figure, gathered by name. */
interface Bars {
  readonly names: readonly string[];
  /** Per series, the point at each name. */
  readonly series: readonly { readonly name: string; readonly at: ReadonlyMap<string, Point> }[];
  readonly highest: number;
  readonly lowest: number;
}

export function barFigure(figure: Figure, width: number): Plot {
  const series = figure.series.map(({ name, points }) => ({
    name,
    at: new Map(points.filter(({ y }) => Number.isFinite(y)).map((point) => [place(point.x), point])),
  }));
  const points = series.flatMap(({ at }) => [...at.values()]);
  const bars: Bars = {
    names: [...new Set(figure.series.flatMap((one) => one.points.map(({ x }) => place(x))))],
    series,
    highest: Math.max(0, ...points.map(({ y, high = y }) => Math.max(y, high))),
    lowest: Math.min(0, ...points.map(({ y, low = y }) => Math.min(y, low))),
  };
  return upright(figure, bars, width) ?? lying(figure, bars, width);
}

/** Nothing when the names do not fit under the bars. */
function upright(figure: Figure, bars: Bars, width: number): Plot | null {
  const { unit } = figure;
  const key = legendOf(bars, width);
  const above = axisTitle(figure.yLabel, { x: 0, y: key.height + TEXT, anchor: 'start', width });
  const top = key.height + LINE + above.height + 8 + (LINE + 2);
  const bottom = top + AREA_HEIGHT;
  const up = valueScale(bars.highest, bars.lowest, unit === 'share', [bottom, top]);
  const left = Math.ceil(Math.max(...up.ticks.map((tick) => widthOf(tickLabel(tick, unit))))) + 8;
  const slot = (width - left) / Math.max(1, bars.names.length);
  const step = Math.min(WIDEST, (slot * GROUP) / Math.max(1, bars.series.length));
  const labels = bars.names.map((name) => brokenInto(name, slot - 8));
  const words = labels.flat();
  if (step < THINNEST || words.some((line) => widthOf(line) > slot - 4)) return null;
  const lines = Math.max(1, ...labels.map(({ length }) => length));
  if (lines > MOST_LINES) return null;

  const valuesFit = [...bars.series.flatMap(({ at }) => [...at.values()])].every(
    ({ y }) => widthOf(written(y, unit)) <= step + 2,
  );
  const below = axisTitle(figure.xLabel, {
    x: (left + width) / 2,
    y: bottom + LINE * (lines + 1) + 10,
    anchor: 'middle',
    width: width - left,
  });
  const groupWidth = step * bars.series.length;
  const shapes: Shape[] = [
    ...key.shapes,
    ...above.shapes,
    ...up.ticks.flatMap((tick) => [
      rule(tick === 0 ? 'base' : 'grid', left, up.at(tick), width, up.at(tick)),
      text(tickLabel(tick, unit), { x: left - 6, y: up.at(tick) + 4, anchor: 'end', class: 'tick' }),
    ]),
    ...bars.names.flatMap((_, n) =>
      (labels[n] ?? []).map((line, i) =>
        text(line, { x: left + (n + 0.5) * slot, y: bottom + LINE * (i + 1) + 3, anchor: 'middle', class: 'name' }),
      ),
    ),
    ...below.shapes,
    ...bars.series.map(({ name: series, at }, s) =>
      shape(
        'g',
        { class: colourOf(s) },
        bars.names.flatMap((name, n) => {
          const point = at.get(name);
          if (!point) return [];
          const x = left + (n + 0.5) * slot - groupWidth / 2 + s * step;
          const middle = x + step / 2;
          const box = { x: x + 1.5, y: up.at(Math.max(0, point.y)), width: step - 3, height: reach(up.at, point.y) };
          const high = Math.max(0, point.y, point.high ?? point.y);
          return [
            bar(s, box, [hint(`${series}, ${name}: ${withInterval(point, unit)}`)]),
            ...whisker(point, (value) => [middle, up.at(value)], [CAP, 0]),
            ...(valuesFit
              ? [text(written(point.y, unit), { x: middle, y: up.at(high) - 6, anchor: 'middle', class: 'value' })]
              : []),
          ];
        }),
      ),
    ),
  ];
  return { width, height: bottom + LINE * (lines + 1) + below.height + 16, shapes };
}

function lying(figure: Figure, bars: Bars, width: number): Plot {
  const { unit } = figure;
  const key = legendOf(bars, width);
  const above = axisTitle(figure.xLabel, { x: 0, y: key.height + TEXT, anchor: 'start', width });
  const top = key.height + (figure.xLabel === '' ? 0 : LINE + above.height + 6);
  const row = bars.series.length * LYING;
  const labels = bars.names.map((name) => brokenInto(name, width));
  const starts = labels.map((_, n) =>
    labels.slice(0, n).reduce((sum, lines) => sum + lines.length * LINE + row + 14, top),
  );
  const bottom = labels.reduce((sum, lines) => sum + lines.length * LINE + row + 14, top);
  const values = bars.series.flatMap(({ at }) => [...at.values()]).map(({ y }) => widthOf(written(y, unit)));
  const right = width - Math.ceil(Math.max(20, ...values)) - 8;
  const along = valueScale(bars.highest, bars.lowest, unit === 'share', [8, right], Math.floor(right / 70));
  const below = axisTitle(figure.yLabel, {
    x: (8 + right) / 2,
    y: bottom + 2 * LINE + 4,
    anchor: 'middle',
    width: right,
  });

  const shapes: Shape[] = [
    ...key.shapes,
    ...above.shapes,
    ...along.ticks.flatMap((tick) => [
      rule(tick === 0 ? 'base' : 'grid', along.at(tick), top, along.at(tick), bottom),
      text(tickLabel(tick, unit), { x: along.at(tick), y: bottom + LINE, anchor: 'middle', class: 'tick' }),
    ]),
    ...below.shapes,
    ...labels.flatMap((lines, n) =>
      lines.map((line, i) => text(line, { x: 12, y: (starts[n] ?? top) + LINE * (i + 1) - 2, class: 'name' })),
    ),
    ...bars.series.map(({ name: series, at }, s) =>
      shape(
        'g',
        { class: colourOf(s) },
        bars.names.flatMap((name, n) => {
          const point = at.get(name);
          if (!point) return [];
          const y = (starts[n] ?? top) + (labels[n] ?? []).length * LINE + 2 + s * LYING;
          const middle = y + LYING / 2;
          const box = {
            x: along.at(Math.min(0, point.y)),
            y: y + 1.5,
            width: reach(along.at, point.y),
            height: LYING - 3,
          };
          const high = Math.max(0, point.y, point.high ?? point.y);
          return [
            bar(s, box, [hint(`${series}, ${name}: ${withInterval(point, unit)}`)]),
            ...whisker(point, (value) => [along.at(value), middle], [0, CAP]),
            text(written(point.y, unit), { x: along.at(high) + 7, y: middle + 4, class: 'value' }),
          ];
        }),
      ),
    ),
  ];
  return { width, height: bottom + 2 * LINE + below.height + 10, shapes };
}

function legendOf({ series }: Bars, width: number) {
  return legend(
    'bars',
    series.map(({ name }) => name),
    false,
    width,
  );
}

/** The length of a bar; a value of nothing is still a thin line. */
function reach(at: (value: number) => number, value: number): number {
  return Math.max(1, Math.abs(at(value) - at(0)));
}

/** The interval of a point with caps at its ends; nothing where there is none. */
function whisker(
  { low, high }: Point,
  at: (value: number) => readonly [number, number],
  [dx, dy]: readonly [number, number],
): Shape[] {
  if (low === undefined || high === undefined) return [];
  const ends = [at(low), at(high)] as const;
  const [[x1, y1], [x2, y2]] = ends;
  // Too short to be seen, it would only blot the bar's end.
  if (Math.hypot(x2 - x1, y2 - y1) < 1.5) return [];
  const caps = ends.map(([x, y]) => `M${round(x - dx)} ${round(y - dy)}L${round(x + dx)} ${round(y + dy)}`);
  const d = `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}${caps.join('')}`;
  return [shape('path', { class: 'halo', d }), shape('path', { class: 'whisker', d })];
}
