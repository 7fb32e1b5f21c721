/**
 * The launches around the network: loss and scores behind the forward pass, the gradient and AdamW behind the
 * backward pass, adapters before and behind both. Buffers that only these use are named by `Extra`.
 */
import type { Graph } from '../../graph/graph.ts';
import type { ParameterLayout } from '../../layout.ts';
import type { Adapter } from '../../lora.ts';
import type { Dispatch, Kernel, Resource } from './dispatch.ts';
import adamwCode from './kernels/adamw.wgsl?raw';
import planCode from './kernels/adamw-plan.wgsl?raw';
import settingsCode from './kernels/adamw-settings.wgsl?raw';
import adaptersCode from './kernels/adapters.wgsl?raw';
import adaptersGradientCode from './kernels/adapters-gradient.wgsl?raw';
import adaptersMergeCode from './kernels/adapters-merge.wgsl?raw';
import flagsCode from './kernels/flags.wgsl?raw';
import judgeCode from './kernels/judge.wgsl?raw';
import lossCode from './kernels/loss.wgsl?raw';
import lossSumsCode from './kernels/loss-sums.wgsl?raw';
import passCode from './kernels/pass.wgsl?raw';
import predictionsCode from './kernels/predictions.wgsl?raw';
import reduceCode from './kernels/reduce.wgsl?raw';
import scoresCode from './kernels/scores.wgsl?raw';
import squaresCode from './kernels/squares.wgsl?raw';
import { expandTemplate } from './template.ts';

/**
 * - `predictions`: settings of the loss and a record per prediction (`predictions.ts`).
 * - `tokenStats` [picked × 8], `lossSums` [8]: statistics per token and of the step (`LossWords`).
 * - `scores` [picked × 4]: log-probability, entropy, value, nothing.
 * - `own`, `gradient`, `firstMoment`, `secondMoment`: flat, in the order of the layout; `own` has no adapters merged.
 * - `flags`: what may be done to each parameter; `adapters`: where the adapted matrices lie.
 * - `squares` [groups], `adamw` [8], `plan` [8], `steps` [1]: of the optimizer.
 */
export type Extra =
  | 'predictions'
  | 'tokenStats'
  | 'lossSums'
  | 'scores'
  | 'own'
  | 'gradient'
  | 'firstMoment'
  | 'secondMoment'
  | 'flags'
  | 'adapters'
  | 'squares'
  | 'adamw'
  | 'plan'
  | 'steps';

/** 32-bit words of a record of `tokenStats`; `lossSums` has their sums in the same order. */
export const LossWords = {
  loss: 0,
  entropy: 1,
  kl: 2,
  clipped: 3,
  referenceKl: 4,
  valueLoss: 5,
  count: 8,
} as const;

/** Words of `plan`. */
export const PlanWords = { norm: 0, applied: 1, count: 8 } as const;

export const SCORE_WORDS = 4;
export const ADAMW_WORDS = 8;
export const ADAPTER_WORDS = 8;

/** Lanes of the kernels that go over all parameters. */
const LANES = 256;
/** Most workgroups that sum squares: so many partial sums one lane adds up. */
const MOST_GROUPS = 256;
/** Fewest parameters that a workgroup is worth. */
const STRETCH = 1024;
/** Most workgroups in one direction that every device allows. */
const MOST_PER_DIMENSION = 65535;
const ADAPTER_LANES = 64;

const NOTHING = new Uint32Array(0);

/** logits (and values) → dLogits (and dValues), `lossSums`. */
export function lossDispatches(graph: Graph): Dispatch[] {
  const { logits, dLogits, values, dValues, config } = graph;
  const constants = { VOCABULARY: config.vocabulary };
  const heads = values && dValues ? [values, dValues] : [];
  return [
    {
      name: 'loss',
      kernel: kernel('loss', [judgeCode, predictionsCode, lossCode], constants, { VALUES: heads.length > 0 }),
      bindings: [extra('predictions'), logits, extra('tokenStats'), dLogits, ...heads],
      settings: NOTHING,
      workgroups: ({ picked }) => [picked, 1, 1],
    },
    {
      name: 'loss sums',
      kernel: kernel('loss sums', [passCode, lossSumsCode]),
      bindings: ['pass', extra('tokenStats'), extra('lossSums')],
      settings: NOTHING,
      workgroups: () => [1, 1, 1],
    },
  ];
}

