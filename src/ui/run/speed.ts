/** The speeds that the slider offers: the pause between two rounds of turns, from slow motion to none. */

/** Pauses in milliseconds, slowest first. */
export const SPEEDS: readonly number[] = [2000, 1000, 500, 250, 100, 30, 0];

/** The slider's place for a pause: the nearest that there is. */
export function speedIndex(roundDelayMs: number): number {
  const distance = (index: number) => Math.abs((SPEEDS[index] ?? 0) - roundDelayMs);
  return SPEEDS.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0);
}

/** The pause at a place of the slider. */
export function speedAt(index: number): number {
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, Math.round(index)))] ?? 0;
}

export function speedText(roundDelayMs: number): string {
  if (roundDelayMs === 0) return 'Full speed';
  if (roundDelayMs >= 500) return `Slow motion, ${roundDelayMs / 1000} s a round`;
  return `${roundDelayMs} ms a round`;
}
