/**
 * Paints what the player sees: nine by seven tiles at sixteen pixels each, then the light. The canvas has exactly these
 * pixels; the page enlarges it by a whole factor.
 */
import { MATERIALS, VIEW_HEIGHT, VIEW_WIDTH } from '../../../envs/crafter/rules.ts';
import type { Scene } from '../../../envs/crafter/scene.ts';
import { type Context, drawFrame, makeCanvas } from './atlas.ts';
import { forEachLayer, tileHash } from './layers.ts';
import { dimness, GRAINS, gloom, grainAt, thickness, vignette } from './light.ts';
import { SPRITE } from './sprite.ts';

/** Size of the picture, in its own pixels. */
export const LOCAL_WIDTH = VIEW_WIDTH * SPRITE;
export const LOCAL_HEIGHT = VIEW_HEIGHT * SPRITE;

const ACROSS = (VIEW_WIDTH - 1) / 2;
const DOWN = (VIEW_HEIGHT - 1) / 2;

/** Everything is multiplied by these at the darkest of night, and while the player sleeps. */
const NIGHT = [74, 92, 158] as const;
const SLEEP = [92, 94, 148] as const;
/** The dark that closes in. */
const DARK = [13, 15, 34] as const;
/** Share of the dark that is left to its grain. */
const GRAIN = 0.45;

export function paintLocalView(context: Context, scene: Scene): void {
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
  for (let row = 0; row < VIEW_HEIGHT; row++) {
    for (let column = 0; column < VIEW_WIDTH; column++) {
      forEachLayer(scene, scene.x + column - ACROSS, scene.y + row - DOWN, (frame) =>
        drawFrame(context, frame, column * SPRITE, row * SPRITE),
      );
    }
  }
  // Whoever sleeps sees no night.
  if (scene.sleeping) {
    sleepOver(context);
    return;
  }
  const dim = dimness(scene.daylight);
  if (dim > 0) multiply(context, NIGHT, dim);
  const closed = gloom(scene.daylight);
  if (closed > 0) closeIn(context, scene, closed);
  if (dim > 0) glow(context, scene, dim);
}

/** Multiplies the picture by a colour, from not at all (0) to fully (1). */
function multiply(context: Context, colour: readonly [number, number, number], share: number): void {
  const [r, g, b] = colour.map((part) => Math.round(255 + (part - 255) * share));
  context.globalCompositeOperation = 'multiply';
  context.fillStyle = `rgb(${r} ${g} ${b})`;
  context.fillRect(0, 0, LOCAL_WIDTH, LOCAL_HEIGHT);
  context.globalCompositeOperation = 'source-over';
}

function closeIn(context: Context, scene: Scene, closed: number): void {
  const { mask, grains } = darkness();
  context.globalAlpha = closed;
  context.drawImage(mask, 0, 0);
  for (let row = 0; row < VIEW_HEIGHT; row++) {
    for (let column = 0; column < VIEW_WIDTH; column++) {
      const dx = (column - ACROSS) / ACROSS;
      const dy = (row - DOWN) / DOWN;
      const grain = grains[grainAt(scene.steps, scene.x + column - ACROSS, scene.y + row - DOWN)];
      context.globalAlpha = closed * GRAIN * thickness(dx, dy);
      if (grain) context.drawImage(grain, column * SPRITE, row * SPRITE);
    }
  }
  context.globalAlpha = 1;
}

const GLOWING = [MATERIALS.indexOf('lava'), MATERIALS.indexOf('furnace')];

/** Embers light up what is around them. */
function glow(context: Context, scene: Scene, dim: number): void {
  context.globalCompositeOperation = 'screen';
  context.globalAlpha = dim;
  for (let row = 0; row < VIEW_HEIGHT; row++) {
    for (let column = 0; column < VIEW_WIDTH; column++) {
      if (!GLOWING.includes(scene.material(scene.x + column - ACROSS, scene.y + row - DOWN))) continue;
      context.drawImage(darkness().halo, (column - 1) * SPRITE, (row - 1) * SPRITE);
    }
  }
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
}

/** Colours fade, and it is dark but for the sleeper. */
function sleepOver(context: Context): void {
  context.globalCompositeOperation = 'saturation';
  context.globalAlpha = 0.75;
  context.fillStyle = '#808080';
  context.fillRect(0, 0, LOCAL_WIDTH, LOCAL_HEIGHT);
  context.globalAlpha = 1;
  multiply(context, SLEEP, 1);
  context.globalAlpha = 0.75;
  context.drawImage(darkness().mask, 0, 0);
  context.globalAlpha = 1;
}

interface Darkness {
  readonly mask: HTMLCanvasElement;
  readonly grains: readonly HTMLCanvasElement[];
  /** Light of a tile that glows, three tiles wide. */
  readonly halo: HTMLCanvasElement;
}

let made: Darkness | null = null;

function darkness(): Darkness {
  made ??= { mask: makeMask(), grains: Array.from({ length: GRAINS }, (_, i) => makeGrain(i)), halo: makeHalo() };
  return made;
}

function makeMask(): HTMLCanvasElement {
  const { canvas, context } = makeCanvas(LOCAL_WIDTH, LOCAL_HEIGHT);
  const image = new ImageData(LOCAL_WIDTH, LOCAL_HEIGHT);
  vignette().forEach((opacity, i) => {
    image.data.set([...DARK, Math.round(255 * opacity)], 4 * i);
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

/** In rings, as everything here is made of pixels. */
function makeHalo(): HTMLCanvasElement {
  const size = 3 * SPRITE;
  const { canvas, context } = makeCanvas(size, size);
  for (let y = 0; y < size; y += 2) {
    for (let x = 0; x < size; x += 2) {
      const distance = Math.hypot(x + 1 - size / 2, y + 1 - size / 2) / (size / 2);
      const ring = Math.ceil(5 * (1 - distance)) / 5;
      if (ring <= 0) continue;
      context.fillStyle = `rgb(221 86 56 / ${0.2 * ring})`;
      context.fillRect(x, y, 2, 2);
    }
  }
  return canvas;
}

/** Flecks of two by two pixels, some darker and some lighter than the dark. */
function makeGrain(pattern: number): HTMLCanvasElement {
  const { canvas, context } = makeCanvas(SPRITE, SPRITE);
  for (let y = 0; y < SPRITE; y += 2) {
    for (let x = 0; x < SPRITE; x += 2) {
      const chance = tileHash(x, y, 1000 + pattern) % 8;
      if (chance > 4) continue;
      context.fillStyle = chance === 0 ? 'rgb(70 78 130 / 0.5)' : `rgb(${DARK.join(' ')} / ${0.2 * chance})`;
      context.fillRect(x, y, 2, 2);
    }
  }
  return canvas;
}
