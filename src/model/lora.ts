/**
 * Low-rank adapters as engines treat them: merged into the matrices before a pass, so that forward and backward pass
 * know nothing of them, and taken out of the matrices' gradients behind it. With s = alpha / rank,
 *
 *     W' = W + s · A · B        dA = s · dW' · Bᵀ        dB = s · Aᵀ · dW'
 */
import type { ModelConfig } from './config.ts';
import { type ParameterLayout, type ParameterSlot, slot } from './layout.ts';

/** One adapted matrix: W [in, out], A [in, rank], B [rank, out]. */
export interface Adapter {
  readonly weight: ParameterSlot;
  readonly a: ParameterSlot;
  readonly b: ParameterSlot;
  readonly scale: number;
}

/** All adapters of a model, in the order of the layout; none without `config.lora`. */
export function adapters(config: ModelConfig, layout: ParameterLayout): readonly Adapter[] {
  const { lora } = config;
  if (!lora) return [];
  const scale = lora.alpha / lora.rank;
  return layout.slots
    .filter(({ name }) => name.endsWith('.lora_A.weight'))
    .map((a) => {
      const name = a.name.slice(0, -'.lora_A.weight'.length);
      return { weight: slot(layout, `${name}.weight`), a, b: slot(layout, `${name}.lora_B.weight`), scale };
    });
}
