/**
 * Numbers as the sections on planning write them: shares with a digit more than elsewhere, since scores here differ by
 * a few points and plans are rare. A cell says from how many seeds it is where that differs from the others'.
 */
import type { Estimate } from '../estimate.ts';
import { over, type PerSeed } from '../measure.ts';
import { seedsText, significant } from '../words.ts';
import type { ArmFigures } from './report.ts';

/** `34.3 %`, `0.42 %`. */
export function fine(share: number): string {
  return `${perCent(share)} %`;
}

/** With its sign, a true minus where there is one; none for nothing: `+0.16`. */
export function signed(value: number): string {
  return withSign(value, significant(Math.abs(value)));
}

/** The mean alone, for a sentence; `unit` writes it. */
export function meanText(values: PerSeed, unit: (value: number) => string = fine): string {
  const estimated = over(values);
  return estimated ? unit(estimated.mean) : 'an unknown amount';
}

/** What the cells of a table say: means with their intervals, and seeds where they are fewer than the most of an arm. */
export interface Cells {
  /** `34.3 % (33.1 to 35.5)`. */
  share(value: Estimate | null): string;
  /** A difference of shares: `+5.6 points (+4.1 to +7.1)`. */
  points(value: Estimate | null): string;
  /** A change by a share: `−42 % (−45 to −39)`. */
  change(value: Estimate | null): string;
  /** `12 (11 to 13)`. */
  number(value: Estimate | null): string;
  /** The same of what cannot be negative. */
  amount(value: Estimate | null): string;
  /** `+0.16 (+0.04 to +0.28)`. */
  signed(value: Estimate | null): string;
}

export function cellsFor(arms: readonly ArmFigures[]): Cells {
  const usual = mostSeeds(arms);
  const told = ({ seeds }: Estimate) => (seeds === usual ? [] : [seedsText(seeds)]);
  const ranged = (number: (value: number) => string, unit: (number: string) => string) => (value: Estimate | null) => {
    if (value === null) return 'not measured';
    const [low, high] = value.interval ?? [];
    const range = low === undefined || high === undefined ? [] : [`${number(low)} to ${number(high)}`];
    const more = [...range, ...told(value)];
    return `${unit(number(value.mean))}${more.length > 0 ? ` (${more.join('; ')})` : ''}`;
  };
  // Neither shares nor amounts can be negative, though an interval may say so.
  const amount = (value: number) => significant(Math.max(0, value));
  const within = (share: number) => perCent(Math.min(1, Math.max(0, share)));
  return {
    share: ranged(within, (number) => `${number} %`),
    points: ranged(signedPerCent, (number) => `${number} ${/^\D?1$/.test(number) ? 'point' : 'points'}`),
    change: ranged(signedPerCent, (number) => `${number} %`),
    number: ranged(significant, (number) => number),
    amount: ranged(amount, (number) => number),
    signed: ranged(signed, (number) => number),
  };
}

/** An arm's name, with its seeds where they are fewer than those of the others. */
export function nameAmong({ title, runs }: ArmFigures, arms: readonly ArmFigures[]): string {
  return runs.length === mostSeeds(arms) ? title : `${title} (${seedsText(runs.length)})`;
}

export function mostSeeds(arms: readonly ArmFigures[]): number {
  return Math.max(...arms.map(({ runs }) => runs.length));
}

function signedPerCent(share: number): string {
  return withSign(share, perCent(Math.abs(share)));
}

/** Without its unit. @param share not below zero */
function perCent(share: number): string {
  const value = 100 * share;
  return String(Number(value >= 1 ? value.toFixed(1) : value.toPrecision(2)));
}

/** @param size `value` without its sign, written */
function withSign(value: number, size: string): string {
  return value > 0 ? `+${size}` : value < 0 ? `−${size}` : '0';
}
