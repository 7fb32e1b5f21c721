/** The network's kernels together: logits, values and all gradients of whole passes, against float64. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../../../../src/model/config.ts';
import { packRows } from '../../../../../src/model/engines/webgpu/pass-rows.ts';
import { finiteDifferences, referenceForward } from '../../../../support/reference-model.ts';
import { drawnFloats, relativeError } from '../../../../support/webgpu-kernels.ts';
import { openTestDevice, type TestDevice, TestNetwork } from '../../../../support/webgpu-pass.ts';

let gpu: TestDevice;
beforeAll(async () => {
  gpu = await openTestDevice();
});

const TINY: ModelConfig = {
  vocabulary: 11,
  context: 12,
  width: 8,
  layers: 2,
  heads: 2,
  hidden: 12,
  valueHead: true,
  ropeBase: 10_000,
};

/** Sizes that are multiples of 4, of 2, and of nothing. */
const CONFIGS: readonly [string, ModelConfig][] = [
  ['head size 4', TINY],
  ['head size 2, odd hidden width, one layer', { ...TINY, width: 6, heads: 3, hidden: 7, layers: 1, vocabulary: 5 }],
  ['head size 8, no value head', { ...TINY, heads: 1, layers: 1, valueHead: false }],
];

const SEQUENCES = [
  { tokens: [3, 1, 4, 1, 0, 4, 2], picked: [0, 2, 5, 6] },
  { tokens: [2], picked: [] },
  { tokens: [4, 4, 1], picked: [1, 2] },
];

describe.each(CONFIGS)('%s', (_, config) => {
  it('computes logits, values and every gradient as float64 does', async () => {
    const network = await TestNetwork.create(gpu, config);
    const { graph } = network;
    const parameters = drawnFloats(1, graph.layout.size).map((x) => 0.5 * x);
    network.setParameters(parameters);
    const pass = packRows(SEQUENCES);
    const V = config.vocabulary;
    const dLogits = drawnFloats(2, pass.picked * V).map((x) => 0.5 * x);
    const dValues = drawnFloats(3, pass.picked).map((x) => 0.5 * x);
    network.forward(pass);
    const logits = await network.read(graph.logits, pass.picked);
    const values = graph.values ? await network.read(graph.values, pass.picked) : null;
    network.write(graph.dLogits, dLogits);
    if (graph.dValues) network.write(graph.dValues, dValues);
    network.backward(pass);
    const gradients = await network.gradients();
    await gpu.check();

    let p = 0;
    for (const { tokens, picked } of SEQUENCES) {
      const reference = referenceForward(config, parameters, tokens);
      for (const position of picked) {
        expect(relativeError(logits.subarray(p * V, (p + 1) * V), reference.logits[position]!)).toBeLessThan(1e-5);
        if (values)
          expect(
            relativeError(values.subarray(p, p + 1), reference.values.subarray(position, position + 1)),
          ).toBeLessThan(1e-5);
        p++;
      }
    }
    const loss = (all: Float64Array) => {
      let sum = 0;
      let p = 0;
      for (const { tokens, picked } of SEQUENCES) {
        const reference = referenceForward(config, all, tokens);
        for (const position of picked) {
          for (let v = 0; v < V; v++) sum += dLogits[p * V + v]! * reference.logits[position]![v]!;
          if (config.valueHead) sum += dValues[p]! * reference.values[position]!;
          p++;
        }
      }
      return sum;
    };
    const expected = finiteDifferences(loss, parameters, graph.layout.slots);
    for (const { name, offset, size } of graph.layout.slots) {
      const range = [offset, offset + size] as const;
      expect(relativeError(gradients.subarray(...range), expected.subarray(...range)), name).toBeLessThan(1e-5);
    }
    network.destroy();
  });
});
