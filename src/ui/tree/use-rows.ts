/**
 * Which rows of the drawing are near enough to the view to be drawn at all: trees of thousands of agents stay quick
 * because only these are. Follows the scroller in coarse steps, so that scrolling rarely means drawing.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Geometry } from './density.ts';

export interface Rows {
  readonly first: number;
  readonly last: number;
}

/** Drawn beyond the view on either side, as a share of it. */
const MARGIN = 0.75;
/** One step of scrolling, as a share of the view. */
const STEP = 0.5;

/** The rows drawn when `scrollTop` is in the given step. */
export function rowsAt(step: number, height: number, { rowPitch, margin }: Geometry): Rows {
  const top = step * STEP * height;
  return {
    first: Math.floor((top - MARGIN * height - margin) / rowPitch),
    last: Math.ceil((top + (1 + STEP + MARGIN) * height - margin) / rowPitch),
  };
}

export function stepOf(scrollTop: number, height: number): number {
  return Math.max(0, Math.floor(scrollTop / (STEP * height)));
}

export function useRows(scroller: RefObject<HTMLElement | null>, height: number, g: Geometry): Rows {
  const [step, setStep] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const update = () => setStep(stepOf(element.scrollTop, height));
    update();
    element.addEventListener('scroll', update, { passive: true });
    return () => element.removeEventListener('scroll', update);
  }, [scroller, height, g.density, g.rowPitch]);
  return rowsAt(step, height, g);
}

/** Whether anything from row `from` to row `to` is drawn. */
export function inRows({ first, last }: Rows, from: number, to: number): boolean {
  return from <= last && to >= first;
}
