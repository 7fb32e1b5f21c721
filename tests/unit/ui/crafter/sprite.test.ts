/** Sprites: drawings are well formed, and turning and mirroring move every pixel where it belongs. */
import { describe, expect, it } from 'vitest';
import { CREATURES } from '../../../../src/ui/crafter/art/creatures.ts';
import { EDGES } from '../../../../src/ui/crafter/art/edges.ts';
import { FEATURES } from '../../../../src/ui/crafter/art/features.ts';
import { GROUND } from '../../../../src/ui/crafter/art/ground.ts';
import { ITEM_ART, TOOL_METALS } from '../../../../src/ui/crafter/art/items.ts';
import { PALETTE } from '../../../../src/ui/crafter/art/palette.ts';
import {
  decodeSprite,
  mirrored,
  type Pixels,
  rgba,
  SPRITE,
  turned,
} from '../../../../src/ui/crafter/picture/sprite.ts';

const { pickaxe, sword, ...items } = ITEM_ART;
const plain = { ...GROUND, ...EDGES, ...FEATURES, ...CREATURES, ...items };
const at = (pixels: Pixels, x: number, y: number) => [
  ...pixels.subarray(4 * (y * SPRITE + x), 4 * (y * SPRITE + x) + 4),
];
const opacities = (pixels: Pixels) => pixels.filter((_, i) => i % 4 === 3);
/** Ink in the north-western corner, and beside it to the east. */
const corner = `kK${'.'.repeat(14)}\n${`${'.'.repeat(16)}\n`.repeat(15)}`;

describe('the palette', () => {
  it.each(Object.entries(PALETTE))('%s is a colour', (letter, colour) => {
    expect(letter).toHaveLength(1);
    expect(colour).toMatch(/^#[0-9a-f]{6}([0-9a-f]{2})?$/);
  });

  it('has no colour twice', () => {
    expect(new Set(Object.values(PALETTE)).size).toBe(Object.keys(PALETTE).length);
  });
});

describe('drawings', () => {
  it.each(Object.entries(plain))('%s is sixteen by sixteen letters of the palette', (_, drawing) => {
    expect(decodeSprite(drawing)).toHaveLength(SPRITE * SPRITE * 4);
  });

  it.each(Object.keys(GROUND) as (keyof typeof GROUND)[])('%s covers its tile', (name) => {
    expect(opacities(decodeSprite(GROUND[name])).every((opacity) => opacity === 255)).toBe(true);
  });

  it.each(Object.keys(CREATURES) as (keyof typeof CREATURES)[])('%s lets the ground be seen around it', (name) => {
    const alpha = opacities(decodeSprite(CREATURES[name]));
    expect(alpha.filter((opacity) => opacity === 0).length).toBeGreaterThan(60);
    expect(alpha.filter((opacity) => opacity === 255).length).toBeGreaterThan(30);
  });

  it('gives tools the colours of what they are made of', () => {
    for (const tool of [pickaxe, sword]) {
      const made = Object.values(TOOL_METALS).map((metal) => decodeSprite(tool, metal).join());
      expect(new Set(made).size).toBe(3);
      expect(() => decodeSprite(tool)).toThrow('The palette has no colour "Y".');
    }
  });
});

describe('decodeSprite', () => {
  it('reads rows from the north and letters from the west', () => {
    const pixels = decodeSprite(corner);
    expect(at(pixels, 0, 0)).toEqual([0x17, 0x16, 0x1f, 255]);
    expect(at(pixels, 1, 0)).toEqual([0x2b, 0x2a, 0x3a, 255]);
    expect(at(pixels, 0, 1)).toEqual([0, 0, 0, 0]);
  });

  it('knows colours with opacity', () => {
    expect(rgba('=')[3]).toBe(0x66);
  });

  it('says what is wrong with a drawing', () => {
    expect(() => decodeSprite('kk\nkk')).toThrow('A sprite has 16 rows, not 2.');
    expect(() => decodeSprite(corner.replace('K', ''))).toThrow('Row 0 of a sprite has 16 letters, not 15.');
    expect(() => decodeSprite(corner.replace('K', '§'))).toThrow('The palette has no colour "§".');
  });
});

describe('turning and mirroring', () => {
  it('turns clockwise', () => {
    const once = turned(decodeSprite(corner));
    expect(at(once, 15, 0)).toEqual([...rgba('k')]);
    expect(at(once, 15, 1)).toEqual([...rgba('K')]);
  });

  it('comes round after four turns, and two mirrors', () => {
    const pixels = decodeSprite(CREATURES.arrow);
    expect(turned(turned(turned(turned(pixels))))).toEqual(pixels);
    expect(turned(pixels)).not.toEqual(pixels);
    expect(mirrored(mirrored(pixels))).toEqual(pixels);
    expect(at(mirrored(decodeSprite(corner)), 15, 0)).toEqual([...rgba('k')]);
  });
});
