/**
 * The token loss, written once: documentation, and the oracle that engines' kernels are tested against. With
 * position-wise log-probabilities ℓ_p = log π(token p | tokens before p; temperature):
 *
 *     L = -(1 / normalizer) Σ_rows Σ_p weight_p · c_p · ℓ_p
 *
 *     sft    c_p = 1
 *     cispo  c_p = advantage_p · sg(clip(ρ_p, low, high)),   ρ_p = exp(ℓ_p - behaviour ℓ_p)
 *
 * CISPO (MiniMax-M1) clips the importance ratio itself and stops its gradient, so that no token loses its gradient
 * the way PPO's clipped tokens do. RAO uses low = 0, high = 5.
 */
import type { LossConfig } from '../model/engine.ts';

/** c_p: the factor in front of ℓ_p, through which no gradient flows. */
export function lossCoefficient(
  loss: LossConfig,
  logProb: number,
  behaviourLogProb: number,
  advantage: number,
): number {
  switch (loss.kind) {
    case 'sft':
      return 1;
    case 'cispo': {
      const ratio = Math.exp(logProb - behaviourLogProb);
      return advantage * Math.min(Math.max(ratio, loss.low), loss.high);
    }
    default:
      return loss satisfies never;
  }
}
