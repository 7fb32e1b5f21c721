/**
 * Numbers as the sections on planning write them: shares with a digit more than elsewhere, since scores here differ by
 * a few points and plans are rare. A cell says from how many seeds it is where that differs from the others'.
 */
import type { Estimate } from '../estimate.ts';
import type { PerSeed } from '../measure.ts';
import { over } from '../measure.ts';
import { numberCell, seedsText } from '../words.ts';
import type { ArmFigures } from './report.ts';

/** `34.3 %`, `0.42 %`. */
export function fine(share: number): string {
  return `${digits(share)} %`;
}

/** A difference of two shares in percentage points: `+5.6 points`. */
export function finePoints(difference: number): string {
  return `${signed(difference)} points`;
}

/** The mean alone, for a sentence. */
export function meanText(values: PerSeed, unit: (value: number) => string = fine): string {
  const estimated = over(values);
  return estimated ? unit(estimated.mean) : 'an unknown share';
}

/** What the cells of a table say; seeds are told where they are fewer than the most that an arm has. */
export interface Cells {
  share(value: Estimate | null): string;
  points(value: Estimate | null): string;
  number(value: Estimate | null): string;
}

export function cellsFor(arms: readonly ArmFigures[]): Cells {
  const usual = mostSeeds(arms);
  const cell = (text: (value: Estimate) => string) => (value: Estimate | null) =>
    value === null ? 'not measured' : `${text(value)}${value.seeds === usual ? '' : `, ${seedsText(value.seeds)}`}`;
  return {
    share: cell(({ mean, interval }) => {
      const [low, high] = (interval ?? []).map((end) => Math.min(1, Math.max(0, end)));
      return low === undefined || high === undefined ? fine(mean) : `${fine(mean)} (${digits(low)} to ${digits(high)})`;
    }),
    points: cell(({ mean, interval }) =>
      interval === null ? finePoints(mean) : `${finePoints(mean)} (${signed(interval[0])} to ${signed(interval[1])})`,
    ),
    number: cell((value) => numberCell(value)),
  };
}

/** An arm's name, with its seeds where they are fewer than those of the others. */
export function nameAmong({ title, runs }: ArmFigures, arms: readonly ArmFigures[]): string {
  return runs.length === mostSeeds(arms) ? title : `${title} (${seedsText(runs.length)})`;
}

export function mostSeeds(arms: readonly ArmFigures[]): number {
  return Math.max(...arms.map(({ runs }) => runs.length));
}

/** In per cent, without the sign. */
function digits(share: number): string {
  const value = 100 * share;
  return String(Number(Math.abs(value) >= 1 ? value.toFixed(1) : value.toPrecision(2)));
}

function signed(difference: number): string {
  const text = digits(Math.abs(difference));
  if (Number(text) === 0) return '0';
  // A true minus sign.
  return `${difference > 0 ? '+' : '−'}${text}`;
}
