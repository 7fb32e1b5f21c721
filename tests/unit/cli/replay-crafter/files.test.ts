/** Files that cannot be replayed, and how that is said. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { replayFile, TraceError } from '../../../../cli/replay-crafter/replay.ts';
import { pack, type Recorded, recorded, replayChanged } from './recording.ts';

const EPISODE = 'length.norender.jsonl.gz';
const PICTURES = 'mixed.render.jsonl.gz';

const none = (name: string): Uint8Array => {
  throw new TraceError(`There is no file ${name}.`);
};

describe('the header', () => {
  it.each<[string, (header: Recorded) => void, RegExp]>([
    ['another version', (header) => (header.v = 2), /^Line 1: "v" must be 1, the only version .*; got 2\.$/],
    ['another area', (header) => (header.area = [32, 64]), /"area" must be \[64, 64\], the only size of world/],
    ['another view', (header) => (header.view = [9, 7]), /"view" must be \[9, 9\]/],
    ['an unknown mode', (header) => (header.mode = 'video'), /"mode" must be "norender" or "render"; got "video"\./],
    ['no mode', (header) => delete header.mode, /^Line 1: "mode" is missing\.$/],
    ['no policy', (header) => (header.policy = ''), /"policy" must be a name/],
    [
      'order of addresses',
      (header) => (header.order = 'address'),
      /"order" must be "slot": games that go by addresses/,
    ],
    ['half a seed', (header) => (header.seed = 0.5), /"seed" must be a whole number; got 0\.5/],
    ['episode 0', (header) => (header.episode = 0), /"episode" must be a whole number from 1 up; got 0/],
    ['no time', (header) => (header.length = 0), /"length" must be a number of steps from 1 up, or null/],
    [
      'a small map',
      (header) => (header.map0 = '222'),
      /"map0" must be 4096 hexadecimal digits, one per tile; got "222"/,
    ],
    ['an unknown material', (header) => (header.map0 = 'f'.repeat(4096)), /"map0" must be made of the materials 0 … c/],
    ['an unknown object', (header) => (header.objs0[1][0] = 7), /"objs0\.1" must begin with a known type of object/],
    ['a bad checksum', (header) => (header.rng0[1] = 'xyz'), /"rng0\.1" must be a checksum of 8 hexadecimal digits/],
    [
      'a picture without end',
      (header) => (header.size = [1e6, 1e6]),
      /"size\.0" must be from 1 to 1024 pixels; got 1000000/,
    ],
    ['half a picture', (header) => (header.size = [64, 0]), /"size\.1" must be from 1 to 1024 pixels; got 0/],
    [
      'a picture where none is drawn',
      (header) => (header.img0 = '00000000'),
      /^Line 1: "img0" must be .* null otherwise\.$/,
    ],
    ['an unknown action', (header) => (header.actions = 'h'.repeat(40)), /"actions" must be made of the actions 0 … g/],
    ['an action less', (header) => (header.actions = header.actions.slice(1)), /"actions" has 39 digits for 40 steps/],
    ['another action', (header) => (header.actions = '0'.repeat(40)), /^Line 2: the action is 1, but 0 in the header/],
  ])('with %s', (_, change, message) => {
    expect(() => replayChanged(EPISODE, (lines) => change(lines[0]))).toThrow(message);
  });
});

describe('a step', () => {
  it.each<[string, (lines: Recorded[]) => void, RegExp]>([
    [
      'with a value less',
      (lines) => lines[5].pop(),
      /^Line 6: a step of an episode in mode "norender" has 20 values; got 19/,
    ],
    [
      'with a short inventory',
      (lines) => (lines[5][8] = '99'),
      /^Line 6: value 8 \(inventory\) must be 16 digits; got "99"/,
    ],
    [
      'with words for numbers',
      (lines) => (lines[5][1] = 'one'),
      /^Line 6: value 1 \(reward\) must be a number; got "one"/,
    ],
    ['that is an object', (lines) => (lines[5] = {}), /^Line 6 should be the list of values of a step/],
    ['that is no JSON', (lines) => (lines[5] = '[1,0,'), /^Line 6 is not JSON: \[1,0,/],
    ['with wrong objects', (lines) => lines[5].push([[1, 2]]), /^Line 6: "0" must be a list of 8 numbers/],
  ])('%s', (_, change, message) => {
    expect(() => replayChanged(EPISODE, change)).toThrow(message);
  });
});

describe('pictures', () => {
  it.each<[string, (lines: Recorded[]) => void, RegExp]>([
    [
      'a checksum of other letters',
      (lines) => (lines[5][20] = 'zz'),
      /^Line 6: value 20 \(image \(CRC\)\) must be a checksum/,
    ],
    [
      'no checksum',
      (lines) => (lines[5][20] = null),
      /^Line 6: value 20 \(image \(CRC\)\) must be a checksum .* null\.$/,
    ],
    [
      'no checksum at first',
      (lines) => (lines[0].img0 = null),
      /^Line 1: "img0" must be a checksum .* in mode "render"/,
    ],
    ['a checksum at first that is none', (lines) => (lines[0].img0 = 7), /^Line 1: "img0" must be a checksum/],
  ])('with %s are refused', (_, change, message) => {
    expect(() => replayChanged(PICTURES, change)).toThrow(message);
  });
});

describe('the end', () => {
  it.each<[string, (lines: Recorded[]) => void, RegExp]>([
    ['missing', (lines) => lines.pop(), /^The file ends in the middle of the episode that begins in line 1\.$/],
    [
      'a line late',
      (lines) => lines.splice(41, 0, lines[40]),
      /^Line 42: here, after 40 steps, the episode should end/,
    ],
    ['of more steps', (lines) => lines[41].steps++, /^Line 42: "steps" is 41, but 40 in the header, line 1/],
    ['without slots', (lines) => delete lines[41].slots, /^Line 42: "slots" is missing\.$/],
    ['followed by something else', (lines) => lines.push([1, 2]), /^Line 43: here should begin an episode/],
  ])('%s', (_, change, message) => {
    expect(() => replayChanged(EPISODE, change)).toThrow(message);
  });
});

it('reads files that are not packed, and lines that are empty', () => {
  const text = recorded(EPISODE)
    .map((line) => `${JSON.stringify(line)}\r\n\n`)
    .join('');
  expect(replayFile('x.jsonl', new TextEncoder().encode(text), none).difference).toBeNull();
});

it('takes seeds of any size to the last digit', () => {
  const [header, ...rest] = recorded(EPISODE);
  const text = JSON.stringify(header).replace('"seed":0', `"seed":${2n ** 61n - 1n}`);
  // Seeds count modulo 2^61 - 1, so this is seed 0; as a double it would be another.
  expect(replayFile(EPISODE, pack([text, ...rest]), none).difference).toBeNull();
});

it('takes the seed of the header itself, whatever else is written there', () => {
  const [header, ...rest] = recorded(EPISODE);
  const plain = JSON.stringify(header);
  for (const text of [
    plain.replace('{', '{"note":{"seed":7},'),
    plain.replace('{', '{"note":["seed",{"a":"\\"seed\\":5"}],'),
    plain.replace('{', '{"seed":9,'),
    plain.replace('"seed":0', '"seed" : 0e3'),
  ]) {
    expect(text).not.toBe(plain);
    expect(replayFile(EPISODE, pack([text, ...rest]), none).difference, text.slice(0, 60)).toBeNull();
  }
});

it.each([
  ['nothing', new Uint8Array(), /^It is empty\.$/],
  ['half a gzip file', pack(recorded(EPISODE)).slice(0, 500), /^It cannot be unpacked/],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), /^Line 1 is not JSON/],
  ['other JSON', gzipSync('{"hello":1}'), /^It is not a trace of Crafter/],
])('refuses %s', (_, bytes, message) => {
  expect(() => replayFile('x', bytes, none)).toThrow(message);
  expect(() => replayFile('x', bytes, none)).toThrow(TraceError);
});

describe('draws', () => {
  const draws = 'rnglog.seed0.norender.jsonl.gz';
  const bytes = () => pack(recorded(draws).slice(0, 3));

  it('need a name with the seed and the mode', () => {
    expect(replayFile('rnglog.seed0.norender.jsonl', bytes(), none).difference).toBeNull();
    expect(() => replayFile('rnglog.norender.jsonl.gz', bytes(), none)).toThrow(/not the seed/);
    expect(() => replayFile('rnglog.seed0.jsonl.gz', bytes(), none)).toThrow(/whether pictures were drawn/);
  });

  it('stand in the order of their steps', () => {
    expect(() => replayChanged(draws, (lines) => (lines[2].step = 7))).toThrow(
      /^Line 3: "step" is 7 where step 2 should be\.$/,
    );
  });

  it('are of known kinds', () => {
    expect(() => replayChanged(draws, (lines) => lines[2].calls.push(['shuffle', 4]))).toThrow(
      /^Line 3: .* must be a draw/,
    );
  });
});

describe('texts', () => {
  const texts = 'balrog-text.scripted.norender.jsonl.gz';

  it('need the file of the games that they tell', () => {
    expect(() => replayFile(texts, pack(recorded(texts)), none)).toThrow(
      'There is no file scripted.norender.jsonl.gz.',
    );
  });

  it.each<[string, (text: Recorded) => void, RegExp]>([
    [
      'another seed',
      (text) => (text.seed = 99),
      /is about seed 99, of which scripted\.norender\.jsonl\.gz holds no episode/,
    ],
    ['a later step', (text) => (text.t = 5000), /^Line 1 is about step 5000 of 1110\.$/],
    ['another variant', (text) => (text.cfg = 'poem'), /"cfg" must be default, precise, all, skip; got "poem"/],
  ])('of %s are refused', (_, change, message) => {
    expect(() => replayChanged(texts, (lines) => change(lines[0]))).toThrow(message);
  });
});