/** logits (and values) → `scores`. */
export function scoreDispatches({ logits, values, config }: Graph): Dispatch[] {
  const constants = { VOCABULARY: config.vocabulary };
  return [
    {
      name: 'scores',
      kernel: kernel('scores', [judgeCode, predictionsCode, scoresCode], constants, { VALUES: values !== null }),
      bindings: [extra('predictions'), logits, extra('scores'), ...(values ? [values] : [])],
      settings: NOTHING,
      workgroups: ({ picked }) => [picked, 1, 1],
    },
  ];
}

/** The gradient slots, `splits` of them → `gradient`. */
export function reduceDispatches({ size }: ParameterLayout, splits: number, adapters: readonly Adapter[]): Dispatch[] {
  const KEEP = adapters.length > 0 ? 1 : 0;
  const reduce: Dispatch = {
    name: 'reduce',
    kernel: kernel('reduce', [flagsCode, reduceCode], { KEEP }),
    bindings: ['gradients', extra('flags'), extra('gradient')],
    settings: Uint32Array.of(size, splits),
    workgroups: constant(spread(Math.ceil(size / LANES))),
  };
  if (adapters.length === 0) return [reduce];
  const entries = adapters.map(({ a, b }) => a.size + b.size);
  return [
    reduce,
    {
      name: 'd adapters',
      kernel: kernel('d adapters', [adaptersCode, adaptersGradientCode]),
      bindings: [extra('adapters'), extra('own'), 'gradients', extra('gradient')],
      settings: NOTHING,
      workgroups: constant([Math.ceil(Math.max(...entries) / ADAPTER_LANES), adapters.length, 1]),
    },
  ];
}

/** `own` → the adapted matrices in `parameters`; nothing without adapters. */
export function mergeDispatches(adapters: readonly Adapter[]): Dispatch[] {
  if (adapters.length === 0) return [];
  const entries = adapters.map(({ weight }) => weight.size);
  return [
    {
      name: 'adapters',
      kernel: kernel('adapters', [adaptersCode, adaptersMergeCode]),
      bindings: [extra('adapters'), extra('own'), 'parameters'],
      settings: NOTHING,
      workgroups: constant([Math.ceil(Math.max(...entries) / ADAPTER_LANES), adapters.length, 1]),
    },
  ];
}

/** Workgroups that sum squares, and how many parameters each takes: made from the size alone, so that sums repeat. */
export function squareGroups(size: number): { groups: number; stretch: number } {
  const groups = Math.min(MOST_GROUPS, Math.ceil(size / STRETCH));
  return { groups, stretch: Math.ceil(size / groups) };
}

/** `gradient` → one step of AdamW on `own` and both moments, unless the gradient is not finite. */
export function adamwDispatches({ size }: ParameterLayout): Dispatch[] {
  const { groups, stretch } = squareGroups(size);
  return [
    {
      name: 'squares',
      kernel: kernel('squares', [flagsCode, squaresCode]),
      bindings: [extra('gradient'), extra('flags'), extra('squares')],
      settings: Uint32Array.of(size, stretch),
      workgroups: constant([groups, 1, 1]),
    },
    {
      name: 'adamw plan',
      kernel: kernel('adamw plan', [settingsCode, planCode]),
      bindings: [extra('squares'), extra('adamw'), extra('steps'), extra('plan')],
      settings: NOTHING,
      workgroups: constant([1, 1, 1]),
    },
    {
      name: 'adamw',
      kernel: kernel('adamw', [flagsCode, settingsCode, adamwCode]),
      bindings: [
        extra('gradient'),
        extra('flags'),
        extra('adamw'),
        extra('plan'),
        extra('own'),
        extra('firstMoment'),
        extra('secondMoment'),
      ],
      settings: Uint32Array.of(size),
      workgroups: constant(spread(Math.ceil(size / LANES))),
    },
  ];
}

function extra(name: Extra): Resource {
  return { extra: name };
}

function kernel(
  label: string,
  code: readonly string[],
  constants: Readonly<Record<string, number>> = {},
  values: Readonly<Record<string, boolean>> = {},
): Kernel {
  return { label, code: expandTemplate(code.join('\n'), values), constants };
}

function constant(groups: readonly [number, number, number]): Dispatch['workgroups'] {
  return () => groups;
}

/** At least `groups` workgroups, in two directions when there are too many for one. */
function spread(groups: number): readonly [number, number, number] {
  if (groups <= MOST_PER_DIMENSION) return [groups, 1, 1];
  return [MOST_PER_DIMENSION, Math.ceil(groups / MOST_PER_DIMENSION), 1];
}
