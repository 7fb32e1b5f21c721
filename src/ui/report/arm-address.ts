/** The address under which an arm of a report can be trained in the app. */
import { findPreset } from '../../experiments/presets/index.ts';
import type { ReportArm } from '../../experiments/reproduction/report.ts';
import { applyAssignment } from '../../experiments/set-path.ts';
import { formatRunHash } from '../../experiments/url.ts';

/**
 * The configuration of an arm's first seed as a hash. Null when this version of the app lacks the preset or one of the
 * settings: something else under the same name would be worse than nothing.
 */
export function armAddress({ preset: id, differences, trial, title, runs }: ReportArm): string | null {
  const preset = findPreset(id);
  const seed = runs[0]?.seed;
  if (!preset || seed === undefined) return null;
  let { experiment } = preset;
  for (const assignment of [...differences, ...trial, `seed=${seed}`]) {
    const result = applyAssignment(experiment, assignment);
    if ('problem' in result) return null;
    experiment = result.experiment;
  }
  return formatRunHash({ runId: null, preset, experiment: { ...experiment, name: title }, hidden: [] });
}
