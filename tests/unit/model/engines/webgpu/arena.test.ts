/** Plans of an arena: what is needed at the same time lies apart, what is not may lie together. */
import { describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../../../../src/model/config.ts';
import { capacityOf, isTensor, planArena } from '../../../../../src/model/engines/webgpu/arena.ts';
import type { Dispatch } from '../../../../../src/model/engines/webgpu/dispatch.ts';
import { lowerGraph } from '../../../../../src/model/engines/webgpu/lowering.ts';
import { tilesFor } from '../../../../../src/model/engines/webgpu/tiles.ts';
import { buildGraph } from '../../../../../src/model/graph/graph.ts';
import type { Tensor } from '../../../../../src/model/graph/operations.ts';

const CONFIG: ModelConfig = {
  vocabulary: 11,
  context: 16,
  width: 12,
  layers: 6,
  heads: 2,
  hidden: 20,
  valueHead: true,
  ropeBase: 10_000,
};
const SIZE = { rows: 64, picked: 64 };
const graph = buildGraph(CONFIG);
const lowered = lowerGraph(graph, tilesFor('graphics', 64));
const keep = [graph.logits, graph.dLogits];
const options = { alignment: 256, limit: 2 ** 28, keep };
const total = (list: readonly Dispatch[]) => planArena(list, SIZE, options).buffers.reduce((a, b) => a + b, 0);

describe('an arena', () => {
  it('keeps apart all tensors that are alive at the same time', () => {
    const list = [...lowered.forward, ...lowered.backward];
    const { places, buffers } = planArena(list, SIZE, options);
    const spans = new Map<Tensor, [number, number]>(keep.map((tensor) => [tensor, [0, list.length]]));
    for (const [i, { bindings }] of list.entries()) {
      for (const tensor of bindings.filter(isTensor)) {
        const [first, last] = spans.get(tensor) ?? [i, i];
        spans.set(tensor, [Math.min(first, i), Math.max(last, i)]);
      }
    }
    for (const [a, [aFirst, aLast]] of spans) {
      const at = places.get(a)!;
      expect(at.offset % 256).toBe(0);
      expect(at.size).toBe(64 * a.columns * 4);
      expect(at.offset + at.size).toBeLessThanOrEqual(buffers[at.buffer]!);
      for (const [b, [bFirst, bLast]] of spans) {
        const other = places.get(b)!;
        if (a === b || at.buffer !== other.buffer || aLast < bFirst || bLast < aFirst) continue;
        const apart = at.offset + at.size <= other.offset || other.offset + other.size <= at.offset;
        expect(apart, `${a.name} and ${b.name}`).toBe(true);
      }
    }
  });

  it('needs hardly more memory for a deeper network when nothing goes back through it', () => {
    const shallow = lowerGraph(buildGraph({ ...CONFIG, layers: 1 }), tilesFor('graphics', 64));
    const stats = 6 * 256 * 8;
    expect(total(lowered.forward)).toBeLessThanOrEqual(total(shallow.forward) + stats);
  });

  it('goes on in another buffer where one is full, and says which tensor fits in none', () => {
    const list = [...lowered.forward, ...lowered.backward];
    const { buffers } = planArena(list, SIZE, { ...options, limit: 12_000 });
    expect(buffers.length).toBeGreaterThan(1);
    for (const bytes of buffers) expect(bytes).toBeLessThanOrEqual(12_000);
    expect(() => planArena(list, SIZE, { ...options, limit: 4_000 })).toThrow(/needs 0\.0 MB for 64 tokens/);
  });

  it('comes in sizes of powers of two', () => {
    expect([1, 64, 65, 512, 513].map(capacityOf)).toEqual([64, 64, 128, 512, 1024]);
  });
});
