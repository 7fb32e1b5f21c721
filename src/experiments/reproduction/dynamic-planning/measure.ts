/** Quantities of the report's measurements, seed by seed, so that they can be compared on the same seed. Pure. */
import { type PerSeed, perSeed } from '../measure.ts';
import type { ArmFigures, MeasurementFigures } from './report.ts';

/** `value` of one measurement; seeds that do not have it are left out. */
export function figureOf(
  arm: ArmFigures,
  measurement: string,
  value: (found: MeasurementFigures) => number | null,
): PerSeed {
  return perSeed(arm, ({ measurements }) => {
    const found = measurements[measurement];
    return found ? value(found) : null;
  });
}

export function scoreOf(arm: ArmFigures, measurement: string): PerSeed {
  return figureOf(arm, measurement, ({ score }) => score);
}

/** Plans per step. */
export function frequencyOf(arm: ArmFigures, measurement: string): PerSeed {
  return figureOf(arm, measurement, ({ frequency }) => frequency);
}

/** Tokens that are written per episode. */
export function tokensOf(arm: ArmFigures, measurement: string): PerSeed {
  return figureOf(arm, measurement, ({ meanTokens }) => meanTokens);
}

/** Tokens of a plan, brackets included; null without plans. */
export function planLength({ meanPlanTokens, frequency, meanSteps }: MeasurementFigures): number | null {
  const plans = frequency * meanSteps;
  return plans > 0 ? meanPlanTokens / plans : null;
}

/** How much was achieved in the best episode. */
export function bestOf(arm: ArmFigures, measurement: string): PerSeed {
  return figureOf(arm, measurement, ({ best }) => Math.round(best.score * arm.milestones.length));
}

/** Of the seeds whose best episode is known: 1 where the milestone was reached in it, 0 where it was not. */
export function bestHas(arm: ArmFigures, measurement: string, milestone: string): PerSeed {
  const index = arm.milestones.indexOf(milestone);
  return figureOf(arm, measurement, ({ best }) => {
    const reached = best.milestones[index];
    return reached === undefined ? null : Number(reached);
  });
}
