/** Tables of plain text for the terminal, and the forms that figures take in them. What is not known is a dash. */

/**
 * Columns aligned to the right, under their heads.
 *
 * @template Row
 * @param {readonly [string, (row: Row) => string][]} columns
 * @param {readonly Row[]} rows
 */
export function table(columns, rows) {
  const lines = [columns.map(([head]) => head), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  return lines.map((line) => line.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  ')).join('\n');
}

/** @param {number} value in [0, 1] */
export function share(value) {
  return Number.isNaN(value) ? '–' : `${Math.round(value * 100)} %`;
}

/**
 * @param {number} low
 * @param {number} high
 */
export function between(low, high) {
  return Number.isNaN(low) ? '–' : `${Math.round(low * 100)}–${Math.round(high * 100)}`;
}

/** @param {number} value */
export function decimal(value) {
  return Number.isNaN(value) ? '–' : value.toFixed(1);
}
