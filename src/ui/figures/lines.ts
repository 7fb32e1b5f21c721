/** A line figure: bands where there are intervals, markers where points are few, what was trained on shaded. */
import type { Figure, Point } from '../../experiments/reproduction/section.ts';
import { axisTitle } from './axis-title.ts';
import { LINE, TEXT, widthOf } from './measure.ts';
import { place, tickLabel, withInterval } from './numbers.ts';
import { isLadder, linear, roundTicks, valueScale } from './scale.ts';
import { colourOf, legend, marker, stroke } from './series.ts';
import { hint, type Plot, round, rule, type Shape, shape, text, through } from './shape.ts';

const AREA_HEIGHT = 210;
/** Up to so many places on the axis, each is marked; beyond, it is a curve. */
const FEW = 12;
/** Markers on a curve. */
const MARKED = 5;

interface Dot extends Point {
  readonly x: number;
}

export function lineFigure(figure: Figure, width: number): Plot {
  const { unit, trained } = figure;
  const lines = figure.series.map(({ points }) => points.filter(isDot).toSorted((a, b) => a.x - b.x));
  const dots = lines.flat();
  const xs = [...new Set(dots.map(({ x }) => x))].sort((a, b) => a - b);
  const few = xs.length <= FEW;
  const names = figure.series.map(({ name }) => name);
  const key = legend('lines', names, trained !== undefined, width);

  const above = axisTitle(figure.yLabel, { x: 0, y: key.height + TEXT, anchor: 'start', width });
  const top = key.height + LINE + above.height + 12;
  const bottom = top + AREA_HEIGHT;
  const values = dots.flatMap(({ y, low = y, high = y }) => [y, low, high]);
  const up = valueScale(Math.max(0, ...values), Math.min(0, ...values), unit === 'share', [bottom, top]);
  const left = Math.ceil(Math.max(...up.ticks.map((tick) => widthOf(tickLabel(tick, unit))))) + 8;
  const right = width - 12;
  const across = horizontal(xs, few ? [left + 16, right - 16] : [left, right]);
  const below = axisTitle(figure.xLabel, {
    x: (left + right) / 2,
    y: bottom + 2 * LINE + 6,
    anchor: 'middle',
    width: right - left,
  });

  const shapes: Shape[] = [
    ...key.shapes,
    ...above.shapes,
    ...(trained ? [trainedArea(trained, xs, few, across.at, [left, right], [top, bottom])] : []),
    ...up.ticks.flatMap((tick) => [
      rule(tick === 0 ? 'base' : 'grid', left, up.at(tick), right, up.at(tick)),
      text(tickLabel(tick, unit), { x: left - 6, y: up.at(tick) + 4, anchor: 'end', class: 'tick' }),
    ]),
    ...marks(few ? xs : across.ticks, across.at).map((tick) =>
      text(place(tick), { x: across.at(tick), y: bottom + LINE + 2, anchor: 'middle', class: 'tick' }),
    ),
    ...below.shapes,
    ...lines.map((points, i) =>
      shape('g', { class: colourOf(i) }, [
        ...band(points, across.at, up.at),
        stroke(i, through(points.map(({ x, y }) => [across.at(x), up.at(y)] as const))),
        ...(few ? points : spread(points, i, lines.length)).map((point) =>
          marker(i, across.at(point.x), up.at(point.y), [
            hint(`${names[i]}, ${place(point.x)}: ${withInterval(point, unit)}`),
          ]),
        ),
      ]),
    ),
  ];
  return { width, height: bottom + 2 * LINE + below.height + 12, shapes };
}

function isDot(point: Point): point is Dot {
  return typeof point.x === 'number' && Number.isFinite(point.x) && Number.isFinite(point.y);
}

function horizontal(xs: readonly number[], pixels: readonly [number, number]) {
  const [low, high] = [xs[0] ?? 0, xs.at(-1) ?? 1];
  if (isLadder(xs)) {
    const at = linear([Math.log(low), Math.log(high)], pixels);
    return { at: (value: number) => at(Math.log(value)), ticks: xs };
  }
  const most = Math.max(2, Math.floor((pixels[1] - pixels[0]) / 80));
  const ticks = roundTicks(low, high, most).filter((tick) => tick >= low && tick <= high);
  return { at: linear([low, high], pixels), ticks };
}

/** Those of the places that have room for their words. */
function marks(ticks: readonly number[], at: (value: number) => number): number[] {
  let free = Number.NEGATIVE_INFINITY;
  return ticks.filter((tick) => {
    const half = widthOf(place(tick)) / 2;
    if (at(tick) - half < free) return false;
    free = at(tick) + half + 8;
    return true;
  });
}

/** Of a curve, the points that get a marker: a few, elsewhere than those of the other curves. */
function spread(points: readonly Dot[], index: number, of: number): Dot[] {
  const step = Math.max(1, Math.ceil(points.length / MARKED));
  const first = Math.round(((index + 0.5) * step) / of);
  return points.filter((_, i) => i % step === first % step);
}

/** The interval of each point, joined to a band; only where points have one. */
function band(points: readonly Dot[], across: (x: number) => number, up: (y: number) => number): Shape[] {
  const known = points.filter(({ low, high }) => low !== undefined && high !== undefined);
  if (known.length < 2) return known.map((point) => whisker(point, across, up));
  const above = known.map(({ x, y, high = y }) => [across(x), up(high)] as const);
  const below = known.map(({ x, y, low = y }) => [across(x), up(low)] as const).reverse();
  return [shape('path', { class: 'band', d: `${through([...above, ...below])}Z` })];
}

function whisker({ x, y, low = y, high = y }: Dot, across: (x: number) => number, up: (y: number) => number): Shape {
  return rule('whisker', across(x), up(low), across(x), up(high));
}

/** Behind few places, up to halfway to those that were not trained on; behind a curve, exactly the range. */
function trainedArea(
  [low, high]: readonly [number, number],
  xs: readonly number[],
  few: boolean,
  at: (x: number) => number,
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
): Shape {
  const first = xs.findIndex((x) => x >= low);
  const last = xs.findLastIndex((x) => x <= high);
  const edge = (inside: number | undefined, outside: number | undefined, end: number, limit: number) => {
    if (!few || inside === undefined) return Math.min(right, Math.max(left, at(limit)));
    return outside === undefined ? end : (at(inside) + at(outside)) / 2;
  };
  const any = first >= 0 && last >= first;
  const from = edge(any ? xs[first] : undefined, xs[first - 1], left, low);
  const to = edge(any ? xs[last] : undefined, xs[last + 1], right, high);
  return shape('g', { class: 'trained' }, [
    shape('rect', { x: round(from), y: round(top), width: round(Math.max(0, to - from)), height: bottom - top }),
  ]);
}
