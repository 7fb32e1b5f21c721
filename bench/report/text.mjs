/** Numbers and tables as Markdown. */

/**
 * A table, aligned as formatters align it. The first column is text, the others are figures.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...all.map((cells) => cells[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${widths.map((width, i) => (i === 0 ? (cells[i] ?? '').padEnd(width) : (cells[i] ?? '').padStart(width))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/**
 * Three significant digits, with thin groups from ten thousand on: 0.0123, 1.23, 12.3, 123, 12,300.
 *
 * @param {number} value
 */
export function figure(value) {
  if (value === 0) return '0';
  const digits = Number(value.toPrecision(3));
  return Math.abs(digits) >= 10_000 ? digits.toLocaleString('en-US') : String(digits);
}

/** Bytes in MB. @param {number | null} bytes */
export function megabytes(bytes) {
  return bytes === null ? '' : figure(bytes / 1e6);
}

/**
 * A median with its range: "31 (29.5–39.7)".
 *
 * @param {import('../statistics.mjs').Spread | null} range
 */
export function range(range) {
  return range ? `${figure(range.median)} (${figure(range.min)}–${figure(range.max)})` : '';
}
