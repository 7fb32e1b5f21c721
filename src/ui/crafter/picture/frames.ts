/** All pictures there are, decoded, by name and number; those that look or lie in four directions are turned here. */
import { CREATURES } from '../art/creatures.ts';
import { EDGES } from '../art/edges.ts';
import { FEATURES } from '../art/features.ts';
import { GROUND } from '../art/ground.ts';
import { ITEM_ART, TOOL_METALS } from '../art/items.ts';
import { decodeSprite, mirrored, type Pixels, turned } from './sprite.ts';

/** Directions in the order in which a quarter turn follows another. */
export const SIDES = ['north', 'east', 'south', 'west'] as const;

function makeFrames(): ReadonlyMap<string, Pixels> {
  const frames = new Map<string, Pixels>();
  /** Under `name-north`, `name-east` and so on, drawn as it is for `SIDES[first]`; `skipped` sides have their own. */
  const add4 = (name: string, pixels: Pixels, first: number) => {
    let now = pixels;
    for (let i = 0; i < SIDES.length; i++) {
      const key = `${name}-${SIDES[(first + i) % SIDES.length]}`;
      if (!frames.has(key)) frames.set(key, now);
      now = turned(now);
    }
  };
  for (const [name, drawing] of Object.entries({ ...GROUND, ...FEATURES })) frames.set(name, decodeSprite(drawing));
  for (const [name, drawing] of Object.entries(EDGES)) {
    if (/-(north|east|south|west)$/.test(name)) frames.set(name, decodeSprite(drawing));
    else add4(name, decodeSprite(drawing), 0);
  }
  for (const [name, drawing] of Object.entries(CREATURES)) {
    if (name === 'arrow') add4(name, decodeSprite(drawing), 1);
    else frames.set(name, decodeSprite(drawing));
  }
  frames.set('player-west', mirrored(decodeSprite(CREATURES['player-east'])));
  const { pickaxe, sword, ...items } = ITEM_ART;
  for (const [name, drawing] of Object.entries(items)) frames.set(`item-${name}`, decodeSprite(drawing));
  for (const [metal, colours] of Object.entries(TOOL_METALS)) {
    frames.set(`item-${metal}_pickaxe`, decodeSprite(pickaxe, colours));
    frames.set(`item-${metal}_sword`, decodeSprite(sword, colours));
  }
  return frames;
}

const FRAMES = makeFrames();
const NAMES = [...FRAMES.keys()];

/** Pixels of every frame, by number. */
export const FRAME_PIXELS: readonly Pixels[] = [...FRAMES.values()];

/** The number of a frame; throws a RangeError when there is none of that name. */
export function frame(name: string): number {
  const number = NAMES.indexOf(name);
  if (number < 0) throw new RangeError(`There is no picture called "${name}".`);
  return number;
}
