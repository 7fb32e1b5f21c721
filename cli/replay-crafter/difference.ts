/** What a replay found: that all is as recorded, or the first thing that is not. */
import { AREA } from '../../src/envs/crafter/rules.ts';

/** The first value of a file that the replay does not repeat. */
export interface Difference {
  /** Where, in words: the episode and the step. */
  readonly where: string;
  readonly field: string;
  readonly expected: unknown;
  readonly found: unknown;
}

export interface Outcome {
  /** What was repeated identically before the difference, if there is one: so many of each thing. */
  readonly identical: Readonly<Record<string, number>>;
  readonly difference: Difference | null;
}

/** A value that was looked up, by its name in the format. */
export type Named = readonly [field: string, expected: unknown, found: unknown];

/** Decimals are recorded rounded to six digits. */
const ROUNDING = 1e-6;

/** The first pair that differs, down to the element of a list; null when none does. */
export function firstDifference(values: Iterable<Named>): Omit<Difference, 'where'> | null {
  for (const [field, expected, found] of values) {
    const place = differingPlace(field, expected, found);
    if (place) return place;
  }
  return null;
}

function differingPlace(field: string, expected: unknown, found: unknown): Omit<Difference, 'where'> | null {
  if (Array.isArray(expected) && Array.isArray(found)) {
    for (let i = 0; i < Math.max(expected.length, found.length); i++) {
      const place = differingPlace(`${field}[${i}]`, expected[i], found[i]);
      if (place) return place;
    }
    return null;
  }
  if (expected === found) return null;
  if (field.startsWith('daylight') && Math.abs(Number(expected) - Number(found)) <= ROUNDING) return null;
  if (typeof expected === 'string' && typeof found === 'string' && expected.length === AREA * AREA) {
    let tile = 0;
    while (expected[tile] === found[tile]) tile++;
    const place = `${field} at x ${Math.floor(tile / AREA)}, y ${tile % AREA}`;
    return { field: place, expected: expected[tile], found: found[tile] };
  }
  return { field, expected, found };
}
