/**
 * Sprites as data: sixteen rows of sixteen letters become pixels, and pixels are turned and mirrored. Pure; nothing here
 * draws.
 */
import { PALETTE } from '../art/palette.ts';

/** Edge of a sprite, in pixels. */
export const SPRITE = 16;

/** RGBA, four bytes a pixel, row by row. */
export type Pixels = Uint8ClampedArray<ArrayBuffer>;

/** Throws a RangeError that says what is wrong with a drawing that is not 16 × 16 letters of the palette. */
export function decodeSprite(drawing: string, recolour: Readonly<Record<string, string>> = {}): Pixels {
  const rows = drawing.trim().split('\n');
  if (rows.length !== SPRITE) throw new RangeError(`A sprite has ${SPRITE} rows, not ${rows.length}.`);
  const pixels = new Uint8ClampedArray(SPRITE * SPRITE * 4);
  rows.forEach((row, y) => {
    if (row.length !== SPRITE) throw new RangeError(`Row ${y} of a sprite has ${SPRITE} letters, not ${row.length}.`);
    for (let x = 0; x < SPRITE; x++) {
      const letter = row[x] as string;
      if (letter !== '.') pixels.set(rgba(recolour[letter] ?? letter), 4 * (y * SPRITE + x));
    }
  });
  return pixels;
}

/** The colour of a letter of the palette, opacity included. */
export function rgba(letter: string): readonly [r: number, g: number, b: number, a: number] {
  const colour = PALETTE[letter];
  if (colour === undefined) throw new RangeError(`The palette has no colour "${letter}".`);
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [part(1), part(3), part(5), colour.length > 7 ? part(7) : 255];
}

/** Turned by a quarter, clockwise: what was north is east. */
export function turned(pixels: Pixels): Pixels {
  return moved(pixels, (x, y) => [SPRITE - 1 - y, x]);
}

/** Mirrored: what was east is west. */
export function mirrored(pixels: Pixels): Pixels {
  return moved(pixels, (x, y) => [SPRITE - 1 - x, y]);
}

function moved(pixels: Pixels, to: (x: number, y: number) => readonly [number, number]): Pixels {
  const result = new Uint8ClampedArray(pixels.length);
  for (let y = 0; y < SPRITE; y++) {
    for (let x = 0; x < SPRITE; x++) {
      const [toX, toY] = to(x, y);
      const from = 4 * (y * SPRITE + x);
      result.set(pixels.subarray(from, from + 4), 4 * (toY * SPRITE + toX));
    }
  }
  return result;
}
