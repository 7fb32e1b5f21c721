/** Numbers in words for people: short, with units, and of a width that does not jump while one reads. */

/** 0.4567 → "46 %"; a dash for what was not measured. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return '–';
  return `${Math.round(share * 100)} %`;
}

/** Thousands as "12.3 k", millions as "1.20 M"; below a thousand the whole number. */
export function count(value: number): string {
  const size = Math.abs(value);
  if (size >= 999_950_000) return `${(value / 1e9).toFixed(2)} G`;
  if (size >= 999_950) return `${(value / 1e6).toFixed(2)} M`;
  if (size >= 10_000) return `${(value / 1e3).toFixed(1)} k`;
  return String(Math.round(value));
}

/** A measured value with about three digits; never in exponent form unless tiny. */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 10_000) return count(value);
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  if (size >= 0.01 || value === 0) return value.toFixed(2);
  return value.toExponential(1);
}

/** Seconds as "45 s", "3 min", "1 h 05 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A moment as "just now", "5 min ago", "3 h ago", or the date. */
export function ago(moment: number, now: number): string {
  const seconds = (now - moment) / 1000;
  if (seconds < 60) return 'just now';
  if (seconds < 86_400)
    return `${duration(seconds < 3600 ? seconds : Math.floor(seconds / 3600) * 3600).replace(' 00 min', '')} ago`;
  return new Date(moment).toLocaleDateString(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
}

/** "1 agent", "2 agents". */
export function plural(n: number, singular: string, several = `${singular}s`): string {
  return `${n} ${n === 1 ? singular : several}`;
}
