/** The frames on one canvas each may be drawn from, made when the first picture is painted, and icons for the page. */
import { FRAME_PIXELS, frame } from './frames.ts';
import { type Pixels, SPRITE } from './sprite.ts';

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A canvas in memory of the given size, and what draws on it. */
export function makeCanvas(width: number, height: number): { canvas: HTMLCanvasElement; context: Context } {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw on a canvas.');
  return { canvas, context };
}

function draw(context: Context, pixels: Pixels, x: number): void {
  context.putImageData(new ImageData(pixels, SPRITE, SPRITE), x, 0);
}

let sheet: HTMLCanvasElement | null = null;

function atlas(): HTMLCanvasElement {
  if (sheet === null) {
    const { canvas, context } = makeCanvas(SPRITE * FRAME_PIXELS.length, SPRITE);
    FRAME_PIXELS.forEach((pixels, i) => {
      draw(context, pixels, SPRITE * i);
    });
    sheet = canvas;
  }
  return sheet;
}

/** Draws frame number `number` with its north-western corner at (x, y), in pixels of the sprite. */
export function drawFrame(context: Context, number: number, x: number, y: number): void {
  context.drawImage(atlas(), SPRITE * number, 0, SPRITE, SPRITE, x, y, SPRITE, SPRITE);
}

const icons = new Map<string, string>();

/** Address of the frame of that name as an image of its own. */
export function iconAddress(name: string): string {
  const known = icons.get(name);
  if (known !== undefined) return known;
  const { canvas, context } = makeCanvas(SPRITE, SPRITE);
  draw(context, FRAME_PIXELS[frame(name)] as Pixels, 0);
  const address = canvas.toDataURL();
  icons.set(name, address);
  return address;
}
