/** How bright it is: a day lasts 300 steps; it is darkest after 210 of them. */

const DAY = 300;

/** In [0, 1], a function of the steps taken in the episode. */
export function daylightAt(step: number): number {
  const cosine = Math.abs(Math.cos(Math.PI * (((step / DAY) % 1) + 0.3)));
  return 1 - cosine * cosine * cosine;
}
