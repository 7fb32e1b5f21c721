/**
 * The backward pass, logit gradients to parameter gradients, as a list of operations: the forward pass read from its
 * end. Parameter gradients are added to the flat buffer, in the order of passes; everything else is overwritten.
 */
import type { ModelConfig } from '../../config.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';
import type { Buffers, LayerBuffers, Operation, Pass } from './plan.ts';
import type { LayerWeights, Matrix, Weights } from './weights.ts';

/** Addresses of what only training needs. */
export interface GradientBuffers {
  /** Flat, in the layout's order. */
  readonly parameters: number;
  /** Gradient of the residual stream, [capacity, d]: runs from the last layer to the first. */
  readonly x: number;
  /** Gradients of a norm's output and of the picked rows, [capacity, d]. */
  readonly normed: number;
  readonly last: number;
  readonly q: number;
  readonly k: number;
  readonly v: number;
  readonly attended: number;
  /** [capacity, F]; `gate` is that of the block's product first. */
  readonly gate: number;
  readonly up: number;
  readonly scratch: number;
  /** Per picked row: see `logitGradient`. */
  readonly slopes: number;
  readonly pulls: number;
}

export function takeGradients(config: ModelConfig, weights: Weights, buffers: Buffers, arena: Arena): GradientBuffers {
  const { width: d, hidden: F, heads, context } = config;
  const { capacity, span } = buffers;
  const matrix = (columns: number) => arena.take(capacity * columns);
  return {
    parameters: arena.take(weights.layout.size),
    x: matrix(d),
    normed: matrix(d),
    last: matrix(d),
    q: matrix(d),
    k: matrix(d),
    v: matrix(d),
    attended: matrix(d),
    gate: matrix(F),
    up: matrix(F),
    scratch: arena.take(2 * context * span + 2 * span * (d / heads)),
    slopes: matrix(1),
    pulls: matrix(1),
  };
}

/** What all operations of the backward pass share. */
interface Context {
  readonly kernels: Kernels;
  readonly config: ModelConfig;
  readonly weights: Weights;
  readonly buffers: Buffers;
  readonly gradients: GradientBuffers;
}

/** Everything from the scores of the picked rows (whose buffer holds `exponentials`) to the parameters. */
export function backwardOperations(
  kernels: Kernels,
  config: ModelConfig,
  weights: Weights,
  buffers: Buffers,
  gradients: GradientBuffers,
): readonly Operation[] {
  const context: Context = { kernels, config, weights, buffers, gradients };
  const operations = headGradient(context);
  for (let l = config.layers - 1; l >= 0; l--) {
    const own = buffers.layers[l] as LayerBuffers;
    const layer = weights.layers[l] as LayerWeights;
    operations.push(...hiddenGradient(context, l, layer, own), ...attentionGradient(context, l, layer, own));
  }
  const table = gradients.parameters + 4 * weights.embedding.offset;
  operations.push({
    name: 'embedding',
    run: ({ rows }) => kernels.scatterAdd(gradients.x, buffers.tokens, rows, config.width, table),
  });
  return operations;
}

function headGradient({ kernels, config, weights, buffers, gradients }: Context): Operation[] {
  const { width: d, vocabulary: V } = config;
  const { embedding, norm, parameters } = weights;
  const { logits, scoreStride } = buffers;
  const table = gradients.parameters + 4 * embedding.offset;
  return [
    {
      name: 'logits',
      run: ({ picked }) => {
        const { slopes, pulls } = gradients;
        kernels.logitGradient(logits, scoreStride, picked, V, slopes, pulls, buffers.targets);
      },
    },
    {
      name: 'logits.weight',
      run: ({ picked }) => kernels.gemmT(logits, scoreStride, buffers.lastInput, d, 8, table, d, table, V, d, picked),
    },
    {
      name: 'logits.input',
      run: ({ picked }) =>
        kernels.gemm(logits, scoreStride, embedding.transposed, 8, 8 * V, gradients.normed, d, 0, picked, d, V),
    },
    {
      name: 'norm',
      run: ({ picked }) => {
        kernels.zero(gradients.last, picked * d);
        const { last, lastInverse } = buffers;
        const gain = parameters + 4 * norm;
        const dGain = gradients.parameters + 4 * norm;
        kernels.rmsNormGradient(last, gain, lastInverse, gradients.normed, picked, d, gradients.last, dGain);
      },
    },
    {
      name: 'last',
      run: ({ rows, picked }) => {
        kernels.zero(gradients.x, rows * d);
        kernels.scatterAdd(gradients.last, buffers.picked, picked, d, gradients.x);
      },
    },
  ];
}

