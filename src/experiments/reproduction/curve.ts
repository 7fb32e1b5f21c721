/** Learning curves of several seeds on one axis: means along the way, and the mean height of a curve. Pure. */
import { estimate, pointOf } from './estimate.ts';
import type { PerSeed } from './measure.ts';
import type { Point } from './section.ts';

/** What a curve is drawn against: what had been spent when a point of it was measured. */
type Spent<Axis extends string> = Readonly<Record<Axis, number>>;

/** An arm with a curve per seed. */
interface Curves<P> {
  readonly runs: readonly { readonly seed: number; readonly curve: readonly P[] }[];
}

/** What is learned; null or undefined where it was not measured. */
export type Height<P> = (point: P) => number | null | undefined;

/** Points of a drawn curve. */
const GRID = 24;

/** Mean of an arm along `axis`, up to where the shortest seed ends; empty when nothing was evaluated. */
export function meanCurve<Axis extends string, P extends Spent<Axis>>(
  arm: Curves<P>,
  axis: Axis,
  height: Height<P>,
  unit: 'share' | 'number' = 'share',
): Point[] {
  const curves = arm.runs.map((run) => line(run.curve, axis, height)).filter((curve) => curve.length > 0);
  const from = Math.max(...curves.map((curve) => (curve[0] as Spot).x));
  const to = Math.min(...curves.map((curve) => (curve.at(-1) as Spot).x));
  if (curves.length === 0 || from >= to) return [];
  return Array.from({ length: GRID }, (_, i) => from + ((to - from) * i) / (GRID - 1)).flatMap((x) => {
    const mean = estimate(curves.map((curve) => heightAt(curve, x)));
    return mean === null ? [] : [pointOf(x, mean, unit)];
  });
}

/**
 * Mean heights of two arms' curves per seed, over the range of `axis` that both of a seed's runs cover: who is higher
 * on average has learned faster, whether or not either of them gets anywhere in the end.
 */
export function meanHeights<Axis extends string, P extends Spent<Axis>>(
  a: Curves<P>,
  b: Curves<P>,
  axis: Axis,
  height: Height<P>,
): [PerSeed, PerSeed] {
  const heights: [Map<number, number>, Map<number, number>] = [new Map(), new Map()];
  for (const run of a.runs) {
    const other = b.runs.find(({ seed }) => seed === run.seed);
    const lines = [line(run.curve, axis, height), line(other?.curve ?? [], axis, height)] as const;
    const [from, to] = [Math.max(...lines.map((one) => one[0]?.x ?? Infinity)), Math.min(...lines.map(lastX))];
    if (from >= to) continue;
    lines.forEach((one, i) => {
      heights[i as 0 | 1].set(run.seed, meanHeight(one, from, to));
    });
  }
  return heights;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

function line<Axis extends string, P extends Spent<Axis>>(curve: readonly P[], axis: Axis, height: Height<P>): Spot[] {
  return curve.flatMap((point) => {
    const y = height(point);
    return y === undefined || y === null ? [] : [{ x: point[axis], y }];
  });
}

function lastX(spots: readonly Spot[]): number {
  return spots.at(-1)?.x ?? -Infinity;
}

/** Linear between the points, level beyond them. */
function heightAt(spots: readonly Spot[], x: number): number {
  const next = spots.findIndex((spot) => spot.x >= x);
  const [a, b] = [spots[next - 1], spots[next]];
  if (!b) return spots.at(-1)?.y ?? 0;
  if (!a || b.x === a.x) return b.y;
  return a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
}

function meanHeight(spots: readonly Spot[], from: number, to: number): number {
  const inside = spots.filter(({ x }) => x > from && x < to);
  const cut = [{ x: from, y: heightAt(spots, from) }, ...inside, { x: to, y: heightAt(spots, to) }];
  let area = 0;
  for (let i = 1; i < cut.length; i++) {
    const [a, b] = [cut[i - 1] as Spot, cut[i] as Spot];
    area += ((a.y + b.y) / 2) * (b.x - a.x);
  }
  return area / (to - from);
}
