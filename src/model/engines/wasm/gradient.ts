/** The gradient of a batch's loss, pass by pass, summed in a fixed order, and the sums of a step's statistics. */
import type { StepStats, TrainBatch } from '../../engine.ts';
import { type LossConfig, type LossToken, type TokenLoss, tokenLoss } from '../../loss.ts';
import { batchPasses } from './batches.ts';
import type { Network, Trainer } from './network.ts';
import { judge } from './verdicts.ts';

/** Sums over weighted tokens, in this order: what statistics are made of, and what is added up over parts. */
const SUMS = ['tokens', 'loss', 'entropy', 'kl', 'clipped', 'referenceKl', 'valueLoss'] as const;
export type LossSums = Float64Array;
export const SUM_COUNT = SUMS.length;

/** What the loss reads of a step's settings. */
export interface LossSettings {
  readonly loss: LossConfig;
  readonly temperature: number;
}

/** Makes the gradient of the batch's loss in the trainer's flat buffer, from zero. The batch must have been checked. */
export function lossGradient(network: Network, trainer: Trainer, batch: TrainBatch, settings: LossSettings): LossSums {
  const { kernels, arena, weights, capacity, graph, space, config } = network;
  const { loss, temperature } = settings;
  const { dValues } = graph;
  const sums = new Float64Array(SUM_COUNT);
  kernels.zero(trainer.gradient, weights.layout.size);
  for (const { readings, picks, indices } of batchPasses(batch, capacity, (at) => batch.weights[at] !== 0)) {
    const pass = network.read(trainer, readings, picks);
    const targets = indices.map((at) => batch.tokens[at] as number);
    const verdicts = judge(network, trainer, targets, temperature);
    const values = network.values(trainer, picks.length);
    const slopes = arena.floats(trainer.space.slopes, 3 * indices.length);
    const valueSlopes = dValues && arena.floats(trainer.places.address(dValues), indices.length);
    for (const [i, at] of indices.entries()) {
      const entropy = verdicts.entropies[i] as number;
      const token = lossToken(batch, at, verdicts.logProbs[i] as number, entropy, values?.[i] ?? 0);
      const one = tokenLoss(loss, token);
      count(sums, one, entropy, batch.normalizer);
      // With p = e^x / Σ e^x: dℓ / dlogit = (1 at the target) - p, dH / dlogit = -p · (log p + H); see logitGradient.
      const scale = (verdicts.scales[i] as number) / batch.normalizer;
      const total = verdicts.sums[4 * i] as number;
      const bonus = one.entropy * (entropy - Math.log(total));
      slopes[3 * i] = (-scale * (one.logProb + bonus)) / total;
      slopes[3 * i + 1] = (-scale * one.entropy) / total;
      slopes[3 * i + 2] = scale * one.logProb;
      if (valueSlopes) valueSlopes[i] = one.value / batch.normalizer;
    }
    kernels.logitGradient(
      trainer.places.address(graph.logits),
      verdicts.stride,
      picks.length,
      config.vocabulary,
      space.scales,
      space.targets,
      space.sums,
      trainer.space.slopes,
      trainer.places.address(graph.dLogits),
    );
    for (const step of trainer.backward) step(pass);
  }
  return sums;
}

/** The means of a step. */
export function lossStats(sums: LossSums): Omit<StepStats, 'gradNorm' | 'applied'> {
  const [tokens, loss, ...rest] = sums as unknown as [number, number, ...number[]];
  const [entropy, kl, clipped, referenceKl, valueLoss] = rest.map((sum) => sum / Math.max(1, tokens)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { loss, entropy, kl, clipped, referenceKl, valueLoss };
}

function lossToken(batch: TrainBatch, at: number, logProb: number, entropy: number, value: number): LossToken {
  return {
    weight: batch.weights[at] as number,
    advantage: batch.advantages[at] as number,
    logProb,
    behaviour: batch.logProbs[at] as number,
    reference: batch.references?.[at] ?? 0,
    entropy,
    value,
    oldValue: batch.values?.[at] ?? 0,
    target: batch.returns?.[at] ?? 0,
  };
}

function count(sums: LossSums, one: TokenLoss, entropy: number, normalizer: number): void {
  const shares = [
    1,
    one.loss / normalizer,
    entropy,
    one.behaviourKl,
    one.clipped ? 1 : 0,
    one.referenceKl,
    one.valueLoss,
  ];
  for (const [i, share] of shares.entries()) sums[i] = (sums[i] as number) + share;
}
