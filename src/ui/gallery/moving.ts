/** Whether the pictures move: what the system says about motion, until the person says otherwise for the pictures. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { prefersReducedMotion } from '../parts/hooks.ts';
import { remembered } from '../remembered.ts';

const chosen = remembered('pictures', ['moving', 'still']);

/** A component that asks is drawn again when that changes. */
export function picturesMove(): boolean {
  return chosen.value === null ? !prefersReducedMotion() : chosen.value === 'moving';
}

export function toggleMotion(): void {
  chosen.value = picturesMove() ? 'still' : 'moving';
}

/**
 * Moves a picture while pictures move and somebody can see this one: `start` begins, and answers what ends it. A new
 * `start` begins anew, so it has to be the same function while the picture is the same.
 */
export function useMoving<T extends Element>(picture: RefObject<T | null>, start: (element: T) => () => void): void {
  const moves = picturesMove();
  useEffect(() => {
    const element = picture.current;
    if (!element || !moves) return;
    let stop: (() => void) | null = null;
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.at(-1)?.isIntersecting ?? true;
      if (seen === (stop !== null)) return;
      stop?.();
      stop = seen ? start(element) : null;
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      stop?.();
    };
  }, [picture, moves, start]);
}
