/** The launch lists: within the budgets, inside what every device offers, and complete. */
import { describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../../../../src/model/config.ts';
import { isTensor } from '../../../../../src/model/engines/webgpu/arena.ts';
import { type Dispatch, MOST_ROWS } from '../../../../../src/model/engines/webgpu/dispatch.ts';
import { lowerGraph } from '../../../../../src/model/engines/webgpu/lowering.ts';
import { kernelKey } from '../../../../../src/model/engines/webgpu/pipelines.ts';
import { gradientSlots, splitRows } from '../../../../../src/model/engines/webgpu/splits.ts';
import { tilesFor } from '../../../../../src/model/engines/webgpu/tiles.ts';
import { buildGraph } from '../../../../../src/model/graph/graph.ts';

const BENCH: ModelConfig = {
  vocabulary: 256,
  context: 128,
  width: 128,
  layers: 2,
  heads: 4,
  hidden: 344,
  valueHead: true,
  ropeBase: 10_000,
};

const ODD: ModelConfig = { ...BENCH, vocabulary: 11, width: 6, heads: 3, hidden: 7 };

const lowered = (config: ModelConfig) => lowerGraph(buildGraph(config), tilesFor('processor', 512));
const all = (config: ModelConfig) => Object.values(lowered(config)).flat() as Dispatch[];

describe('the launches of a graph', () => {
  it('are few: a step of two layers leaves room for loss and optimizer below 60', () => {
    const { forward, backward } = lowered(BENCH);
    expect(forward.length).toBeLessThanOrEqual(18);
    expect(backward.length).toBeLessThanOrEqual(32);
  });

  it('share their pipelines between layers', () => {
    const kernels = (layers: number) => new Set(all({ ...BENCH, layers }).map(({ kernel }) => kernelKey(kernel)));
    expect(kernels(5)).toEqual(kernels(2));
    expect(kernels(2).size).toBeLessThanOrEqual(26);
  });

  for (const [name, config] of Object.entries({ BENCH, ODD })) {
    it(`bind at most eight storage buffers, each tensor once, and what the shader declares (${name})`, () => {
      for (const { name, kernel, bindings, settings } of all(config)) {
        const tensors = bindings.filter(isTensor);
        expect(new Set(tensors).size, name).toBe(tensors.length);
        expect(bindings.filter((b) => b !== 'pass').length, name).toBeLessThanOrEqual(8);
        const declared = [...kernel.code.matchAll(/@group\(0\) @binding\((\d+)\)/g)].map(([, i]) => Number(i));
        const expected = bindings.length + (settings.length > 0 ? 1 : 0);
        expect(declared, name).toEqual(Array.from({ length: expected }, (_, i) => i));
      }
    });

    it(`give every override constant its value (${name})`, () => {
      for (const { name, kernel } of all(config)) {
        const declared = [...kernel.code.matchAll(/^override (\w+)/gm)].map(([, word]) => word as string);
        expect(Object.keys(kernel.constants).sort(), name).toEqual(declared.sort());
      }
    });
  }

  it('name every tensor of the graph, or one that holds it', () => {
    for (const config of [BENCH, ODD]) {
      const graph = buildGraph(config);
      const used = new Set(all(config).flatMap(({ bindings }) => bindings.filter(isTensor)));
      const names = new Set([...used].flatMap(({ name }) => name.split(' | ')));
      for (const { name } of graph.tensors) expect(names).toContain(name);
    }
  });

  it('leave out the gradients of what adapters freeze', () => {
    const lora = { rank: 2, alpha: 4, targets: ['q_proj', 'down_proj'] } as const;
    const adapted = lowered({ ...BENCH, lora });
    const names = adapted.backward.map(({ name }) => name);
    const weights = names.filter((name) => name.endsWith('.weight'));
    expect(weights).toEqual(
      ['layers.1.down', 'layers.1.qkv', 'layers.0.down', 'layers.0.qkv'].map((name) => `d ${name}.weight`),
    );
    expect(names).not.toContain('d embed');
    expect(names).toContain('d value');
    const groups = (list: readonly Dispatch[]) =>
      list.find(({ name }) => name === 'd norm')!.workgroups({ rows: 100, picked: 50 })[0];
    // Eight rows per workgroup; the gain's gradient takes four workgroups of columns for each of four splits.
    expect(groups(adapted.backward)).toBe(13);
    expect(groups(lowered(BENCH).backward)).toBe(13 + 16);
  });

  it('start no more workgroups along an axis than every device allows, up to the largest pass', () => {
    for (const { name, workgroups } of all(BENCH)) {
      for (const count of workgroups({ rows: MOST_ROWS, picked: MOST_ROWS })) {
        expect(count, name).toBeLessThanOrEqual(65_535);
        expect(count, name).toBeGreaterThan(0);
      }
    }
  });
});

describe('splits of weight gradients', () => {
  it('depend on the model only, and cover all rows', () => {
    const { layout } = buildGraph(BENCH);
    expect(gradientSlots(layout)).toBe(4);
    for (const rows of [1, 5, 512, 513]) {
      const each = splitRows(layout, rows);
      expect(each * gradientSlots(layout)).toBeGreaterThanOrEqual(rows);
    }
  });

  it('are one for models whose gradients fill the memory', () => {
    expect(gradientSlots(buildGraph({ ...BENCH, width: 512, heads: 8, hidden: 1408, layers: 8 }).layout)).toBe(1);
    expect(gradientSlots(buildGraph(ODD).layout)).toBe(8);
  });
});
