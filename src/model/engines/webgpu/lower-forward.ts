/** Launches of the forward pass. */
import { NORM_EPSILON } from '../../config.ts';
import type { ForwardOperation, Product, Tensor } from '../../graph/operations.ts';
import type { Dispatch } from './dispatch.ts';
import { networkKernel, widestVector } from './kernels.ts';
import { type LoweringContext, lanesFor, launchName, offsetsOf, rowCount, rowWord } from './lowering-context.ts';

/** Shares of a norm's sum: part of what it computes, hence the same everywhere. */
const NORM_SHARES = 32;
/** Lanes of a norm's workgroup when each has a row to itself. */
const ROW_LANES = 8;

/** How a norm and its gradient go over rows. */
export function normRows({ tiles }: LoweringContext): {
  readonly values: { readonly SHARED: boolean };
  readonly constants: { readonly SHARES: number; readonly LANES: number };
  readonly groups: (rows: number) => number;
} {
  const lanes = tiles.sharedRows ? NORM_SHARES : ROW_LANES;
  return {
    values: { SHARED: tiles.sharedRows },
    constants: { SHARES: NORM_SHARES, LANES: lanes },
    groups: (rows) => (tiles.sharedRows ? rows : Math.ceil(rows / lanes)),
  };
}

/** Lanes of kernels whose lanes do not know of each other. */
const PLAIN_LANES = 32;

type Of<Kind extends ForwardOperation['kind']> = Extract<ForwardOperation, { kind: Kind }>;

export function lowerForwardOperation(context: LoweringContext, operation: ForwardOperation): Dispatch {
  switch (operation.kind) {
    case 'embed':
      return embed(operation);
    case 'norm':
      return norm(context, operation);
    case 'queryKeyValue':
      return queryKeyValue(context, operation);
    case 'attention':
      return attention(context, operation);
    case 'product':
      return product(context, operation);
    case 'gated':
      return gated(context, operation);
    case 'unembed':
      return unembed(context, operation);
    case 'value':
      return value(operation);
    default:
      return operation satisfies never;
  }
}

function embed(operation: Of<'embed'>): Dispatch {
  const { table, y } = operation;
  const lane = widestVector(y.columns, table.offset);
  return {
    name: launchName(operation),
    kernel: networkKernel('embed', { lane, constants: { WIDTH: y.columns, LANES: PLAIN_LANES } }),
    bindings: ['parameters', 'rows', y],
    settings: Uint32Array.of(table.offset),
    workgroups: ({ rows }) => [rows, 1, 1],
  };
}

function norm(context: LoweringContext, operation: Of<'norm'>): Dispatch {
  const { x, gain, y, inverse } = operation;
  const PICKED = x.rows === 'tokens' && y.rows === 'picked';
  const { values, constants, groups } = normRows(context);
  return {
    name: launchName(operation),
    kernel: networkKernel('norm', {
      lane: widestVector(x.columns, gain.offset),
      values: { ...values, PICKED, SPACE: rowWord(y.rows) },
      constants: { ...constants, WIDTH: x.columns, EPSILON: NORM_EPSILON },
    }),
    bindings: ['pass', 'parameters', x, y, inverse, ...(PICKED ? (['rows'] as const) : [])],
    settings: Uint32Array.of(gain.offset),
    workgroups: (size) => [groups(rowCount(y.rows, size)), 1, 1],
  };
}

function queryKeyValue(context: LoweringContext, operation: Of<'queryKeyValue'>): Dispatch {
  const { x, weights, outputs } = operation;
  const { width, heads } = context.graph.config;
  const half = width / heads / 2;
  const lane = widestVector(half, ...offsetsOf(weights));
  const { rows } = context.tiles.fused;
  const pairs = width / lane / 2;
  const lanes = lanesFor(context.tiles.fused.lanes, pairs);
  return {
    name: launchName(operation),
    kernel: networkKernel('product', {
      lane,
      step: widestVector(width),
      values: { PLAIN: false, QKV: true, GATED: false, SPACE: rowWord(x.rows), ROWS: rows, COLUMNS: 2 },
      constants: { INPUTS: width, OUTPUTS: width, LANES: lanes, HALF: half },
    }),
    bindings: ['pass', 'parameters', x, ...outputs, 'rows', 'rotary'],
    settings: Uint32Array.from(offsetsOf(weights)),
    workgroups: (size) => [Math.ceil(pairs / lanes), Math.ceil(size.rows / rows), 3],
  };
}

function attention(context: LoweringContext, operation: Of<'attention'>): Dispatch {
  const { layer, q, k, v, y } = operation;
  const { width, heads } = context.graph.config;
  const lane = widestVector(width / heads);
  const PARTS = width / heads / lane;
  const lanes = context.tiles.attention;
  return {
    name: launchName(operation),
    kernel: networkKernel('attention', {
      lane,
      values: { PARTS, REST: numbers(1, PARTS) },
      constants: { WIDTH: width, HEADS: heads, LANES: lanes },
    }),
    bindings: ['pass', q, k, v, y, context.stats(layer), 'rows'],
    settings: new Uint32Array(),
    workgroups: ({ rows }) => [Math.ceil(rows / lanes), heads, 1],
  };
}

