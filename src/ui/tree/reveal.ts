/** Brings a box of the drawing into view. */
import type { Size } from './density.ts';

/** Scrolls just far enough that the box is in view with some air around it; `at` is the middle of its left edge. */
export function reveal(scroller: HTMLElement, at: { readonly x: number; readonly y: number }, box: Size): void {
  const air = 16;
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = scroller;
  const left = nearest(scrollLeft, clientWidth, at.x - air, at.x + box.width + air);
  const top = nearest(scrollTop, clientHeight, at.y - box.height / 2 - air, at.y + box.height / 2 + air);
  if (left !== scrollLeft || top !== scrollTop) scroller.scrollTo({ left, top });
}

function nearest(offset: number, length: number, low: number, high: number): number {
  if (low < offset) return low;
  return high > offset + length ? high - length : offset;
}
