/** The experiment that the command line asks for: a preset or a file, changed setting by setting, then checked whole. */
import type { Experiment } from '../experiments/experiment.ts';
import { problemText } from '../experiments/knob.ts';
import { findPreset, PRESETS } from '../experiments/presets/index.ts';
import { parseExperiment } from '../experiments/schema.ts';
import { applyAssignment } from '../experiments/set-path.ts';
import type { Request } from './bridge.ts';

/** Throws an Error in words when there is no such preset, setting or value. */
export function configure({ from, assignments }: Request): Experiment {
  return changed('preset' in from ? presetExperiment(from.preset) : parseExperiment(from.config), assignments);
}

/** `experiment` with the assignments carried out. Throws an Error in words when the result cannot run. */
export function changed(experiment: Experiment, assignments: readonly string[]): Experiment {
  let current = experiment;
  for (const assignment of assignments) {
    const result = applyAssignment(current, assignment);
    if ('problem' in result) throw new Error(problemText(result.problem));
    current = result.experiment;
  }
  return parseExperiment(current);
}

function presetExperiment(id: string): Experiment {
  const preset = findPreset(id);
  if (preset) return preset.experiment;
  throw new Error(`There is no preset "${id}". Choose one of: ${PRESETS.map((each) => each.id).join(', ')}.`);
}
