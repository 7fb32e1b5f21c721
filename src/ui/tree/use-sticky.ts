/**
 * Keeps ancestors in view: while one scrolls through the rows of a subtree, the agents above it slide along at the top,
 * each in its own column, where nothing else stands. Works on the drawing directly, since it runs on every scroll event.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Geometry } from './density.ts';
import type { Placement } from './layout.ts';

/** How far down a node may slide: to the last row of its subtree. An outline has no free column to slide in. */
export function slide({ row, lastRow }: Pick<Placement, 'row' | 'lastRow'>, g: Geometry): number {
  return g.outline || g.density === 'overview' ? 0 : (lastRow - row) * g.rowPitch;
}

/**
 * Marks an element that may slide: `y` is its natural place, `limit` how far it may slide. With `from`, the element is a
 * line of unit length instead, stretched from there to where the slid node is.
 */
export function slideData(y: number, limit: number, from?: number): Record<`data-${string}`, string> {
  const marks = { 'data-slide-y': String(y), 'data-slide-limit': String(limit) };
  return from === undefined ? marks : { ...marks, 'data-slide-from': String(from) };
}

/** Moves the marked elements inside `scroller` as it scrolls, and after every drawing. */
export function useSticky(scroller: RefObject<HTMLElement | null>, g: Geometry): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const update = () => {
      const top = element.scrollTop + g.margin + g.height / 2;
      for (const marked of element.querySelectorAll<SVGElement>('[data-slide-y]')) {
        const { slideY, slideLimit, slideFrom } = marked.dataset;
        const by = Math.min(Math.max(0, top - Number(slideY)), Number(slideLimit));
        const over = by - Number(slideFrom);
        marked.style.transform =
          slideFrom === undefined
            ? `translate(0, ${by}px)`
            : `translate(0, ${slideFrom}px) scale(1, ${Math.max(0, over)})`;
      }
    };
    update();
    element.addEventListener('scroll', update, { passive: true });
    return () => element.removeEventListener('scroll', update);
  });
}
