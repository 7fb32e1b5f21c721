/** The policy loss of single tokens and the means of a step; `LossConfig` in `src/model/engine.ts` defines them. */
import type { LossConfig, StepStats } from '../../engine.ts';

/** Sums over the weighted tokens of a step, from which its statistics are made. */
export class LossSums {
  readonly #loss: LossConfig;
  readonly #normalizer: number;
  #tokens = 0;
  #total = 0;
  #entropy = 0;
  #kl = 0;
  #clipped = 0;

  constructor(loss: LossConfig, normalizer: number) {
    this.#loss = loss;
    this.#normalizer = normalizer;
  }

  /** Adds one token; returns -∂loss/∂log π of it. `behaviour` is its recorded log-probability. */
  add(weight: number, advantage: number, behaviour: number, logProb: number, entropy: number): number {
    const loss = this.#loss;
    let coefficient = 1;
    if (loss.kind === 'cispo') {
      const logRatio = logProb - behaviour;
      const ratio = Math.exp(logRatio);
      if (ratio < loss.low || ratio > loss.high) this.#clipped++;
      this.#kl += ratio - 1 - logRatio;
      coefficient = advantage * Math.min(loss.high, Math.max(loss.low, ratio));
    }
    const pull = (weight * coefficient) / this.#normalizer;
    this.#tokens++;
    this.#entropy += entropy;
    this.#total -= pull * logProb;
    return pull;
  }

  stats(): Pick<StepStats, 'loss' | 'entropy' | 'kl' | 'clipped'> {
    const n = Math.max(1, this.#tokens);
    return { loss: this.#total, entropy: this.#entropy / n, kl: this.#kl / n, clipped: this.#clipped / n };
  }
}
