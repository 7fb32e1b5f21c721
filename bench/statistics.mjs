/** Medians and ranges. */

/**
 * @typedef {object} Spread
 * @property {number} min
 * @property {number} median
 * @property {number} max
 * @property {number} n
 */

/**
 * Smallest, middle and largest of the values, of which there must be some and which must be finite.
 *
 * @param {readonly number[]} values
 * @returns {Spread}
 */
export function spread(values) {
  if (values.length === 0) throw new RangeError('There is no median of nothing.');
  if (!values.every(Number.isFinite)) throw new RangeError('A median needs finite numbers.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = /** @type {number} */ (sorted[middle]);
  const lower = /** @type {number} */ (sorted[sorted.length % 2 === 1 ? middle : middle - 1]);
  return {
    min: /** @type {number} */ (sorted[0]),
    median: (lower + upper) / 2,
    max: /** @type {number} */ (sorted[sorted.length - 1]),
    n: sorted.length,
  };
}
