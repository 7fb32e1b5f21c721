/** Calls something on every frame of the screen for as long as it is wanted. */
import { useEffect } from 'preact/hooks';

/** `tick` gets the frame's time in milliseconds; it must stay the same function from one drawing to the next. */
export function useFrames(wanted: boolean, tick: (now: number) => void): void {
  useEffect(() => {
    if (!wanted) return;
    let handle = requestAnimationFrame(function frame(now) {
      handle = requestAnimationFrame(frame);
      tick(now);
    });
    return () => cancelAnimationFrame(handle);
  }, [wanted, tick]);
}
