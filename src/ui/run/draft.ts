/**
 * Edits of the settings form that are not in force yet: texts by knob path, over the experiment that is. Pure: says
 * what the edited experiment would be and what is wrong with it.
 */
import type { Experiment } from '../../experiments/experiment.ts';
import type { Knob, Problem } from '../../experiments/knob.ts';
import { knobsFor } from '../../experiments/knobs/index.ts';
import { experimentProblems } from '../../experiments/schema.ts';
import { parseKnobText, readPath, writePath } from '../../experiments/set-path.ts';

/** What the person typed, by knob path. */
export type Edits = ReadonlyMap<string, string>;

export interface Draft {
  /** The experiment with every edit that could be read. */
  readonly experiment: Experiment;
  /** Knobs whose value differs from the one in force. */
  readonly changed: readonly Knob[];
  /** Everything wrong with the draft. */
  readonly problems: readonly Problem[];
  /** True when some change cannot take effect in the run as it stands. */
  readonly needsReset: boolean;
}

export function draftOf(base: Experiment, edits: Edits): Draft {
  let experiment = base;
  const unreadable: Problem[] = [];
  const knobs = knobsFor(base);
  for (const knob of knobs) {
    const text = edits.get(knob.path);
    if (text === undefined) continue;
    const parsed = parseKnobText(knob, text);
    if ('problem' in parsed) unreadable.push(parsed.problem);
    else experiment = writePath(experiment, knob.path, parsed.value);
  }
  const changed = knobs.filter((knob) => readPath(experiment, knob.path) !== readPath(base, knob.path));
  return {
    experiment,
    changed,
    problems: [...unreadable, ...experimentProblems(experiment)],
    needsReset: changed.some((knob) => knob.change === 'reset'),
  };
}

/** `edits` with one more; an edit back to the value in force is no edit. */
export function withEdit(base: Experiment, edits: Edits, knob: Knob, text: string): Edits {
  const next = new Map(edits);
  if (String(readPath(base, knob.path)) === text) next.delete(knob.path);
  else next.set(knob.path, text);
  return next;
}
