/**
 * AdamW (Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019) over the flat buffers, in plain
 * TypeScript: the definition that every engine's optimizer must agree with. Arithmetic in double, storage in single.
 */
import type { StepConfig } from './engine.ts';
import type { ParameterLayout, ParameterSlot } from './layout.ts';

/** The buffers that a step changes in place; all have the layout's size. */
export interface OptimizerBuffers {
  readonly parameters: Float32Array;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}

export interface AdamWResult {
  /** Global L2 norm of the gradient before clipping. */
  readonly gradNorm: number;
  /** False when the norm was not finite: then no buffer was touched. */
  readonly applied: boolean;
}

/** The part of `StepConfig` that AdamW reads. */
export type AdamWConfig = Omit<StepConfig, 'loss' | 'temperature'>;

/**
 * Step number `step` (counted from 1), in place:
 *
 *     g ← g · min(1, clipNorm / ‖g‖)              (when clipNorm > 0; the norm is over all trained tensors)
 *     m ← β₁ m + (1 - β₁) g
 *     v ← β₂ v + (1 - β₂) g²
 *     θ ← θ - η · decay · θ                        (matrices only: slots with `decay`)
 *     θ ← θ - η · (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + ε)
 *
 * Slots that are not `trained` keep parameters and moments, and their part of the gradient is not read.
 */
export function adamw(
  layout: ParameterLayout,
  buffers: OptimizerBuffers,
  gradient: Float32Array,
  step: number,
  config: AdamWConfig,
): AdamWResult {
  const { parameters, firstMoment, secondMoment } = buffers;
  const trained = layout.slots.filter((slot) => slot.trained);
  const gradNorm = globalNorm(gradient, trained);
  if (!Number.isFinite(gradNorm)) return { gradNorm, applied: false };
  const { learningRate, beta1, beta2, epsilon, weightDecay, clipNorm } = config;
  const clip = clipNorm > 0 && gradNorm > clipNorm ? clipNorm / gradNorm : 1;
  const correction1 = 1 - beta1 ** step;
  const correction2 = 1 - beta2 ** step;
  for (const slot of trained) {
    const keep = slot.decay ? 1 - learningRate * weightDecay : 1;
    for (let i = slot.offset; i < slot.offset + slot.size; i++) {
      const g = (gradient[i] as number) * clip;
      const m = beta1 * (firstMoment[i] as number) + (1 - beta1) * g;
      const v = beta2 * (secondMoment[i] as number) + (1 - beta2) * g * g;
      firstMoment[i] = m;
      secondMoment[i] = v;
      const update = m / correction1 / (Math.sqrt(v / correction2) + epsilon);
      parameters[i] = (parameters[i] as number) * keep - learningRate * update;
    }
  }
  return { gradNorm, applied: true };
}

/** √Σ g² over these slots; not finite as soon as one entry is not. */
export function globalNorm(gradient: Float32Array, slots: readonly ParameterSlot[]): number {
  let sum = 0;
  for (const { offset, size } of slots) {
    for (let i = offset; i < offset + size; i++) {
      const g = gradient[i] as number;
      sum += g * g;
    }
  }
  return Math.sqrt(sum);
}