/** y = x · W (+ plus), of either pass. */
export function product(context: LoweringContext, operation: Product): Dispatch {
  const { x, weight, plus, y } = operation;
  const lane = widestVector(y.columns, weight.offset);
  const { rows, ...tile } = context.tiles.product;
  const units = y.columns / lane;
  const columns = Math.min(tile.columns, units);
  const lanes = lanesFor(tile.lanes, Math.ceil(units / columns));
  return {
    name: launchName(operation),
    kernel: networkKernel('product', {
      lane,
      step: widestVector(x.columns),
      values: {
        PLAIN: true,
        QKV: false,
        GATED: false,
        PLUS: plus !== null,
        SPACE: rowWord(x.rows),
        ROWS: rows,
        COLUMNS: columns,
      },
      constants: { INPUTS: x.columns, OUTPUTS: y.columns, LANES: lanes },
    }),
    bindings: ['pass', 'parameters', x, y, ...(plus ? [plus] : [])],
    settings: Uint32Array.of(weight.offset),
    workgroups: (size) => [Math.ceil(units / columns / lanes), Math.ceil(rowCount(x.rows, size) / rows), 1],
  };
}

function gated(context: LoweringContext, operation: Of<'gated'>): Dispatch {
  const { x, weights, gate, up, y } = operation;
  const lane = widestVector(y.columns, ...offsetsOf(weights));
  const { rows } = context.tiles.fused;
  const units = y.columns / lane;
  const lanes = lanesFor(context.tiles.fused.lanes, units);
  return {
    name: launchName(operation),
    kernel: networkKernel('product', {
      lane,
      step: widestVector(x.columns),
      values: { PLAIN: false, QKV: false, GATED: true, SPACE: rowWord(x.rows), ROWS: rows, COLUMNS: 2 },
      constants: { INPUTS: x.columns, OUTPUTS: y.columns, LANES: lanes },
    }),
    bindings: ['pass', 'parameters', x, gate, up, y],
    settings: Uint32Array.from(offsetsOf(weights)),
    workgroups: (size) => [Math.ceil(units / lanes), Math.ceil(rowCount(x.rows, size) / rows), 1],
  };
}

function unembed(context: LoweringContext, operation: Of<'unembed'>): Dispatch {
  const { x, table, y } = operation;
  return transposed(context, { name: launchName(operation), x, parts: [table.offset], y, gated: null });
}

/** Σ of products with transposed matrices, as `transposed-product.wgsl` computes it. */
export interface Transposed {
  readonly name: string;
  /** [rows, parts · inputs] */
  readonly x: Tensor;
  /** Where the matrices [outputs, inputs] begin. */
  readonly parts: readonly number[];
  readonly y: Tensor;
  /** Gate and up, when the sum is the gradient behind them and y [rows, 2 · outputs] that of both. */
  readonly gated: readonly [Tensor, Tensor] | null;
}

export function transposed(context: LoweringContext, { name, x, parts, y, gated }: Transposed): Dispatch {
  const inputs = x.columns / parts.length;
  const outputs = gated ? gated[0].columns : y.columns;
  const { rows, ...tile } = context.tiles.transposed;
  const columns = Math.min(tile.columns, outputs);
  const lanes = lanesFor(tile.lanes, Math.ceil(outputs / columns));
  return {
    name,
    kernel: networkKernel('transposedProduct', {
      step: widestVector(inputs, ...parts),
      values: { GATED: gated !== null, SPACE: rowWord(x.rows), ROWS: rows, COLUMNS: columns },
      constants: { PARTS: parts.length, INPUTS: inputs, OUTPUTS: outputs, LANES: lanes },
    }),
    bindings: ['pass', 'parameters', x, y, ...(gated ?? [])],
    settings: Uint32Array.from(parts),
    workgroups: (size) => [Math.ceil(outputs / columns / lanes), Math.ceil(rowCount(x.rows, size) / rows), 1],
  };
}

function value(operation: Of<'value'>): Dispatch {
  const { x, weight, y } = operation;
  const LANES = PLAIN_LANES;
  return {
    name: launchName(operation),
    kernel: networkKernel('value', {
      lane: widestVector(x.columns, weight.offset),
      constants: { WIDTH: x.columns, LANES },
    }),
    bindings: ['pass', 'parameters', x, y],
    settings: Uint32Array.of(weight.offset),
    workgroups: ({ picked }) => [Math.ceil(picked / LANES), 1, 1],
  };
}

/** The numbers from `first` up to `end`, as a template's list. */
export function numbers(first: number, end: number): string[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => String(first + i));
}
