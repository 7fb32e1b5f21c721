/** What the timeline of an episode draws, in pixels: plans, rewards and value estimates over its steps. Pure. */
import type { EpisodeTurn } from '../../rl/records.ts';
import type { PlanSpan } from './outline.ts';

/** A lane of the timeline, from its upper to its lower end. */
export interface Lane {
  readonly top: number;
  readonly bottom: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Maps 0 … `steps` to 0 … `width`. */
export function stepScale(steps: number, width: number): (step: number) => number {
  return (step) => (width * step) / Math.max(1, steps);
}

/** The step nearest to a place on the timeline. */
export function stepAt(x: number, steps: number, width: number): number {
  return Math.max(0, Math.min(steps, Math.round((x / Math.max(1, width)) * steps)));
}

/** Where each plan was in force; neighbours keep a gap where there is room for one. */
export function planBoxes(spans: readonly PlanSpan[], x: (step: number) => number, { top, bottom }: Lane): Box[] {
  return spans.map(({ from, until }) => {
    const width = x(until) - x(from);
    return { x: x(from), y: top, width: Math.max(0.75, width > 4 ? width - 1 : width), height: bottom - top };
  });
}

/** Rewards as bars from zero, up and down, as high as the greatest of either sign lets them. */
export function rewardBars(
  turns: readonly EpisodeTurn[],
  x: (step: number) => number,
  { top, bottom }: Lane,
): { readonly zero: number; readonly bars: readonly (Box & { readonly gain: boolean })[] } {
  const most = turns.reduce((high, { reward }) => Math.max(high, reward), 0);
  const least = turns.reduce((low, { reward }) => Math.min(low, reward), 0);
  const range = most - least || 1;
  const zero = top + ((most || (least < 0 ? 0 : 1)) / range) * (bottom - top);
  const bars = turns.flatMap(({ reward }, i) => {
    if (reward === 0) return [];
    // A small reward next to large ones still has to be seen.
    const height = Math.max(2, (Math.abs(reward) / range) * (bottom - top));
    const width = Math.max(1.5, Math.min(9, x(i + 1) - x(i) - 1));
    return [{ x: x(i + 1) - width, y: reward > 0 ? zero - height : zero, width, height, gain: reward > 0 }];
  });
  return { zero, bars };
}

/** Value estimates as a line: a stair where steps are wide, otherwise at most a point per pixel. '' without any. */
export function valueLine(turns: readonly EpisodeTurn[], x: (step: number) => number, { top, bottom }: Lane): string {
  const known = turns.flatMap(({ value }, step) => (Number.isFinite(value) ? [{ value, step }] : []));
  if (known.length === 0) return '';
  const most = known.reduce((high, { value }) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  const least = known.reduce((low, { value }) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const y = (value: number) =>
    most === least ? (top + bottom) / 2 : bottom - ((value - least) / (most - least)) * (bottom - top);
  const width = x(turns.length);
  const isStair = width >= 4 * turns.length;
  const every = Math.max(1, Math.ceil(known.length / Math.max(1, width)));
  return known
    .filter((_, i) => i % every === 0 || i === known.length - 1)
    .flatMap(({ value, step }) =>
      (isStair ? [step, step + 1] : [step]).map((at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`),
    )
    .join(' ');
}

/** Least and greatest value estimate; null without any. */
export function valueRange(turns: readonly EpisodeTurn[]): readonly [least: number, most: number] | null {
  const values = turns.map(({ value }) => value).filter(Number.isFinite);
  if (values.length === 0) return null;
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}
