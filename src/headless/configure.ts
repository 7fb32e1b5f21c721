/** The experiment that the command line asks for: a preset or a file, changed setting by setting, then checked whole. */
import { environmentSpec } from '../experiments/environments.ts';
import type { Experiment } from '../experiments/experiment.ts';
import { problemText } from '../experiments/knob.ts';
import { findPreset, PRESETS } from '../experiments/presets/index.ts';
import { parseExperiment, parseStoredExperiment } from '../experiments/schema.ts';
import { applyAssignment } from '../experiments/set-path.ts';
import type { Request } from './bridge.ts';

/** Throws an Error in words when there is no such preset, setting or value, or when the result cannot run. */
export function configure({ from, assignments }: Request): Experiment {
  const start = 'preset' in from ? presetExperiment(from.preset) : parseStoredExperiment(from.config);
  return parseExperiment(assigned(start, assignments));
}

/** The experiment of a run that exists, changed likewise. */
export function configureStored(experiment: unknown, assignments: readonly string[]): Experiment {
  return parseStoredExperiment(assigned(parseStoredExperiment(experiment), assignments));
}

/** What the environment of a run that exists calls the milestones of its episodes; empty where agents delegate. */
export function milestonesOf(experiment: unknown): readonly string[] {
  const spec = environmentSpec(parseStoredExperiment(experiment).environment.id);
  return spec && 'milestones' in spec ? spec.milestones : [];
}

function assigned(experiment: Experiment, assignments: readonly string[]): Experiment {
  let current = experiment;
  for (const assignment of assignments) {
    const result = applyAssignment(current, assignment);
    if ('problem' in result) throw new Error(problemText(result.problem));
    current = result.experiment;
  }
  return current;
}

function presetExperiment(id: string): Experiment {
  const preset = findPreset(id);
  if (preset) return preset.experiment;
  throw new Error(`There is no preset "${id}". Choose one of: ${PRESETS.map((each) => each.id).join(', ')}.`);
}
