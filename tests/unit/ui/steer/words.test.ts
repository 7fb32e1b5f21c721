/** What the Steer screen says: keys and costs, how an episode ended, seeds in the address, the scene in words. */
import { describe, expect, it, test } from 'vitest';
import { daylightAt } from '../../../../src/envs/crafter/daylight.ts';
import { ACTIONS } from '../../../../src/envs/crafter/rules.ts';
import { sceneWords } from '../../../../src/ui/crafter/scene-words.ts';
import { timeOfDay } from '../../../../src/ui/crafter/words.ts';
import { causeOfDeath, ENDINGS, endingWords } from '../../../../src/ui/steer/ending.ts';
import { actionOfKey, costWords, DEEDS, DO, keyWords, MOVES } from '../../../../src/ui/steer/keys.ts';
import { anySeed, seedOf, steerAddress } from '../../../../src/ui/steer/seeds.ts';
import { drawScene } from '../../../support/crafter-scene.ts';

describe('keys', () => {
  const all = [...MOVES, DO, ...DEEDS];

  it('there is one for every action, and none for two', () => {
    expect(all.map(({ action }) => action).sort()).toEqual([...ACTIONS].sort());
    const keys = all.flatMap((entry) => entry.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are found whether or not shift is held', () => {
    expect(actionOfKey('W')).toBe(ACTIONS.indexOf('move_up'));
    expect(actionOfKey('ArrowLeft')).toBe(ACTIONS.indexOf('move_left'));
    expect(actionOfKey('q')).toBeNull();
  });

  it('are said in words', () => {
    expect(keyWords(MOVES[0]!)).toBe('↑ or W');
    expect(keyWords(DO)).toBe('Space');
  });

  it('stand beside what the action costs', () => {
    expect(costWords('place_table')).toBe('2 wood');
    expect(costWords('make_iron_sword')).toBe('1 wood, 1 coal, 1 iron; near a table and a furnace');
    expect(costWords('sleep')).toBeNull();
  });
});

describe('causeOfDeath', () => {
  it('is lava for whoever stands in it', () => {
    const scene = drawScene(['@']);
    expect(causeOfDeath({ ...scene, material: () => 7 }, 9)).toBe('lava');
  });

  it('is the zombie beside, or the skeleton in sight', () => {
    expect(causeOfDeath(drawScene(['@Z']), 2)).toBe('zombie');
    expect(causeOfDeath(drawScene(['@..K']), 2)).toBe('arrow');
  });

  it.each([
    ['drink', 'thirst'],
    ['food', 'hunger'],
    ['energy', 'exhaustion'],
  ])('is no %s when the last point was lost to it', (item, cause) => {
    expect(causeOfDeath(drawScene(['@..K'], { inventory: { [item]: 0 } }), 1)).toBe(cause);
    expect(causeOfDeath(drawScene(['@Z'], { inventory: { [item]: 0 } }), 2)).toBe('zombie');
  });

  it('is left open when nothing is to be seen', () => {
    expect(causeOfDeath(drawScene(['@']), 1)).toBe('unknown');
  });
});

test.each(ENDINGS)('the end by %s is said to whoever played', (ending) => {
  expect(endingWords(ending, true)).toMatch(/\byou\b/i);
  expect(endingWords(ending, false)).not.toMatch(/\byou\b/i);
});

describe('seeds', () => {
  it.each([
    ['', null],
    ['seed=12', 12],
    ['seed=0&other=1', 0],
    ['seed=', Number.NaN],
    ['seed=-3', Number.NaN],
    ['seed=1e3', Number.NaN],
    ['seed=99999999999999999999', Number.NaN],
  ])('"%s" is %d', (query, seed) => {
    expect(seedOf(query)).toBe(seed);
  });

  it('come back from their address', () => {
    const seed = anySeed();
    expect(seedOf(steerAddress(seed).split('?')[1] ?? '')).toBe(seed);
  });
});

describe('the scene in words', () => {
  it('says what is seen, faced and carried', () => {
    const { surroundings, status } = sceneWords(drawScene(['..T', '.@.', '.~.'], { inventory: { wood: 2 } }));
    expect(surroundings).toContain('- tree 1 step north and 1 step east');
    expect(surroundings).toContain('You face water at your front.');
    expect(status).toContain('- wood: 2');
  });

  it('says it at the edges of the world too', () => {
    const { surroundings } = sceneWords(drawScene(['  T', ' @.', '  .'], { at: [0, 1] }));
    expect(surroundings).toContain('- tree 1 step north and 1 step east');
    expect(surroundings).not.toContain('none');
  });

  it('knows the time of day', () => {
    expect(timeOfDay(0, 0.8)).toBe('Day 1, light');
    expect(timeOfDay(510, 0)).toBe('Day 2, night');
    expect(timeOfDay(141, daylightAt(141))).toBe('Day 1, dusk');
    expect(timeOfDay(275, daylightAt(275))).toBe('Day 1, dawn');
  });
});
