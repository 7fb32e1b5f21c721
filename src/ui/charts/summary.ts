/** A chart as a sentence: for screen readers, and for whoever prefers words. */

interface SummarySeries {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

export function summarize(
  title: string,
  unit: string,
  steps: readonly number[],
  series: readonly SummarySeries[],
  format: (value: number) => string,
): string {
  const head = unit === '' ? title : `${title} (${unit})`;
  const last = steps.at(-1);
  if (last === undefined) return `${head}: no values yet.`;
  const parts = series.map(({ label, values }) => {
    const known = values.filter((value): value is number => value !== null);
    const first = known[0];
    const latest = known.at(-1);
    if (first === undefined || latest === undefined) return `${label} has no values yet`;
    const low = format(known.reduce((a, b) => Math.min(a, b)));
    const high = format(known.reduce((a, b) => Math.max(a, b)));
    return `${label} ${format(latest)} now, ${format(first)} at the start, between ${low} and ${high}`;
  });
  return `${head}, steps ${steps[0]} to ${last}: ${parts.join('; ')}.`;
}
