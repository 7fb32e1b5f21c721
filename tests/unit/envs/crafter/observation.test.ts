/** What an agent reads at a step: which facts, in which order, and how many tokens at most. */
import { describe, expect, it } from 'vitest';
import { LONGEST_OBSERVATION, observe } from '../../../../src/envs/crafter/observation.ts';
import { ITEMS } from '../../../../src/envs/crafter/rules.ts';
import { TOKEN_NAMES } from '../../../../src/envs/crafter/vocabulary.ts';
import { CrafterWorld } from '../../../../src/envs/crafter/world.ts';
import { key } from '../../../../src/random/index.ts';
import { drawScene } from '../../../support/crafter-scene.ts';

const words = (...drawing: Parameters<typeof drawScene>) =>
  observe(drawScene(...drawing)).map((token) => TOKEN_NAMES[token]);

/** The words between what is in front and the vitals. */
const sights = (map: readonly string[]) => words(map).filter((word) => word?.includes('@'));

describe('an observation', () => {
  it('tells sides, front, sights, vitals, what is carried, and prompts', () => {
    expect(
      words(['T....', '.s@~C', '..t..'], {
        facing: [-1, 0],
        sleeping: true,
        daylight: 0.49,
        inventory: { health: 4, energy: 0, wood: 3, stone: 9, wood_pickaxe: 1, iron_pickaxe: 1, iron_sword: 2 },
      }),
    ).toEqual([
      ...['w:stone', 'e:water', 'n:grass', 's:table', 'front:stone'],
      ...['cow@E', 'tree@nW'],
      ...['health4', 'food9', 'drink9', 'energy0'],
      ...['wood3', 'stone9', 'pickaxe:wood+iron', 'sword:iron'],
      ...['asleep', 'dark', '>'],
    ]);
  });

  it('is not dark at a daylight of a half, nor said to be awake', () => {
    expect(words(['@'], { daylight: 0.5 }).slice(-2)).toEqual(['energy9', '>']);
  });

  it('tells where a sight is: exactly when a step away, else that it is farther', () => {
    expect(sights(['T.......', '........', '....@...', '........'])).toEqual(['tree@NW']);
    expect(sights(['T...', '.@..', '....'])).toEqual(['tree@nw']);
    expect(sights(['@..', '...', '...', '..T'])).toEqual(['tree@SE']);
    expect(sights(['@.', '..', '.T'])).toEqual(['tree@Se']);
    expect(sights(['@', '.', '.', 'T'])).toEqual(['tree@S']);
  });

  it('tells the nearest of a kind only, and nothing twice', () => {
    expect(sights(['T..T', '.@..'])).toEqual(['tree@nw']);
    expect(sights(['T...', '.@T.'])).toEqual([]);
  });

  it('tells the most pressing first, and grass where there is none beside', () => {
    const cave = ['d____', '__@__', '_____', 'Z_L_.'].map((line) => `____${line}____`);
    const rest = '_'.repeat(13);
    expect(sights([rest, rest, ...cave, rest])).toEqual(['zombie@SW', 'lava@S', 'diamond@nW', 'grass@SE']);
  });

  it('knows arrows that come from those that go, and ripe plants from others', () => {
    const map = ['..v......', '>...@...>', '.........', '....^....'];
    expect(sights(map)).toEqual(['arrow_coming@S', 'arrow_going@E']);
    expect(words(['.<.', 'p@P', '...'])).toEqual(expect.arrayContaining(['w:plant', 'e:ripe_plant', 'n:arrow_going']));
  });

  it('tells of the world outside that nothing is there', () => {
    expect(words([' .', ' @', '  '], { at: [0, 63] }).slice(0, 5)).toEqual([
      'w:none',
      'e:grass',
      'n:grass',
      's:none',
      'front:none',
    ]);
  });

  it('never grows beyond its longest', () => {
    const everything = ['<~T.stK.Z', 'd.i.c.f.P', 'p...@..L.', '.s_:....C', '....^....'];
    const inventory = Object.fromEntries(ITEMS.map((item) => [item, 9]));
    const tokens = observe(drawScene(everything, { inventory, sleeping: true, daylight: 0 }));
    expect(tokens).toHaveLength(LONGEST_OBSERVATION);
    expect(LONGEST_OBSERVATION).toBe(30);
  });

  it('is some twenty tokens long in a game', () => {
    const world = CrafterWorld.begin(key(3), 10_000);
    let [total, steps] = [0, 0];
    for (let i = 0; i < 300; i++, steps++) {
      total += world.observe().length;
      // Round and round through all movements, and often `do`.
      world.act(5 + [1, 5, 3, 5, 2, 5, 4][Math.floor(i / 5) % 7]!);
    }
    expect(total / steps).toBeGreaterThan(11);
    expect(total / steps).toBeLessThan(24);
  });
});
