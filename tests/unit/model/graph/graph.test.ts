/** The graph: every tensor is written before it is read, every parameter gets its gradient, costs are as counted by hand. */
import { describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../../../src/model/config.ts';
import { graphFlops, passShape } from '../../../../src/model/graph/cost.ts';
import { describeOperation, networkPage } from '../../../../src/model/graph/describe.ts';
import { buildGraph } from '../../../../src/model/graph/graph.ts';

const CONFIG: ModelConfig = {
  vocabulary: 10,
  context: 16,
  width: 8,
  layers: 2,
  heads: 2,
  hidden: 12,
  valueHead: true,
  ropeBase: 10_000,
};

describe('the graph', () => {
  for (const valueHead of [true, false]) {
    const graph = buildGraph({ ...CONFIG, valueHead });

    it(`writes every tensor before it reads it (value head: ${valueHead})`, () => {
      const written = new Set<string>();
      for (const operation of graph.forward) {
        const { reads, writes } = describeOperation(operation);
        for (const name of reads) expect(written, `${operation.name} reads ${name}`).toContain(name);
        for (const name of writes) written.add(name);
      }
      // The loss' part.
      for (const tensor of [graph.dLogits, graph.dValues]) if (tensor) written.add(tensor.name);
      for (const operation of graph.backward) {
        const { reads, writes } = describeOperation(operation);
        for (const name of reads) expect(written, `${operation.name} reads ${name}`).toContain(name);
        for (const name of writes) written.add(name);
      }
      expect([...written].sort()).toEqual(graph.tensors.map(({ name }) => name).sort());
    });

    it(`gives every parameter a gradient, the tied embedding two (value head: ${valueHead})`, () => {
      const counts = new Map<string, number>();
      const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
      for (const operation of graph.backward) {
        if (operation.kind === 'weightGradient') for (const { name } of operation.weights) count(name);
        else if (operation.kind === 'normGradient') count(operation.gain.name);
        else if (operation.kind === 'valueGradient') count(operation.weight.name);
        else if (operation.kind === 'embedGradient') count(operation.table.name);
      }
      for (const { name } of graph.layout.slots) {
        expect(counts.get(name), name).toBe(name === 'model.embed_tokens.weight' ? 2 : 1);
      }
    });
  }

  it('is the same list for every call', () => {
    expect(buildGraph(CONFIG)).toEqual(buildGraph(CONFIG));
  });

  it('does not know adapters: they are merged into the matrices', () => {
    const plain = buildGraph(CONFIG);
    const adapted = buildGraph({ ...CONFIG, lora: { rank: 2, alpha: 4, targets: ['q_proj', 'down_proj'] } });
    expect(adapted.forward.map(describeOperation)).toEqual(plain.forward.map(describeOperation));
    expect(adapted.backward.map(describeOperation)).toEqual(plain.backward.map(describeOperation));
  });
});

describe('costs', () => {
  it('are those of the matrix products, attention counted as causal', () => {
    const shape = passShape([3, 5]);
    expect(shape).toEqual({ tokens: 8, picked: 6, pairs: 6 + 15 });
    const layer = 8 * (4 * 8 * 8 + 3 * 8 * 12) + 2 * 21 * 8;
    const head = 6 * (10 * 8 + 8);
    expect(graphFlops(buildGraph(CONFIG), shape, 'forward')).toBe(2 * (2 * layer + head));
  });

  it('are three times as high with the backward pass', () => {
    const graph = buildGraph(CONFIG);
    const shape = passShape([7]);
    expect(graphFlops(graph, shape, 'training')).toBe(3 * graphFlops(graph, shape, 'forward'));
  });
});

it('is documented as it is (vitest -u writes the page again)', async () => {
  const config = { vocabulary: 96, context: 64, width: 64, layers: 1, heads: 4, hidden: 176, ropeBase: 10_000 };
  const page = networkPage(buildGraph({ ...config, valueHead: true }));
  await expect(page).toMatchFileSnapshot('../../../../docs/network.md');
});
