/** The network's kernels: WGSL templates, filled in for the sizes of a model. */
import type { Kernel } from './dispatch.ts';
import attention from './kernels/attention.wgsl?raw';
import attentionDelta from './kernels/attention-delta.wgsl?raw';
import attentionGradient from './kernels/attention-gradient.wgsl?raw';
import embed from './kernels/embed.wgsl?raw';
import embedGradient from './kernels/embed-gradient.wgsl?raw';
import norm from './kernels/norm.wgsl?raw';
import normGradient from './kernels/norm-gradient.wgsl?raw';
import pass from './kernels/pass.wgsl?raw';
import product from './kernels/product.wgsl?raw';
import transposedProduct from './kernels/transposed-product.wgsl?raw';
import value from './kernels/value.wgsl?raw';
import valueGradient from './kernels/value-gradient.wgsl?raw';
import weightGradient from './kernels/weight-gradient.wgsl?raw';
import { expandTemplate, type TemplateValue } from './template.ts';

const TEMPLATES = {
  attention,
  attentionDelta,
  attentionGradient,
  embed,
  embedGradient,
  norm,
  normGradient,
  product,
  transposedProduct,
  value,
  valueGradient,
  weightGradient,
} as const;

export type TemplateName = keyof typeof TEMPLATES;

/** Floats that a kernel loads at once. */
export type Vector = 1 | 2 | 4;

export interface KernelShape {
  /** Floats of a `Lane`: columns that a lane holds side by side. */
  readonly lane?: Vector;
  /** Floats of a `Step`: terms of a sum that are loaded at once. */
  readonly step?: Vector;
  readonly values?: Readonly<Record<string, TemplateValue>>;
  readonly constants: Readonly<Record<string, number>>;
}

/** The widest vector that all of these sizes and offsets are multiples of. */
export function widestVector(...numbers: readonly number[]): Vector {
  for (const width of [4, 2] as const) if (numbers.every((n) => n % width === 0)) return width;
  return 1;
}

export function networkKernel(name: TemplateName, { lane = 1, step = 1, values = {}, constants }: KernelShape): Kernel {
  const body = expandTemplate(TEMPLATES[name], { MEMBERS: MEMBERS[lane], STEPS: MEMBERS[step], ...values });
  return { label: name, code: `${vectorTypes(lane, step)}\n${pass}\n${body}`, constants };
}

const MEMBERS: Readonly<Record<Vector, readonly string[]>> = { 1: [''], 2: ['.x', '.y'], 4: ['.x', '.y', '.z', '.w'] };

const TYPES: Readonly<Record<Vector, string>> = { 1: 'f32', 2: 'vec2<f32>', 4: 'vec4<f32>' };

const TOTALS: Readonly<Record<Vector, string>> = { 1: 'v', 2: 'v.x + v.y', 4: '(v.x + v.y) + (v.z + v.w)' };

function vectorTypes(lane: Vector, step: Vector): string {
  return `// Floats of a Lane lie side by side in a row; those of a Step are terms of a sum.
alias Lane = ${TYPES[lane]};
alias Step = ${TYPES[step]};
const LANE = ${lane}u;
const STEP = ${step}u;
fn total(v: Lane) -> f32 { return ${TOTALS[lane]}; }
`;
}
