/**
 * A run's whole configuration as a URL hash and back: `#/run/<id>?preset=…&seed=…&<path>=<value>&<path>_hide=true`.
 * Only what differs from the preset is written, the seed always. Reading never throws: what cannot be understood is
 * reported in words and the preset's value stands.
 */
import type { Experiment } from './experiment.ts';
import { checkKnobValue, inWords, type KnobValue, type Problem } from './knob.ts';
import { findKnob, knobsFor } from './knobs/index.ts';
import { DEFAULT_PRESET, findPreset, PRESETS, type Preset } from './presets/index.ts';
import { formatKnobValue, readPath, setPath, unknownPath, writePath } from './set-path.ts';

/** Ends the name of a parameter that hides a knob, for lessons. */
const HIDE_SUFFIX = '_hide';

/** A run id is opaque, but must be harmless as a part of a URL and as a key. */
const RUN_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** What the address of a run page says. */
export interface RunAddress {
  /** The run in this browser; null when the address names a configuration only. */
  readonly runId: string | null;
  readonly preset: Preset;
  readonly experiment: Experiment;
  /** Paths of knobs that the form leaves out. */
  readonly hidden: readonly string[];
}

/** Writes the hash, '#' included. */
export function formatRunHash(address: RunAddress): string {
  const { runId, preset, experiment, hidden } = address;
  const parameters = [`preset=${encodeURIComponent(preset.id)}`, `seed=${experiment.seed}`];
  for (const [path, value] of differences(preset.experiment, experiment)) {
    if (path !== 'seed') parameters.push(`${path}=${encodeURIComponent(formatKnobValue(value))}`);
  }
  for (const path of hidden) parameters.push(`${path}${HIDE_SUFFIX}=true`);
  return `#/run${runId === null ? '' : `/${runId}`}?${parameters.join('&')}`;
}

/** Reads a hash that `formatRunHash` wrote, or that a person typed. */
export function parseRunHash(hash: string): { address: RunAddress; problems: Problem[] } {
  const problems: Problem[] = [];
  const body = hash.replace(/^#/, '');
  const cut = body.indexOf('?');
  const path = cut < 0 ? body : body.slice(0, cut);
  const parameters = readQuery(cut < 0 ? '' : body.slice(cut + 1), problems);
  const runId = readRunId(path, problems);
  const preset = readPreset(parameters, problems);
  const hidden: string[] = [];
  let experiment = preset.experiment;
  for (const [name, value] of orderedForReading(parameters)) {
    if (name === 'preset') continue;
    if (name.endsWith(HIDE_SUFFIX)) {
      const knob = findKnob(name.slice(0, -HIDE_SUFFIX.length), experiment);
      if (!knob) problems.push(unknownPath(name, experiment));
      else if (value !== 'false') hidden.push(knob.path);
      continue;
    }
    const result = setPath(experiment, name, value);
    if ('problem' in result) problems.push(result.problem);
    else experiment = result.experiment;
  }
  return { address: { runId, preset, experiment, hidden }, problems };
}

/**
 * The knobs at which `to` differs from `from`, an experiment of the same method, with the value in `to`. Settings of
 * another environment are held against its defaults, which is what writing the environment's id gives.
 */
export function differences(from: Experiment, to: Experiment): [path: string, value: KnobValue][] {
  const moved = writePath(from, 'environment.id', to.environment.id);
  return knobsFor(to).flatMap((knob): [string, KnobValue][] => {
    const value = readPath(to, knob.path);
    if (
      value === readPath(knob.path === 'environment.id' ? from : moved, knob.path) ||
      checkKnobValue(knob, value) !== null
    )
      return [];
    return [[knob.path, value as KnobValue]];
  });
}

/** The preset of its method that an experiment differs least from: what its address is written against. */
export function closestPreset(experiment: Experiment): Preset {
  const candidates = PRESETS.filter(({ method }) => method === experiment.method);
  const distance = (preset: Preset) => differences(preset.experiment, experiment).length;
  return candidates.reduce((best, preset) => (distance(preset) < distance(best) ? preset : best));
}

function readRunId(path: string, problems: Problem[]): string | null {
  const id = path.replace(/^\/?run\/?/, '');
  if (id === '') return null;
  if (RUN_ID.test(id)) return id;
  problems.push({
    path: '',
    found: `addressed by the run id ${inWords(id)}`,
    allowed: 'up to 64 letters, digits, "-" and "_"',
    remedy: 'The configuration in the address is used for a new run.',
  });
  return null;
}

function readPreset(parameters: readonly [string, string][], problems: Problem[]): Preset {
  const name = parameters.find(([key]) => key === 'preset')?.[1];
  if (name === undefined) return DEFAULT_PRESET;
  const preset = findPreset(name);
  if (preset) return preset;
  problems.push({
    path: 'preset',
    found: inWords(name),
    allowed: PRESETS.map((known) => known.id).join(' or '),
    remedy: `${DEFAULT_PRESET.id} is used instead.`,
  });
  return DEFAULT_PRESET;
}

/** The environment decides which settings there are, so it is read before them. */
function orderedForReading(parameters: readonly [string, string][]): [string, string][] {
  const first = (name: string) => (name === 'environment.id' ? 0 : 1);
  return [...parameters].sort(([a], [b]) => first(a) - first(b));
}

function readQuery(query: string, problems: Problem[]): [string, string][] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .flatMap((part): [string, string][] => {
      const cut = part.indexOf('=');
      try {
        const name = decodeURIComponent(cut < 0 ? part : part.slice(0, cut));
        const value = cut < 0 ? '' : decodeURIComponent(part.slice(cut + 1));
        return [[name, value]];
      } catch {
        problems.push({
          path: '',
          found: `addressed with ${inWords(part)}, which is not proper URL text`,
          allowed: 'name=value with % escapes',
          remedy: 'It is ignored; copy the address again from where it came.',
        });
        return [];
      }
    });
}
