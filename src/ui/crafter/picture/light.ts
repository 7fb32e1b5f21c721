/**
 * How dark it is, and the grain of the dark. Everything follows from the step and the tile, so that a step looks the same
 * whenever it is shown, and no luck of the game is used up.
 */
import { VIEW_HEIGHT, VIEW_WIDTH } from '../../../envs/crafter/rules.ts';
import { tileHash } from './layers.ts';
import { SPRITE } from './sprite.ts';

/** It is full day from this daylight on, and the edge of the view fades below that one. */
const DAY = 0.75;
const DUSK = 0.5;

/** How much of the colour of night lies on everything, 0 … 1. */
export function dimness(daylight: number): number {
  return Math.min(1, Math.max(0, (DAY - daylight) / DAY)) ** 0.8;
}

/** How far the dark has closed in from the edges of the view, 0 … 1. */
export function gloom(daylight: number): number {
  return Math.min(1, Math.max(0, 2 * (DUSK - daylight)));
}

/** How many patterns of grain there are. */
export const GRAINS = 6;

/** The pattern of grain on a tile at a step; it changes every few steps, or fast play would flicker. */
export function grainAt(step: number, x: number, y: number): number {
  return tileHash(x, y, step >> 2) % GRAINS;
}

/** How thick the dark is at a place of the view, whose edges lie at -1 and 1: nothing around the player. */
export function thickness(dx: number, dy: number): number {
  return 1 - Math.exp(-1.4 * (dx * dx + dy * dy));
}

/** How opaque the dark is over every pixel of the view when it has closed in altogether; clear around the player. */
export function vignette(): Float32Array {
  const [width, height] = [VIEW_WIDTH * SPRITE, VIEW_HEIGHT * SPRITE];
  const opacity = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = (2 * (x + 0.5)) / width - 1;
      const dy = (2 * (y + 0.5)) / height - 1;
      opacity[y * width + x] = thickness(dx, dy);
    }
  }
  return opacity;
}
