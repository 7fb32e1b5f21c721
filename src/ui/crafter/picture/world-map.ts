/**
 * Paints the whole world, a few pixels a tile: what has been seen of it, or all of it, the player, and the frame of what it
 * sees now.
 */
import { AREA, MATERIALS, type MaterialName, VIEW_HEIGHT, VIEW_WIDTH } from '../../../envs/crafter/rules.ts';
import type { Scene } from '../../../envs/crafter/scene.ts';
import type { Explored } from '../explored.ts';
import { type Context, makeCanvas } from './atlas.ts';
import { rgba } from './sprite.ts';

/** Pixels of a tile on the map, and of the map. */
export const MAP_TILE = 4;
export const MAP_SIZE = AREA * MAP_TILE;

/** The letter of the palette for every material; what is unseen is dark. */
const LETTERS: Readonly<Record<MaterialName, string>> = {
  none: 'K',
  water: 'w',
  grass: 'd',
  stone: '3',
  path: 'N',
  sand: 's',
  tree: 'b',
  lava: 'C',
  coal: 'k',
  iron: 'R',
  diamond: 'L',
  table: 'p',
  furnace: 'D',
};
const COLOURS = MATERIALS.map((name) => rgba(LETTERS[name]));

/** One pixel a tile, reused from picture to picture. */
let small: { readonly canvas: HTMLCanvasElement; readonly context: Context; readonly image: ImageData } | null = null;

/** `explored` is null for the whole world as it is. */
export function paintWorldMap(context: Context, scene: Scene, explored: Explored | null): void {
  small ??= { ...makeCanvas(AREA, AREA), image: new ImageData(AREA, AREA) };
  const { data } = small.image;
  for (let x = 0; x < AREA; x++) {
    for (let y = 0; y < AREA; y++) {
      const material = explored ? (explored.materials[x * AREA + y] as number) : scene.material(x, y);
      data.set(COLOURS[material] as readonly number[], 4 * (y * AREA + x));
    }
  }
  small.context.putImageData(small.image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small.canvas, 0, 0, MAP_SIZE, MAP_SIZE);

  const left = (scene.x - (VIEW_WIDTH - 1) / 2) * MAP_TILE;
  const top = (scene.y - (VIEW_HEIGHT - 1) / 2) * MAP_TILE;
  context.lineWidth = 1;
  context.strokeStyle = '#fafbf4';
  context.strokeRect(left - 0.5, top - 0.5, VIEW_WIDTH * MAP_TILE + 1, VIEW_HEIGHT * MAP_TILE + 1);
  context.fillStyle = '#17161f';
  context.fillRect(scene.x * MAP_TILE - 2, scene.y * MAP_TILE - 2, MAP_TILE + 4, MAP_TILE + 4);
  context.fillStyle = '#fbc64f';
  context.fillRect(scene.x * MAP_TILE - 1, scene.y * MAP_TILE - 1, MAP_TILE + 2, MAP_TILE + 2);
}
