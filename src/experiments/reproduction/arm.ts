/**
 * An arm of a reproduction: one preset with a few settings changed, trained over seeds and then measured, once or in
 * several ways. Plain data; the experiment of each seed follows from it alone.
 */
import type { Experiment } from '../experiment.ts';
import { problemText } from '../knob.ts';
import { findPreset } from '../presets/index.ts';
import { parseExperiment } from '../schema.ts';
import { applyAssignment } from '../set-path.ts';

/** One evaluation of a trained run, on tasks that no training sees: which checkpoint, what is changed, what is measured. */
export interface Measurement {
  /** Stable: names its file, `evaluation-<id>.json`. */
  readonly id: string;
  /** `primed` is the policy as the warm start left it. */
  readonly checkpoint: 'last' | 'primed';
  /** `path=value`, what differs from the trained experiment. */
  readonly assignments: readonly string[];
  /** Easiest and hardest difficulty, both included. */
  readonly difficulties: readonly [low: number, high: number];
  /** Tasks per difficulty; episodes, where agents plan. */
  readonly tasks: number;
  /** Tasks per difficulty that are timed one by one; 0 times none, and keeps no attempts. */
  readonly speed: number;
  /** Id of an earlier measurement of the same arm: plans are written at random, as often as was found there. */
  readonly rateOf?: string;
  /** Moments at which the planning advantage is measured; absent or 0 for none. */
  readonly moments?: number;
}

export interface Arm {
  /** Stable: names the folder of its runs and its part of the report. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what it is there for. */
  readonly purpose: string;
  /** Id of the preset that it starts from. */
  readonly preset: string;
  /** `path=value`, carried out in this order. */
  readonly assignments: readonly string[];
  readonly measurements: readonly Measurement[];
  /** What a seed takes on two cores without a graphics card, about; with its measurements. */
  readonly minutes: number;
  /** Present where it is trained on fewer seeds than the paper's other arms. */
  readonly seeds?: readonly number[];
}

/** The experiment that an arm trains with this seed. Throws an Error in words when the arm describes none. */
export function armExperiment(arm: Arm, seed: number, changes: readonly string[] = []): Experiment {
  const preset = findPreset(arm.preset);
  if (!preset) throw new Error(`The arm ${arm.id} starts from the preset "${arm.preset}", which does not exist.`);
  let experiment: Experiment = preset.experiment;
  for (const assignment of [...arm.assignments, `seed=${seed}`, ...changes]) {
    const result = applyAssignment(experiment, assignment);
    if ('problem' in result) throw new Error(`The arm ${arm.id}: ${problemText(result.problem)}`);
    experiment = result.experiment;
  }
  return parseExperiment({ ...experiment, name: `${arm.title}, seed ${seed}` });
}
