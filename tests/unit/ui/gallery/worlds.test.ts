/** Every experiment that the page can be asked for has a world with a picture, and worlds can be told apart. */
import { describe, expect, it } from 'vitest';
import { defaultSettings, environmentIds } from '../../../../src/experiments/environments.ts';
import { DEFAULT_PRESET, findPreset, PRESETS } from '../../../../src/experiments/presets/index.ts';
import { worldOf } from '../../../../src/ui/gallery/worlds.tsx';

const { experiment } = DEFAULT_PRESET;

describe('worldOf', () => {
  it.each(environmentIds)('knows %s', (id) => {
    expect(worldOf({ ...experiment, environment: { id, settings: defaultSettings(id) } }).about).toMatch(/\.$/);
  });

  it('puts a baseline in the world of its preset', () => {
    for (const preset of PRESETS) {
      const base = preset.baselineOf === null ? undefined : findPreset(preset.baselineOf);
      if (base) expect(worldOf(preset.experiment)).toBe(worldOf(base.experiment));
    }
  });

  it('gives every world a title and a picture of its own', () => {
    const worlds = new Set(PRESETS.map((preset) => worldOf(preset.experiment)));
    for (const part of ['title', 'about', 'Picture'] as const) {
      expect(new Set([...worlds].map((world) => world[part])).size).toBe(worlds.size);
    }
  });

  it('is the paper’s when all tasks share one book', () => {
    const inBook = (book: number) => worldOf({ ...experiment, environment: { id: 'textcraft', settings: { book } } });
    expect(inBook(0).title).toBe('TextCraft');
    expect(inBook(1).title).toBe('The paper’s TextCraft');
  });

  it('says which environment has none', () => {
    expect(() => worldOf({ ...experiment, environment: { id: 'nowhere', settings: {} } })).toThrow(/"nowhere"/);
  });
});
