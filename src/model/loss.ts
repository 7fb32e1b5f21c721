/**
 * The token loss, written once: its documentation, what the 'wasm' engine runs, and the oracle of the others. With
 * ℓ = log π(token | tokens before; temperature), ρ = exp(ℓ - behaviour ℓ), H the entropy of that distribution and v
 * the value before the token,
 *
 *     L = (1 / normalizer) Σ weight · (policy + kl · KL - entropy · H + value.weight · V)
 *
 *     policy:  sft        -ℓ
 *              reinforce  -advantage · ℓ                                       (Williams 1992)
 *              ppo        -min(ρ · A, clip(ρ, low, high) · A)                  (Schulman et al. 2017, Eq. 7)
 *                         and for A < 0 not below dual: -max(…, dual · A)      (Ye et al. 2020, "dual clip")
 *              cispo      -A · sg(clip(ρ, low, high)) · ℓ                      (MiniMax-M1 2025, Eq. 4)
 *     KL = exp(r) - r - 1 with r = reference ℓ - ℓ                             (Schulman's k3 estimate)
 *     V  = ½ (v - return)², or with a clip the larger of that and ½ (old v + clamp(v - old v, ±clip) - return)²
 *
 * GRPO (Shao et al. 2024) is `ppo` with a `kl` term and advantages relative to the group; clip-higher (DAPO) is a
 * `high` further from 1 than `low`. RAO uses `cispo` with low 0 and high 5.
 */

export type PolicyTerm =
  | { readonly kind: 'sft' }
  | { readonly kind: 'reinforce' }
  /** `low` ≤ 1 ≤ `high` bound the ratio; `dual` > 1 bounds the loss of negative advantages, 0 turns that off. */
  | { readonly kind: 'ppo'; readonly low: number; readonly high: number; readonly dual: number }
  /** 0 ≤ `low` ≤ `high`. */
  | { readonly kind: 'cispo'; readonly low: number; readonly high: number };

export type LossConfig = PolicyTerm & {
  /** Weight of the KL divergence to the reference policy; absent or 0: no such term. */
  readonly kl?: number;
  /** Weight of the entropy bonus; absent or 0: none. */
  readonly entropy?: number;
  /** Value loss; `clip` 0 does not clip. The model must have a value head. */
  readonly value?: { readonly weight: number; readonly clip: number };
};

/** What the loss reads of one token; fields that its terms do not need may be anything. */
export interface LossToken {
  readonly weight: number;
  readonly advantage: number;
  readonly logProb: number;
  readonly behaviour: number;
  readonly reference: number;
  readonly entropy: number;
  readonly value: number;
  readonly oldValue: number;
  readonly target: number;
}

/** One token's share of the loss before the division by the normalizer, and its slopes. */
export interface TokenLoss {
  readonly loss: number;
  /** ∂loss / ∂ℓ, ∂loss / ∂H and ∂loss / ∂v. */
  readonly logProb: number;
  readonly entropy: number;
  readonly value: number;
  /** Statistics, unweighted: k3 estimate of KL(behaviour ‖ policy), ρ outside the clip range, KL, V. */
  readonly behaviourKl: number;
  readonly clipped: boolean;
  readonly referenceKl: number;
  readonly valueLoss: number;
}

export function tokenLoss(config: LossConfig, token: LossToken): TokenLoss {
  const { weight, logProb } = token;
  const policy = policyTerm(config, token);
  const kl = config.kl ?? 0;
  const bonus = config.entropy ?? 0;
  let loss = policy.loss;
  let slope = policy.slope;
  let referenceKl = 0;
  if (kl !== 0) {
    const r = token.reference - logProb;
    referenceKl = Math.exp(r) - r - 1;
    loss += kl * referenceKl;
    slope += kl * (1 - Math.exp(r));
  }
  if (bonus !== 0) loss -= bonus * token.entropy;
  const value = config.value ? valueTerm(token, config.value.clip) : { loss: 0, slope: 0 };
  const valueWeight = config.value?.weight ?? 0;
  loss += valueWeight * value.loss;
  return {
    loss: weight * loss,
    logProb: weight * slope,
    entropy: bonus === 0 ? 0 : -weight * bonus,
    value: weight * valueWeight * value.slope,
    behaviourKl: policy.behaviourKl,
    clipped: policy.clipped,
    referenceKl,
    valueLoss: value.loss,
  };
}

interface PolicyLoss {
  readonly loss: number;
  readonly slope: number;
  readonly behaviourKl: number;
  readonly clipped: boolean;
}

function policyTerm(config: PolicyTerm, { logProb, behaviour, advantage }: LossToken): PolicyLoss {
  if (config.kind === 'sft') return { loss: -logProb, slope: -1, behaviourKl: 0, clipped: false };
  const logRatio = logProb - behaviour;
  const ratio = Math.exp(logRatio);
  const behaviourKl = ratio - 1 - logRatio;
  if (config.kind === 'reinforce') {
    return { loss: -advantage * logProb, slope: -advantage, behaviourKl, clipped: false };
  }
  const clipped = ratio < config.low || ratio > config.high;
  const bounded = Math.min(Math.max(ratio, config.low), config.high);
  if (config.kind === 'cispo') {
    return { loss: -advantage * bounded * logProb, slope: -advantage * bounded, behaviourKl, clipped };
  }
  const free = ratio * advantage;
  const least = Math.min(free, bounded * advantage);
  const floor = config.dual > 0 && advantage < 0 ? config.dual * advantage : Number.NEGATIVE_INFINITY;
  const surrogate = Math.max(least, floor);
  // d(ρ · A) / dℓ = ρ · A; a clipped surrogate is constant.
  // No number in, no number out: a step that must not be applied shows in its gradient.
  const isFree = surrogate === free || Number.isNaN(surrogate);
  return { loss: -surrogate, slope: isFree ? -free : 0, behaviourKl, clipped };
}

function valueTerm({ value, oldValue, target }: LossToken, clip: number): { loss: number; slope: number } {
  const free = value - target;
  const plain = { loss: 0.5 * free * free, slope: free };
  if (clip === 0) return plain;
  const moved = Math.min(Math.max(value - oldValue, -clip), clip);
  const bounded = oldValue + moved - target;
  if (plain.loss >= 0.5 * bounded * bounded) return plain;
  return { loss: 0.5 * bounded * bounded, slope: moved === value - oldValue ? bounded : 0 };
}
