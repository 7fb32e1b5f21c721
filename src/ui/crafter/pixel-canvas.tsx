/**
 * A canvas of few pixels, enlarged so that each of them covers a whole number of the screen's: crisp at any zoom. It is
 * painted anew when the moment changes, and nothing of the page is laid out for that.
 */
import { effect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useWidth } from '../parts/hooks.ts';
import type { Moment } from './moment.ts';
import type { Context } from './picture/atlas.ts';

export interface PixelCanvasProps {
  readonly width: number;
  readonly height: number;
  readonly moment: ReadonlySignal<Moment>;
  /** Paints the whole canvas; the same function as long as the picture is the same. */
  readonly paint: (context: Context, moment: Moment) => void;
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
}

export function PixelCanvas({ width, height, moment, paint, label }: PixelCanvasProps) {
  const [frame, available] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    if (context) return effect(() => paint(context, moment.value));
  }, [moment, paint]);
  const size = enlarged(width, available, window.devicePixelRatio);
  return (
    <div class="pixel-frame" ref={frame}>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        style={{ width: `${size}px`, height: `${(size * height) / width}px` }}
        role="img"
        aria-label={label}
      />
    </div>
  );
}

/** Width in CSS pixels of `pixels` enlarged by the greatest whole factor, in the screen's pixels, that has room. */
export function enlarged(pixels: number, available: number, ratio: number): number {
  return (pixels * Math.max(1, Math.floor((available * ratio) / pixels + 1e-6))) / ratio;
}
