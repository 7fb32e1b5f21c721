/** The forward pass, tokens to next-token scores, as a list of operations. */
import { type ModelConfig, NORM_EPSILON } from '../../config.ts';
import { keysAddress, valuesAddress } from './cache.ts';
import type { Kernels } from './kernels.ts';
import type { Buffers, LayerBuffers, Operation, Pass } from './plan.ts';
import type { LayerWeights, Matrix, Weights } from './weights.ts';

/** Reads `tokens` and `positions`, writes keys and values of slots, the layers' buffers and the residual stream `x`. */
export function bodyOperations(
  kernels: Kernels,
  config: ModelConfig,
  weights: Weights,
  buffers: Buffers,
): readonly Operation[] {
  const { embedding, parameters } = weights;
  const operations: Operation[] = [
    {
      name: 'embedding',
      run: ({ rows }) => {
        const to = (buffers.layers[0] as LayerBuffers).x;
        kernels.gather(parameters + 4 * embedding.offset, buffers.tokens, rows, config.width, to);
      },
    },
  ];
  for (const [l, layer] of weights.layers.entries()) {
    const own = buffers.layers[l] as LayerBuffers;
    const next = buffers.layers[l + 1]?.x ?? buffers.x;
    operations.push(...layerOperations(kernels, config, weights, buffers, l, layer, own, next));
  }
  return operations;
}

function layerOperations(
  kernels: Kernels,
  config: ModelConfig,
  { parameters }: Weights,
  buffers: Buffers,
  l: number,
  layer: LayerWeights,
  own: LayerBuffers,
  next: number,
): Operation[] {
  const { width: d, hidden: F, heads } = config;
  const headSize = d / heads;
  const { positions, cos, sin } = buffers;
  const name = (what: string) => `layers.${l}.${what}`;
  const norm = (what: string, x: number, gain: number, y: number, inverse: number): Operation => ({
    name: name(what),
    run: ({ rows }) => kernels.rmsNorm(x, parameters + 4 * gain, rows, d, NORM_EPSILON, y, inverse),
  });
  const project = (what: string, x: number, w: Matrix, y: number, plus = 0): Operation => ({
    name: name(what),
    run: ({ rows }) => product(kernels, x, w, y, rows, plus),
  });
  const rotate = (what: string, x: number): Operation => ({
    name: name(what),
    run: ({ rows }) => kernels.rotate(x, positions, rows, heads, headSize, cos, sin, 1),
  });
  return [
    norm('attention_norm', own.x, layer.attentionNorm, own.attentionInput, own.attentionInverse),
    project('q', own.attentionInput, layer.q, own.q),
    project('k', own.attentionInput, layer.k, own.k),
    project('v', own.attentionInput, layer.v, own.v),
    rotate('rotate_q', own.q),
    rotate('rotate_k', own.k),
    { name: name('attention'), run: (pass) => attention(kernels, config, buffers, l, own, pass) },
    project('o', own.attended, layer.o, own.middle, own.x),
    norm('hidden_norm', own.middle, layer.hiddenNorm, own.hiddenInput, own.hiddenInverse),
    project('gate', own.hiddenInput, layer.gate, own.gate),
    project('up', own.hiddenInput, layer.up, own.up),
    { name: name('swiglu'), run: ({ rows }) => kernels.swiGlu(own.gate, own.up, rows * F, own.hidden) },
    project('down', own.hidden, layer.down, next, own.middle),
  ];
}

/** y = x · W + plus; `plus` 0 adds nothing. */
function product(kernels: Kernels, x: number, w: Matrix, y: number, rows: number, plus = 0): void {
  kernels.gemm(x, w.inputs, w.packed, 8, 8 * w.inputs, y, w.outputs, plus, rows, w.outputs, w.inputs);
}

function attention(
  kernels: Kernels,
  config: ModelConfig,
  buffers: Buffers,
  l: number,
  own: LayerBuffers,
  pass: Pass,
): void {
  const { width: d, heads } = config;
  const headSize = d / heads;
  const { scores, span } = buffers;
  const headStride = span * headSize;
  for (const { row, count, first, slot } of pass.segments) {
    const at = 4 * row * d;
    const keys = slot ? keysAddress(slot, config, l) : buffers.keys;
    kernels.packKeys(own.k + at, count, first, heads, headSize, headStride, keys);
    let values = own.v + at;
    if (slot) {
      values = valuesAddress(slot, config, l);
      kernels.copy(own.v + at, count * d, values + 4 * first * d);
    }
    kernels.attend(
      own.q + at,
      count,
      first,
      heads,
      headSize,
      keys,
      headStride,
      values,
      scores,
      span,
      own.attended + at,
    );
  }
}

/** The `picked` rows of `x` become next-token scores. */
export function headOperations(
  kernels: Kernels,
  config: ModelConfig,
  weights: Weights,
  buffers: Buffers,
): readonly Operation[] {
  const { width: d, vocabulary: V } = config;
  const { x, last, lastInput, lastInverse, logits, scoreStride } = buffers;
  const { embedding, parameters, norm } = weights;
  return [
    { name: 'last', run: ({ picked }) => kernels.gather(x, buffers.picked, picked, d, last) },
    {
      name: 'norm',
      run: ({ picked }) =>
        kernels.rmsNorm(last, parameters + 4 * norm, picked, d, NORM_EPSILON, lastInput, lastInverse),
    },
    {
      name: 'logits',
      run: ({ picked }) => kernels.gemm(lastInput, d, embedding.packed, 8, 8 * d, logits, scoreStride, 0, picked, V, d),
    },
  ];
}
