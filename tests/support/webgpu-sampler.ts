/** The sampler's kernel on logits that a test makes up. */

import { RowWords } from '../../src/model/engines/webgpu/dispatch.ts';
import { samplerKernel } from '../../src/model/engines/webgpu/sampler.ts';
import { DRAW_WORDS, packSequence, SequenceWords, STEPS } from '../../src/model/engines/webgpu/sequence-records.ts';
import type { Grammar } from '../../src/model/grammar.ts';
import type { Draw, DrawSettings } from '../../src/model/sampling.ts';
import { Writing } from '../../src/model/writer.ts';
import type { Key } from '../../src/random/index.ts';
import type { TestDevice } from './webgpu-pass.ts';

/** One row of logits, and how a token is to be drawn from it. */
export interface Wanted extends DrawSettings {
  readonly logits: Float32Array;
  readonly key: Key;
  /** Of the token that is drawn, at least 1. */
  readonly position: number;
}

/** Runs a compute shader once and returns the words of the buffer at `binding`. */
export async function runKernel(
  { device, pipelines }: TestDevice,
  kernel: Parameters<TestDevice['pipelines']['get']>[0],
  contents: readonly Uint32Array<ArrayBuffer>[],
  workgroups: number,
  binding: number,
): Promise<Uint32Array> {
  const pipeline = await pipelines.get(kernel);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffers = contents.map((words) => {
    const buffer = device.createBuffer({ size: Math.max(4, words.byteLength), usage });
    device.queue.writeBuffer(buffer, 0, words);
    return buffer;
  });
  const result = buffers[binding]!;
  const staging = device.createBuffer({
    size: result.size,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const entries = buffers.map((buffer, i) => ({ binding: i, resource: { buffer } }));
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(workgroups);
  pass.end();
  encoder.copyBufferToBuffer(result, 0, staging, 0, result.size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const words = new Uint32Array(staging.getMappedRange().slice(0));
  for (const buffer of [...buffers, staging]) buffer.destroy();
  return words;
}

/** Draws one token per row, all in one launch; all rows are equally long. */
export async function drawOnDevice(device: TestDevice, wanted: readonly Wanted[]): Promise<Draw[]> {
  const vocabulary = wanted[0]!.logits.length;
  const offsets = new Map<Grammar, number>();
  const tables: number[] = [];
  for (const { grammar } of wanted) {
    if (!grammar || offsets.has(grammar.grammar)) continue;
    offsets.set(grammar.grammar, tables.length);
    for (const next of grammar.grammar.next) tables.push(next);
  }
  const sequences = new Uint32Array(wanted.length * SequenceWords.count);
  const logits = new Float32Array(wanted.length * vocabulary);
  for (const [i, { logits: row, position, ...draw }] of wanted.entries()) {
    const request = { sequence: '', tokens: new Uint8Array(position), maxTokens: 1, stop: [], ...draw };
    packSequence(
      sequences,
      new Float32Array(sequences.buffer),
      i * SequenceWords.count,
      new Writing(request, { index: 0, tokens: [] }),
      { begin: 0, context: position + 1, tableOf: (grammar) => offsets.get(grammar)! },
    );
    logits.set(row, i * vocabulary);
  }
  const draws = await runKernel(
    device,
    samplerKernel(vocabulary, false),
    [
      new Uint32Array(wanted.length * RowWords.count),
      sequences,
      Uint32Array.from(tables),
      new Uint32Array(logits.buffer),
      new Uint32Array(2 * wanted.length * vocabulary),
      new Uint32Array(wanted.length * STEPS * DRAW_WORDS),
    ],
    wanted.length,
    5,
  );
  const floats = new Float32Array(draws.buffer);
  return wanted.map((_, i) => {
    const at = i * STEPS * DRAW_WORDS;
    return { token: draws[at]!, logProb: floats[at + 1]!, entropy: floats[at + 2]! };
  });
}
