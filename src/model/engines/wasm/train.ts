/** One optimizer step: the gradient of a batch pass by pass, summed in a fixed order, then AdamW in place. */
import type { StepConfig, StepStats, TrainBatch } from '../../engine.ts';
import { batchPasses } from './batches.ts';
import type { Network, Trainer } from './network.ts';
import { runAll } from './plan.ts';
import { LossSums } from './policy-loss.ts';
import { judge } from './verdicts.ts';

/**
 * Leaves the gradient of the batch's loss in the trainer's flat buffer. The batch must have been checked.
 * @returns the statistics of the loss
 */
export function lossGradient(
  network: Network,
  trainer: Trainer,
  batch: TrainBatch,
  { loss, temperature }: StepConfig,
): Pick<StepStats, 'loss' | 'entropy' | 'kl' | 'clipped'> {
  const { kernels, arena, weights, capacity } = network;
  const { gradients } = trainer;
  const sums = new LossSums(loss, batch.normalizer);
  kernels.zero(gradients.parameters, weights.layout.size);
  for (const { readings, picks, indices } of batchPasses(batch, capacity, (at) => batch.weights[at] !== 0)) {
    const segments = network.read(trainer, readings, picks);
    const { logProbs, entropies, totals } = judge(
      network,
      trainer,
      indices.map((at) => batch.tokens[at] as number),
      () => temperature,
    );
    const slopes = arena.floats(gradients.slopes, indices.length);
    const pulls = arena.floats(gradients.pulls, indices.length);
    for (const [i, at] of indices.entries()) {
      const pull =
        sums.add(
          batch.weights[at] as number,
          batch.advantages[at] as number,
          batch.logProbs[at] as number,
          logProbs[i] as number,
          entropies[i] as number,
        ) / temperature;
      pulls[i] = pull;
      slopes[i] = pull / (totals[i] as number);
    }
    const rows = readings.reduce((total, { end }) => total + end, 0);
    runAll(trainer.backward, { rows, segments, picked: picks.length });
  }
  return sums.stats();
}

/** Update number `step` (from 1) with the trainer's gradient; nothing changes when that is not finite. */
export function applyGradient(
  network: Network,
  trainer: Trainer,
  step: number,
  config: StepConfig,
): Pick<StepStats, 'gradNorm' | 'applied'> {
  const { kernels, weights } = network;
  const { layout, parameters } = weights;
  const { gradients, firstMoment, secondMoment } = trainer;
  const gradNorm = Math.sqrt(kernels.sumOfSquares(gradients.parameters, layout.size));
  if (!Number.isFinite(gradNorm)) return { gradNorm, applied: false };
  const { learningRate, beta1, beta2, epsilon, weightDecay, clipNorm } = config;
  const clip = clipNorm > 0 && gradNorm > clipNorm ? clipNorm / gradNorm : 1;
  const rate = learningRate / (1 - beta1 ** step);
  const root = 1 / Math.sqrt(1 - beta2 ** step);
  for (const { offset, size, decay } of layout.slots) {
    const at = 4 * offset;
    kernels.adamW(
      parameters + at,
      firstMoment + at,
      secondMoment + at,
      gradients.parameters + at,
      size,
      clip,
      decay ? 1 - learningRate * weightDecay : 1,
      rate,
      root,
      beta1,
      beta2,
      1 - beta1,
      1 - beta2,
      epsilon,
    );
  }
  network.changed();
  return { gradNorm, applied: true };
}
