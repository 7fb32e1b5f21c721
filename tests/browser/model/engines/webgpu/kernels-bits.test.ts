/** What must not change a single bit: repeating, the tiles, what else is in the batch, and reading from a cache. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../../../../src/model/config.ts';
import { NONE, RowWords } from '../../../../../src/model/engines/webgpu/dispatch.ts';
import { type PassRows, packRows } from '../../../../../src/model/engines/webgpu/pass-rows.ts';
import { type Tiles, tilesFor } from '../../../../../src/model/engines/webgpu/tiles.ts';
import { parameterLayout } from '../../../../../src/model/layout.ts';
import { drawnFloats } from '../../../../support/webgpu-kernels.ts';
import { openTestDevice, type TestDevice, TestNetwork } from '../../../../support/webgpu-pass.ts';

const CONFIG: ModelConfig = {
  vocabulary: 11,
  context: 16,
  width: 16,
  layers: 2,
  heads: 2,
  hidden: 24,
  valueHead: true,
  ropeBase: 10_000,
};

/** Shapes that divide nothing evenly. */
const ODD_TILES: Tiles = {
  product: { lanes: 2, columns: 3, rows: 3 },
  fused: { lanes: 4, rows: 1 },
  transposed: { lanes: 4, columns: 1, rows: 5 },
  weight: { lanes: 2, columns: 1, rows: 4 },
  attention: 4,
  sharedRows: true,
};

const SEQUENCES = [
  { tokens: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], picked: [0, 3, 4, 5, 9, 11] },
  { tokens: [10], picked: [0] },
  { tokens: [2, 7, 1, 8, 2, 8, 1], picked: [1, 2, 6] },
];

let gpu: TestDevice;
let network: TestNetwork;
beforeAll(async () => {
  gpu = await openTestDevice();
  network = await TestNetwork.create(gpu, CONFIG);
  network.setParameters(PARAMETERS);
});

const drawn = (seed: number, length: number) => drawnFloats(seed, length).map((x) => 0.5 * x);
const PARAMETERS = drawn(1, parameterLayout(CONFIG).size);

interface Outcome {
  readonly logits: Uint32Array;
  readonly values: Uint32Array;
  readonly slots: Uint32Array;
}

/** Bits of all that a training pass over the sequences gives. */
async function outcome(of: TestNetwork, pass: PassRows, accumulate = false): Promise<Outcome> {
  const { graph } = of;
  of.forward(pass);
  const logits = bits(await of.read(graph.logits, pass.picked));
  const values = bits(await of.read(graph.values!, pass.picked));
  of.write(graph.dLogits, drawn(2, pass.picked * CONFIG.vocabulary));
  of.write(graph.dValues!, drawn(3, pass.picked));
  of.backward(pass, accumulate);
  return { logits, values, slots: bits(await of.gradientSlots()) };
}

const bits = (values: Float32Array) => new Uint32Array(values.buffer, values.byteOffset, values.length);

describe('bits', () => {
  it('stay the same when a pass is repeated, and every slot is written anew', async () => {
    const pass = packRows(SEQUENCES);
    const first = await outcome(network, pass);
    const { length } = await network.gradientSlots();
    network.setGradientSlots(new Float32Array(length).fill(Number.NaN));
    expect(await outcome(network, pass)).toEqual(first);
    expect(new Float32Array(first.slots.buffer).every(Number.isFinite)).toBe(true);
    await gpu.check();
  });

  it('are those of the sum when gradients accumulate', async () => {
    const pass = packRows(SEQUENCES);
    const { slots } = await outcome(network, pass);
    const once = new Float32Array(slots.buffer.slice(0));
    const twice = new Float32Array((await outcome(network, pass, true)).slots.buffer);
    // The embedding's gradient is added to in two steps.
    const table = CONFIG.vocabulary * CONFIG.width;
    for (let i = 0; i < once.length; i++) {
      if (i < table) expect(twice[i]).toBeCloseTo(2 * once[i]!, 4);
      else expect(twice[i], `${i}`).toBe(2 * once[i]!);
    }
    await gpu.check();
  });

  it.each([
    ['a graphics card', tilesFor('graphics', 1024)],
    ['a graphics card and few rows', tilesFor('graphics', 64)],
    ['odd shapes', ODD_TILES],
  ])('do not depend on the tiles: %s', async (_, tiles) => {
    const other = await TestNetwork.create(gpu, CONFIG, { tiles });
    other.setParameters(PARAMETERS);
    const pass = packRows(SEQUENCES);
    expect(await outcome(other, pass)).toEqual(await outcome(network, pass));
    other.destroy();
    await gpu.check();
  });

  it('of a sequence do not depend on its batch', async () => {
    const V = CONFIG.vocabulary;
    const { logits } = await outcome(network, packRows(SEQUENCES));
    let at = 0;
    for (const sequence of SEQUENCES) {
      const alone = await outcome(network, packRows([sequence]));
      const share = sequence.picked.length * V;
      expect(alone.logits).toEqual(logits.slice(at, at + share));
      at += share;
    }
    await gpu.check();
  });

  it('are the same for a whole sequence and token by token from a cache', async () => {
    const whole = SEQUENCES.map(({ tokens }) => ({ tokens, picked: tokens.keys() }));
    const expected = await outcome(network, packRows(whole));
    const V = CONFIG.vocabulary;
    // Sequences lie elsewhere in the cache, and each reads a chunk of its own length, where others have one token.
    const caches = [40, 7, 20];
    const starts = [0, 12, 13];
    const done = [0, 0, 0];
    for (let step = 0; done.some((n, s) => n < whole[s]!.tokens.length); step++) {
      const records: CachedRow[] = [];
      for (const [s, { tokens }] of whole.entries()) {
        const chunk = s === step % 3 ? 3 : 1;
        for (let i = 0; i < chunk && done[s]! < tokens.length; i++) {
          records.push({ sequence: s, position: done[s]!, token: tokens[done[s]!]!, begin: caches[s]! });
          done[s]!++;
        }
      }
      network.forward(cachedRows(records));
      const logits = bits(await network.read(network.graph.logits, records.length));
      for (const [row, { sequence, position }] of records.entries()) {
        const from = (starts[sequence]! + position) * V;
        expect(logits.slice(row * V, (row + 1) * V)).toEqual(expected.logits.slice(from, from + V));
      }
    }
    await gpu.check();
  });
});

interface CachedRow {
  readonly sequence: number;
  readonly position: number;
  readonly token: number;
  readonly begin: number;
}

/** Rows whose keys and values go to a cache; every one of them is picked. */
function cachedRows(records: readonly CachedRow[]): PassRows {
  const words = new Uint32Array(records.length * RowWords.count);
  for (const [row, { token, position, begin }] of records.entries()) {
    const at = row * RowWords.count;
    words[at + RowWords.token] = token;
    words[at + RowWords.position] = position;
    words[at + RowWords.place] = begin + position;
    words[at + RowWords.begin] = begin;
    words[at + RowWords.end] = NONE;
    words[at + RowWords.pickOf] = row;
    words[at + RowWords.picked] = row;
  }
  return { rows: records.length, picked: records.length, words };
}
