/** The line of a walk on a map. Pure. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** From stop to stop in flat arcs, so that it does not hide among straight lines, and the way back beside the way there. */
export function trailLine([first, ...rest]: readonly Point[]): string {
  if (!first) return '';
  let from = first;
  const arcs = rest.map((to) => {
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const bulge = { x: middle.x + (from.y - to.y) * 0.18, y: middle.y + Math.abs(from.x - to.x) * 0.18 };
    from = to;
    return `Q${bulge.x} ${bulge.y} ${to.x} ${to.y}`;
  });
  return `M${first.x} ${first.y}${arcs.join('')}`;
}
