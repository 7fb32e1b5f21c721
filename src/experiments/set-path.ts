/**
 * Reading and changing one value of an experiment by its knob's path, and `path=value` assignments as the URL and the
 * command line write them. Experiments are values: changing one gives a new one.
 */
import { defaultSettings, environmentSpec } from './environments.ts';
import type { Experiment } from './experiment.ts';
import { allowedText, checkKnobValue, inWords, type Knob, type KnobValue, type Problem } from './knob.ts';
import { findKnob, type KnobScope, knobsFor } from './knobs/index.ts';
import { upgradeText } from './upgrade.ts';

/** What lies at `path`; undefined when nothing does. */
export function readPath(source: unknown, path: string): unknown {
  let at: unknown = source;
  for (const part of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string, unknown>)[part];
  }
  return at;
}

/**
 * A copy of `experiment` with `value` at `path`. The path must be a knob's; the value is not checked. Another environment
 * brings its own settings along, at their defaults: those of the old one mean nothing to it.
 */
export function writePath(experiment: Experiment, path: string, value: KnobValue): Experiment {
  const changed = write(experiment, path.split('.'), value) as Experiment;
  const { id } = changed.environment;
  if (id === experiment.environment.id || !environmentSpec(id)) return changed;
  return { ...changed, environment: { id, settings: defaultSettings(id) } };
}

function write(at: unknown, parts: readonly string[], value: KnobValue): unknown {
  const [head, ...rest] = parts;
  if (head === undefined) return value;
  const record = (typeof at === 'object' && at !== null ? at : {}) as Record<string, unknown>;
  return { ...record, [head]: write(record[head], rest, value) };
}

/** A value as the URL and the command line write it. */
export function formatKnobValue(value: KnobValue): string {
  return String(value);
}

/** The value that `text` stands for at this knob, or what is wrong with it. */
export function parseKnobText(knob: Knob, text: string): { value: KnobValue } | { problem: Problem } {
  const value = readText(knob, text.trim());
  if (value === null) {
    const problem = { path: knob.path, found: inWords(text), allowed: allowedText(knob), remedy: remedy(knob) };
    return { problem };
  }
  const problem = checkKnobValue(knob, value);
  return problem ? { problem } : { value };
}

function readText(knob: Knob, text: string): KnobValue | null {
  switch (knob.kind) {
    case 'integer':
    case 'number': {
      // Number('') is 0 and Number('0x10') is 16; neither is what a person means here.
      if (!/^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
      return Number(text.replaceAll('_', ''));
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : null;
    default:
      return text;
  }
}

function remedy(knob: Knob): string {
  return knob.kind === 'boolean' ? 'Write true or false.' : 'Write a number, for example 3 or 0.4.';
}

/**
 * Carries out one assignment on an experiment, in the words of an earlier version too. An unknown path or a value outside
 * its knob's range changes nothing and comes back as a problem.
 */
export function setPath(
  experiment: Experiment,
  path: string,
  text: string,
): { experiment: Experiment } | { problem: Problem } {
  const knob = findKnob(path, experiment);
  if (!knob) return { problem: unknownPath(path, experiment) };
  const parsed = parseKnobText(knob, upgradeText(path, text));
  if ('problem' in parsed) return parsed;
  return { experiment: writePath(experiment, path, parsed.value) };
}

/** Like `setPath` for "path=value". */
export function applyAssignment(
  experiment: Experiment,
  assignment: string,
): { experiment: Experiment } | { problem: Problem } {
  const cut = assignment.indexOf('=');
  if (cut > 0) return setPath(experiment, assignment.slice(0, cut).trim(), assignment.slice(cut + 1));
  return {
    problem: {
      path: '',
      found: `given the assignment ${inWords(assignment)}`,
      allowed: 'path=value',
      remedy: 'Write it as in training.lambda=0.4.',
    },
  };
}

/** The problem of a path that no knob has, with the closest one that there is. */
export function unknownPath(path: string, scope: KnobScope): Problem {
  const paths = knobsFor(scope).map((knob) => knob.path);
  const near = nearest(path, paths);
  return {
    path: path.slice(0, 60),
    found: 'not a setting',
    allowed: 'the paths of the settings table, such as training.lambda',
    remedy: near ? `Did you mean ${near}?` : 'Remove it.',
  };
}

/** The candidate with the smallest edit distance, if it is near enough to be a slip of the pen. */
function nearest(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(3, word.length / 2.5);
  for (const candidate of candidates) {
    const tail = candidate.slice(candidate.lastIndexOf('.') + 1);
    const distance = Math.min(editDistance(word, candidate), word === tail ? 1 : Number.POSITIVE_INFINITY);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
