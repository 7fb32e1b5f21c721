/** Metrics as a table for a spreadsheet: RFC 4180, one line per optimizer step, a column per metric of any row. */
import type { MetricRow } from '../rl/records.ts';

/** Columns: step, phase, then the metrics by name. A row leaves the metrics empty that it does not have. */
export function metricsCsv(rows: readonly MetricRow[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.values)))].sort();
  const lines = rows.map((row) => [row.step, row.phase, ...names.map((name) => row.values[name] ?? '')]);
  return [['step', 'phase', ...names], ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
