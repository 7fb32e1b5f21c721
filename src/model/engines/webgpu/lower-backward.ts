/**
 * Launches of the backward pass. Gradients of parameters that nobody asks for (adapters freeze the rest) are not
 * computed; their places in the slots are left as they are.
 */
import type { BackwardOperation } from '../../graph/operations.ts';
import type { Dispatch } from './dispatch.ts';
import { networkKernel, widestVector } from './kernels.ts';
import { normRows, numbers, product, transposed } from './lower-forward.ts';
import {
  type LoweringContext,
  lanesFor,
  launchName,
  offsetsOf,
  rowCount,
  rowWord,
  shapeOf,
} from './lowering-context.ts';

/** Lanes of kernels whose lanes do not know of each other. */
const PLAIN_LANES = 32;

type Of<Kind extends BackwardOperation['kind']> = Extract<BackwardOperation, { kind: Kind }>;

export function lowerBackwardOperation(context: LoweringContext, operation: BackwardOperation): readonly Dispatch[] {
  switch (operation.kind) {
    case 'weightGradient':
      if (!operation.weights.some((weight) => context.wantsGradient(weight))) return [];
      return [weightGradient(context, operation)];
    case 'inputGradient': {
      const { dys, weights, dx } = operation;
      const x = context.packed(dys);
      return [transposed(context, { name: launchName(operation), x, parts: offsetsOf(weights), y: dx, gated: null })];
    }
    case 'product':
      return [product(context, operation)];
    case 'valueGradient':
      return [valueGradient(context, operation)];
    case 'normGradient':
      return [normGradient(context, operation)];
    case 'gatedGradient': {
      const { dy, weight, gate, up, dGate, dUp } = operation;
      const y = context.packed([dGate, dUp]);
      return [
        transposed(context, { name: launchName(operation), x: dy, parts: [weight.offset], y, gated: [gate, up] }),
      ];
    }
    case 'attentionGradient':
      return attentionGradient(context, operation);
    case 'embedGradient':
      return context.wantsGradient(operation.table) ? [embedGradient(operation)] : [];
    default:
      return operation satisfies never;
  }
}

function weightGradient(context: LoweringContext, operation: Of<'weightGradient'>): Dispatch {
  const { x, dys, weights } = operation;
  const dy = context.packed(dys);
  const [inputs, outputs] = shapeOf(weights[0] as (typeof weights)[number]);
  const lane = widestVector(outputs);
  const step = widestVector(inputs);
  const { slots, slotSize } = context;
  const tile = context.tiles.weight;
  const units = dy.columns / lane;
  const columns = Math.min(tile.columns, units);
  const lanes = lanesFor(tile.lanes, Math.ceil(units / columns));
  const groups = Math.min(Math.ceil(tile.rows / step), inputs / step);
  return {
    name: launchName(operation),
    kernel: networkKernel('weightGradient', {
      lane,
      step,
      values: { SPACE: rowWord(x.rows), GROUPS: groups, COLUMNS: columns },
      constants: { PARTS: dys.length, INPUTS: inputs, OUTPUTS: outputs, LANES: lanes },
    }),
    bindings: ['pass', x, dy, 'gradients'],
    settings: Uint32Array.of(...[...offsetsOf(weights), 0, 0, 0].slice(0, 4), slotSize),
    workgroups: () => [Math.ceil(units / columns / lanes), Math.ceil(inputs / (groups * step)), slots],
  };
}

function valueGradient({ slots, slotSize }: LoweringContext, operation: Of<'valueGradient'>): Dispatch {
  const { x, weight, dy, dx } = operation;
  const lane = widestVector(x.columns, weight.offset);
  const blocks = Math.ceil(x.columns / lane / PLAIN_LANES);
  return {
    name: launchName(operation),
    kernel: networkKernel('valueGradient', { lane, constants: { WIDTH: x.columns, LANES: PLAIN_LANES } }),
    bindings: ['pass', 'parameters', x, dy, dx, 'gradients'],
    settings: Uint32Array.of(weight.offset, slotSize),
    workgroups: ({ picked }) => [picked + blocks * slots, 1, 1],
  };
}

function normGradient(context: LoweringContext, operation: Of<'normGradient'>): Dispatch {
  const { x, gain, inverse, dy, dx } = operation;
  const { slots, slotSize } = context;
  const PICKED = dx.rows === 'tokens' && dy.rows === 'picked';
  const lane = widestVector(x.columns, gain.offset);
  const { values, constants, groups } = normRows(context);
  const blocks = context.wantsGradient(gain) ? Math.ceil(x.columns / lane / constants.LANES) : 0;
  return {
    name: launchName(operation),
    kernel: networkKernel('normGradient', {
      lane,
      values: { ...values, PICKED, SPACE: rowWord(dy.rows) },
      constants: { ...constants, WIDTH: x.columns },
    }),
    bindings: ['pass', 'parameters', x, inverse, dy, dx, 'gradients', ...(PICKED ? (['rows'] as const) : [])],
    settings: Uint32Array.of(gain.offset, slotSize),
    workgroups: (size) => [groups(rowCount(dx.rows, size)) + blocks * slots, 1, 1],
  };
}

function attentionGradient(context: LoweringContext, operation: Of<'attentionGradient'>): readonly Dispatch[] {
  const { layer, q, k, v, y, dy, dq, dk, dv } = operation;
  const { width, heads } = context.graph.config;
  const size = width / heads;
  const lanes = context.tiles.attention;
  const constants = { WIDTH: width, HEADS: heads, LANES: lanes };
  const stats = context.stats(layer);
  const whole = widestVector(size);
  // Both halves of the pairs that the rotary embedding turned are whole vectors.
  const lane = widestVector(size / 2);
  const parts = size / lane;
  return [
    {
      name: launchName(operation, 'sums'),
      kernel: networkKernel('attentionDelta', {
        lane: whole,
        values: { PARTS: size / whole, REST: numbers(1, size / whole) },
        constants,
      }),
      bindings: ['pass', y, dy, stats],
      settings: new Uint32Array(),
      workgroups: ({ rows }) => [Math.ceil(rows / lanes), heads, 1],
    },
    {
      name: launchName(operation),
      kernel: networkKernel('attentionGradient', {
        lane,
        values: { PARTS: parts, HALF: parts / 2, REST: numbers(1, parts), PAIRS: numbers(parts / 2, parts) },
        constants,
      }),
      bindings: ['pass', q, k, v, dy, stats, context.packed([dq, dk, dv]), 'rows', 'rotary'],
      settings: new Uint32Array(),
      workgroups: ({ rows }) => [Math.ceil(rows / lanes), heads, 2],
    },
  ];
}

function embedGradient(operation: Of<'embedGradient'>): Dispatch {
  const { dx, table } = operation;
  return {
    name: launchName(operation),
    kernel: networkKernel('embedGradient', {
      lane: widestVector(dx.columns),
      constants: { WIDTH: dx.columns, LANES: PLAIN_LANES },
    }),
    bindings: ['rows', dx, 'gradients'],
    settings: Uint32Array.of(table.offset),
    workgroups: ({ rows }) => [rows, 1, 1],
  };
}
