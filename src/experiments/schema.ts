/**
 * Strict validation of experiments that come from outside (URL, zip, storage, command line), generated from the table
 * of knobs. All problems are found at once and told in words: where, what was found, what is allowed, what to do.
 */
import { checkConsistency, checkPurpose, checkTraining } from './consistency.ts';
import { environmentSpec } from './environments.ts';
import { EXPERIMENT_VERSION, type Experiment } from './experiment.ts';
import { checkKnobValue, inWords, type Problem, problemText } from './knob.ts';
import { knobsFor } from './knobs/index.ts';
import { readPath, unknownPath } from './set-path.ts';
import { upgradeExperiment } from './upgrade.ts';

/** Thrown by `parseExperiment`; the message lists every problem, one per line. */
export class ExperimentError extends Error {
  override readonly name = 'ExperimentError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(problemText).join('\n'));
    this.problems = problems;
  }
}

/** The experiment that `input` is, or an `ExperimentError` with everything that is wrong with it. */
export function parseExperiment(input: unknown): Experiment {
  return parsed(input, experimentProblems);
}

/**
 * The same for the experiment of a run that exists. What makes no sense and can run is not refused there: the run was
 * made when it was allowed, and would be lost.
 */
export function parseStoredExperiment(input: unknown): Experiment {
  return parsed(input, obstacles);
}

/** Everything that is wrong with `input` as an experiment of the present version; empty when nothing is. */
export function experimentProblems(input: unknown): Problem[] {
  const problems = obstacles(input);
  if (problems.length > 0) return problems;
  return [...checkPurpose(input as Experiment), ...checkTraining(input as Experiment)];
}

function parsed(input: unknown, problemsOf: (input: unknown) => Problem[]): Experiment {
  const upgraded = upgradeExperiment(input);
  const problems = problemsOf(upgraded);
  if (problems.length > 0) throw new ExperimentError(problems);
  return upgraded as Experiment;
}

/** Why `input` cannot run. */
function obstacles(input: unknown): Problem[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return [
      {
        path: '',
        found: inWords(input),
        allowed: 'an object with the sections of an experiment',
        remedy: 'Start from a preset, or from the config.json of an exported run.',
      },
    ];
  }
  const version = readPath(input, 'version');
  if (version !== EXPERIMENT_VERSION) {
    return [
      {
        path: 'version',
        found: version === undefined ? 'missing' : inWords(version),
        allowed: `1 to ${EXPERIMENT_VERSION}`,
        remedy: 'This file is not an experiment of this app, or of a newer one: reload the page to update the app.',
      },
    ];
  }
  const environmentId = readPath(input, 'environment.id');
  const id = typeof environmentId === 'string' && environmentSpec(environmentId) ? environmentId : '';
  const method = readPath(input, 'method');
  const scope = { method: typeof method === 'string' ? method : '', environment: { id } };
  const problems: Problem[] = [];
  const known = new Set(['version']);
  for (const knob of knobsFor(scope)) {
    known.add(knob.path);
    const problem = checkKnobValue(knob, readPath(input, knob.path));
    if (problem) problems.push(problem);
  }
  for (const path of leafPaths(input)) {
    // Without a known environment its settings cannot be judged; the environment itself has been reported.
    if (known.has(path) || (id === '' && path.startsWith('environment.settings.'))) continue;
    problems.push(unknownPath(path, scope));
  }
  return problems.length > 0 ? problems : checkConsistency(input as Experiment);
}

/** Paths of everything in `value` that is not itself a non-empty object. */
function leafPaths(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, child]) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? leafPaths(child, `${prefix}${name}.`)
      : [prefix + name],
  );
}
