/**
 * Generalised advantage estimation (Schulman et al. 2016, Eq. 16). A step on which a plan is written counts as two: to
 * plan, which costs what it costs and leads to what the state is worth with the new plan, and to act. So the advantage
 * of planning holds V(c, p_new) - V(c, p_old), the planning advantage (Learning When to Plan, §3.1), and what the action
 * then meets is not the plan's merit. All tokens of either part share its advantage. Pure.
 */

/** One step as the estimate needs it. */
export interface ValuedStep {
  /** Reward of the action. */
  readonly reward: number;
  /** What the plan cost, in units of reward; 0 where none was written. */
  readonly cost: number;
  /** Value estimate before the step. */
  readonly value: number;
  /** Value estimate between plan and action; null where no plan was written. */
  readonly plannedValue: number | null;
  /** Value estimate of what follows; 0 when the episode has ended for good. */
  readonly next: number;
  /** The steps that follow in the list belong to another episode, or none do. */
  readonly last: boolean;
}

/** Of the part of a step, per step. */
export interface Estimate {
  /** A_t = Σ (γλ)^k δ_{t+k}. */
  readonly advantages: Float32Array;
  /** What the value estimate should have been: A_t + V_t. */
  readonly returns: Float32Array;
}

export interface Estimates {
  readonly actions: Estimate;
  /** Only meaningful where a plan was written. */
  readonly plans: Estimate;
}

/**
 * `discount` γ and `lambda` λ are in [0, 1]. Between a plan and its action nothing is discounted, but λ counts there too:
 * across a step with a plan, an advantage fades by γλ², across one without by γλ.
 */
export function estimateAdvantages(steps: readonly ValuedStep[], discount: number, lambda: number): Estimates {
  const actions = emptyEstimate(steps.length);
  const plans = emptyEstimate(steps.length);
  /** Advantage of what follows in the same episode. */
  let after = 0;
  for (let t = steps.length - 1; t >= 0; t--) {
    const { reward, cost, value, plannedValue, next, last } = steps[t] as ValuedStep;
    const acting = plannedValue ?? value;
    after = reward + discount * next - acting + (last ? 0 : discount * lambda * after);
    actions.advantages[t] = after;
    actions.returns[t] = after + acting;
    if (plannedValue === null) continue;
    after = plannedValue - cost - value + lambda * after;
    plans.advantages[t] = after;
    plans.returns[t] = after + value;
  }
  return { actions, plans };
}

function emptyEstimate(steps: number): Estimate {
  return { advantages: new Float32Array(steps), returns: new Float32Array(steps) };
}