function hiddenGradient(context: Context, l: number, layer: LayerWeights, own: LayerBuffers): Operation[] {
  const { kernels, config, gradients } = context;
  const { x, normed, gate, up } = gradients;
  const name = (what: string) => `layers.${l}.${what}`;
  return [
    weightGradient(context, name('down.weight'), own.hidden, layer.down, x),
    inputGradient(context, name('down.input'), x, layer.down, gate),
    {
      name: name('swiglu'),
      run: ({ rows }) => kernels.swiGluGradient(own.gate, own.up, gate, rows * config.hidden, gate, up),
    },
    weightGradient(context, name('gate.weight'), own.hiddenInput, layer.gate, gate),
    weightGradient(context, name('up.weight'), own.hiddenInput, layer.up, up),
    inputGradient(context, name('gate.input'), gate, layer.gate, normed),
    inputGradient(context, name('up.input'), up, layer.up, normed, normed),
    normGradient(context, name('hidden_norm'), own.middle, layer.hiddenNorm, own.hiddenInverse),
  ];
}

function attentionGradient(context: Context, l: number, layer: LayerWeights, own: LayerBuffers): Operation[] {
  const { kernels, config, buffers, gradients } = context;
  const { x, normed, q, k, v, attended } = gradients;
  const { width: d, heads } = config;
  const name = (what: string) => `layers.${l}.${what}`;
  const rotate = (what: string, to: number): Operation => ({
    name: name(what),
    run: ({ rows }) => kernels.rotate(to, buffers.positions, rows, heads, d / heads, buffers.cos, buffers.sin, -1),
  });
  const attend = ({ segments }: Pass) => {
    for (const { row, count } of segments) {
      const at = 4 * row * d;
      const { scratch } = gradients;
      kernels.attendGradient(
        own.q + at,
        own.k + at,
        own.v + at,
        attended + at,
        count,
        heads,
        d / heads,
        scratch,
        buffers.span,
        q + at,
        k + at,
        v + at,
      );
    }
  };
  return [
    weightGradient(context, name('o.weight'), own.attended, layer.o, x),
    inputGradient(context, name('o.input'), x, layer.o, attended),
    { name: name('attention'), run: attend },
    rotate('rotate_q', q),
    rotate('rotate_k', k),
    weightGradient(context, name('q.weight'), own.attentionInput, layer.q, q),
    weightGradient(context, name('k.weight'), own.attentionInput, layer.k, k),
    weightGradient(context, name('v.weight'), own.attentionInput, layer.v, v),
    inputGradient(context, name('q.input'), q, layer.q, normed),
    inputGradient(context, name('k.input'), k, layer.k, normed, normed),
    inputGradient(context, name('v.input'), v, layer.v, normed, normed),
    normGradient(context, name('attention_norm'), own.x, layer.attentionNorm, own.attentionInverse),
  ];
}

/** dW += xᵀ · dy. */
function weightGradient({ kernels, gradients }: Context, name: string, x: number, w: Matrix, dy: number): Operation {
  const to = gradients.parameters + 4 * w.offset;
  return {
    name,
    run: ({ rows }) => kernels.gemmT(x, w.inputs, dy, w.outputs, 8, to, w.outputs, to, w.inputs, w.outputs, rows),
  };
}

/** dx = dy · Wᵀ + plus; `plus` 0 adds nothing. */
function inputGradient({ kernels }: Context, name: string, dy: number, w: Matrix, dx: number, plus = 0): Operation {
  const { inputs, outputs, transposed } = w;
  return {
    name,
    run: ({ rows }) => kernels.gemm(dy, outputs, transposed, 8, 8 * outputs, dx, inputs, plus, rows, inputs, outputs),
  };
}

/** Takes the gradient of the norm's output from `normed` to the residual stream. */
function normGradient(context: Context, name: string, x: number, gain: number, inverse: number): Operation {
  const { kernels, config, weights, gradients } = context;
  const { normed, parameters } = gradients;
  return {
    name,
    run: ({ rows }) =>
      kernels.rmsNormGradient(
        x,
        weights.parameters + 4 * gain,
        inverse,
        normed,
        rows,
        config.width,
        gradients.x,
        parameters + 4 * gain,
      ),
  };
}
