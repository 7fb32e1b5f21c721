/** That a replay compares everything: whatever is changed in a recording is found, and where. */
import { describe, expect, it } from 'vitest';
import { type Recorded, replayChanged } from './recording.ts';

/** 40 steps of seed 0. */
const EPISODE = 'length.norender.jsonl.gz';

const HEADER = 0;
/** The line of step 25. */
const STEP = 25;
const END = 41;

it('finds a recording identical as it is', () => {
  expect(replayChanged(EPISODE, () => {})).toEqual({ identical: { episode: 1, step: 40 }, difference: null });
});

describe('a changed header', () => {
  const wrongCrc = 'deadbeef';
  it.each<[string, (header: Recorded) => void, string]>([
    ['world_seed', (header) => (header.world_seed += 1), 'world_seed'],
    ['simplex_seed', (header) => (header.simplex_seed += 1), 'simplex_seed'],
    [
      'a tile',
      (header) => (header.map0 = `${header.map0.slice(0, 131)}b${header.map0.slice(132)}`),
      'map0 at x 2, y 3',
    ],
    ['the map', (header) => (header.mat0 = wrongCrc), 'mat0'],
    ['an object', (header) => header.objs0[5][1]++, 'objs0[5][1]'],
    ['the objects', (header) => (header.obj0 = wrongCrc), 'obj0'],
    ['a chunk', (header) => header.chunks0[3][2]++, 'chunks0[3][2]'],
    ['a missing chunk', (header) => header.chunks0.pop(), 'chunks0'],
    ['daylight', (header) => (header.daylight0 += 0.00001), 'daylight0'],
    ['the view', (header) => (header.view0 = wrongCrc), 'view0'],
    ['the place in the stream', (header) => header.rng0[0]--, 'rng0[0]'],
    ['the generator', (header) => (header.rng0[1] = wrongCrc), 'rng0[1]'],
  ])('%s', (_, change, field) => {
    const { identical, difference } = replayChanged(EPISODE, (lines) => change(lines[HEADER]));
    expect(identical).toEqual({ episode: 0, step: 0 });
    expect(difference?.where).toBe('seed 0, episode 1, after the reset');
    expect(difference?.field.startsWith(field)).toBe(true);
    expect(difference?.expected).not.toEqual(difference?.found);
  });

  it('for another seed', () => {
    const { difference } = replayChanged(EPISODE, (lines) => {
      lines[HEADER].seed = -3;
    });
    expect(difference).toMatchObject({ where: 'seed -3, episode 1, after the reset', field: 'world_seed' });
  });
});

describe('a changed step', () => {
  const crc = 'deadbeef';
  it.each([
    [1, 0.1, 'reward'],
    [2, 1, 'done'],
    [3, 50, 'x'],
    [4, 50, 'y'],
    [5, 5, 'facing dx'],
    [6, 5, 'facing dy'],
    [7, 1, 'sleeping'],
    [8, '9999000000000001', 'inventory'],
    [9, 1 << 21, 'achievements'],
    [10, 0.5, 'daylight'],
    [11, crc, 'material map (CRC)'],
    [12, crc, 'object list (CRC)'],
    [13, crc, 'semantic view (CRC)'],
    [14, 1, 'live objects'],
    [15, 1, 'generator position'],
    [16, 0.5, 'hunger'],
    [17, 0.5, 'thirst'],
    [18, -0.5, 'fatigue'],
    [19, 0.5, 'recover'],
  ] as const)('value %i', (index, value, field) => {
    let was: unknown;
    const { identical, difference } = replayChanged(EPISODE, (lines) => {
      was = lines[STEP][index];
      lines[STEP][index] = value;
    });
    expect(identical).toEqual({ episode: 0, step: STEP - 1 });
    expect(difference).toMatchObject({ where: `seed 0, episode 1, step ${STEP}`, field, expected: value });
    if (field !== 'daylight') expect(difference?.found).toEqual(was);
  });

  it('of a file with all objects', () => {
    const { difference } = replayChanged('debug-random.norender.jsonl.gz', (lines) => lines[7].at(-1)[2][6]++);
    expect(difference).toMatchObject({ where: 'seed 0, episode 1, step 7', field: 'objects[2][6]' });
  });

  it('is not taken for one where daylight is rounded', () => {
    const { difference } = replayChanged(EPISODE, (lines) => {
      lines[STEP][10] += 0.0000004;
    });
    expect(difference).toBeNull();
  });
});

