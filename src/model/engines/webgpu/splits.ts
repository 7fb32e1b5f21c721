/**
 * Into how many parts the rows of a weight gradient's sum are cut: more parts keep more of a device busy, and each
 * needs a slot of gradients. The number is a function of the model alone, because sums depend on it bit for bit.
 */
import type { ParameterLayout } from '../../layout.ts';

/** Most slots, and most floats of all slots of models that have more than one. */
const MOST_SLOTS = 8;
const MOST_FLOATS = 2 ** 21;

/** Slots of gradients, at least one. */
export function gradientSlots({ size }: ParameterLayout): number {
  return Math.min(MOST_SLOTS, Math.max(1, Math.floor(MOST_FLOATS / size)));
}

/** `PassWords.splitRows` for a pass of this many rows. */
export function splitRows(layout: ParameterLayout, rows: number): number {
  return Math.ceil(rows / gradientSlots(layout));
}
