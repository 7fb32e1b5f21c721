/**
 * Generalised advantage estimation (Schulman et al. 2016, Eq. 16) over environment steps: all tokens of a step share
 * its advantage, since within a turn nothing is discounted. Pure.
 */

/** One step as the estimate needs it. */
export interface ValuedStep {
  /** Reward, costs already subtracted. */
  readonly reward: number;
  /** Value estimate before the step. */
  readonly value: number;
  /** Value estimate of what follows; 0 when the episode has ended for good. */
  readonly next: number;
  /** The steps that follow in the list belong to another episode, or none do. */
  readonly last: boolean;
}

export interface Estimate {
  /** A_t = Σ (γλ)^k δ_{t+k}, per step. */
  readonly advantages: Float32Array;
  /** What the value estimate should have been: A_t + V_t. */
  readonly returns: Float32Array;
}

/** `discount` γ and `lambda` λ are in [0, 1]. */
export function estimateAdvantages(steps: readonly ValuedStep[], discount: number, lambda: number): Estimate {
  const advantages = new Float32Array(steps.length);
  const returns = new Float32Array(steps.length);
  let after = 0;
  for (let t = steps.length - 1; t >= 0; t--) {
    const { reward, value, next, last } = steps[t] as ValuedStep;
    const delta = reward + discount * next - value;
    after = delta + (last ? 0 : discount * lambda * after);
    advantages[t] = after;
    returns[t] = after + value;
  }
  return { advantages, returns };
}