describe('a changed end', () => {
  it.each<[string, (end: Recorded) => void]>([
    ['done', (end) => (end.done = 0)],
    ['dead', (end) => (end.dead = 1)],
    ['total_reward', (end) => (end.total_reward += 1e-15)],
    ['achievements.wake_up', (end) => (end.achievements.wake_up = 2)],
    ['achievements.eat_cow', (end) => delete end.achievements.eat_cow],
    ['achievements.fly', (end) => (end.achievements.fly = 0)],
    ['map1 at x 0, y 0', (end) => (end.map1 = `0${end.map1.slice(1)}`)],
    ['objs1[0][3]', (end) => (end.objs1[0][3] = 1)],
    ['chunks1[0][0]', (end) => end.chunks1[0][0]++],
    ['rng1[1]', (end) => (end.rng1[1] = '00000000')],
    ['slots', (end) => end.slots++],
    ['set_order_picks', (end) => end.set_order_picks++],
    ['first_set_order_pick', (end) => (end.first_set_order_pick = 39)],
  ])('%s', (field, change) => {
    const { identical, difference } = replayChanged(EPISODE, (lines) => change(lines[END]));
    expect(identical).toEqual({ episode: 0, step: 40 });
    expect(difference).toMatchObject({ where: 'seed 0, episode 1, at the end, after step 40', field });
  });
});

describe('pictures', () => {
  const night = 'mixed.render.jsonl.gz';

  it('are not compared', () => {
    const { difference } = replayChanged(night, (lines) => {
      lines[3][20] = 'deadbeef';
    });
    expect(difference).toBeNull();
  });

  it('cost random numbers in the dark, which are', () => {
    const { difference } = replayChanged(night, (lines) => {
      lines[HEADER].mode = 'norender';
      lines[HEADER].img0 = null;
      for (const line of lines) if (Array.isArray(line)) line.length = 20;
    });
    expect(difference).toMatchObject({ where: 'seed 8, episode 1, step 148', field: 'generator position' });
  });
});

describe('draws', () => {
  const draws = 'rnglog.seed0.norender.jsonl.gz';

  it.each<[string, (lines: Recorded[]) => void, string, string]>([
    ['a value', (lines) => (lines[0].calls[1][1] = 0.5), 'the reset', 'draws[1]'],
    ['a bound', (lines) => (lines[4].calls[1][2] = 5), 'step 4', 'draws['],
    ['one more', (lines) => lines[4].calls.push(['u', 0.5]), 'step 4', 'draws['],
    ['one less', (lines) => lines[30].calls.pop(), 'step 30', 'draws['],
    ['a picture', (lines) => lines[2].calls.push(['U', 32, 127, [63, 49], 'deadbeef']), 'step 2', 'draws['],
  ])('%s', (_, change, when, field) => {
    const { difference } = replayChanged(draws, change);
    expect(difference?.where).toBe(`seed 0, episode 1, ${when}`);
    expect(difference?.field.startsWith(field)).toBe(true);
  });
});

describe('texts', () => {
  it('name the variant and the step', () => {
    const { identical, difference } = replayChanged('balrog-text.scripted.norender.jsonl.gz', (lines) => {
      lines[10].short = lines[10].short.replace('health', 'wealth');
    });
    expect(identical).toEqual({ text: 10 });
    expect(difference).toMatchObject({ field: 'short' });
    expect(difference?.where).toMatch(/^seed 0, episode 1, step \d+, variant "\w+"$/);
  });
});

it('finds a changed daylight', () => {
  const { identical, difference } = replayChanged('daylight.json.gz', ([values]) => {
    values[200] += 0.001;
  });
  expect([identical, difference?.where]).toEqual([{ 'daylight value': 200 }, 'step 200']);
});
