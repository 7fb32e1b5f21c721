/** Numbers as sections write them. Every number in their sentences and tables goes through here. */
import type { Estimate } from './estimate.ts';

/** `97 %`, and with a digit where rounding would hide that it is not all or nothing: `99.6 %`. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  const hides = (rounded === 100 && share < 1) || (rounded === 0 && share > 0);
  return `${hides ? trimmed(share * 100, 1) : rounded} %`;
}

/** A difference of two shares in percentage points: `+16 points`. */
export function points(difference: number): string {
  const value = Math.round(difference * 100);
  return `${signed(value)} ${Math.abs(value) === 1 ? 'point' : 'points'}`;
}

/** `2.5 times`. */
export function times(ratio: number): string {
  return `${significant(ratio)} times`;
}

/** Two significant digits below ten, whole numbers with thousands separators above. */
export function significant(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 1000) return Math.round(value).toLocaleString('en-US');
  if (magnitude >= 10) return String(Math.round(value));
  return magnitude >= 1 || magnitude === 0 ? trimmed(value, 1) : String(Number(value.toPrecision(2)));
}

/** `0.34 s`, `12 s`. */
export function seconds(value: number): string {
  return `${significant(value)} s`;
}

/** The mean, with its interval in brackets where there is one: `97 % (95 to 99)`. */
export function shareCell(value: Estimate | null): string {
  if (value === null) return 'not measured';
  if (value.interval === null) return percent(value.mean);
  const [low, high] = value.interval.map((end) => Math.round(Math.min(1, Math.max(0, end)) * 100));
  return `${percent(value.mean)} (${low} to ${high})`;
}

/** The mean alone, for a sentence. */
export function shareText(value: Estimate | null | undefined): string {
  return value ? percent(value.mean) : 'an unknown share';
}

export function pointsCell(value: Estimate | null): string {
  if (value === null) return 'not measured';
  if (value.interval === null) return points(value.mean);
  const [low, high] = value.interval;
  return `${points(value.mean)} (${signed(Math.round(low * 100))} to ${signed(Math.round(high * 100))})`;
}

export function numberCell(value: Estimate | null, unit = ''): string {
  if (value === null) return 'not measured';
  const suffix = unit === '' ? '' : ` ${unit}`;
  if (value.interval === null) return `${significant(value.mean)}${suffix}`;
  const [low, high] = value.interval;
  return `${significant(value.mean)}${suffix} (${significant(low)} to ${significant(high)})`;
}

/** `5 seeds`, `1 seed`. */
export function seedsText(count: number): string {
  return `${count} ${count === 1 ? 'seed' : 'seeds'}`;
}

/** `easy, medium and hard`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function signed(value: number): string {
  // A true minus sign, and no sign for nothing.
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0';
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
