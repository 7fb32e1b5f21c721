/**
 * Experiments of earlier versions of the app, in today's words: what was added since gets the value under which
 * everything is computed as it was then. Judges nothing; that is the schema's task.
 */
import { defaultSettings, environmentSpec } from './environments.ts';
import { EXPERIMENT_VERSION } from './experiment.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `input` as an experiment of the present version; as it is when it is none of an earlier one. */
export function upgradeExperiment(input: unknown): unknown {
  if (!isFields(input)) return input;
  if (input.version === 1) return fromVersion1(input);
  return input.method === 'dynamic-planning' ? withMixedStyles(input) : input;
}

/** What `text`, assigned to `path` by an address or a command line of an earlier version, is in today's words. */
export function upgradeText(path: string, text: string): string {
  const isSwitch = path === 'training.depthWeights' && /^(true|false)$/.test(text.trim());
  return isSwitch ? depthWeights(text.trim() === 'true') : text;
}

/**
 * Version 2 brought the rest of RAO's knobs, several attempts per evaluated task, and more settings of environments,
 * whose defaults are the worlds that there were.
 */
function fromVersion1(input: Fields): Fields {
  const { environment, agent, training, evaluation } = input;
  return {
    ...input,
    version: EXPERIMENT_VERSION,
    environment: withDefaultSettings(environment),
    agent: withDefaults(agent, { turnBudget: 'agent', childSees: 'goal' }),
    training: withDefaults(
      isFields(training) && typeof training.depthWeights === 'boolean'
        ? { ...training, depthWeights: depthWeights(training.depthWeights) }
        : training,
      { bonus: 'rate', reward: 'local', baseline: 'root', staleness: 0 },
    ),
    evaluation: withDefaults(evaluation, { samples: 1 }),
  };
}

/** The first agents that planned imitated all styles of plans, and nobody had to say so. */
function withMixedStyles(input: Fields): Fields {
  const { warmStart } = input;
  return isFields(warmStart) && !('style' in warmStart) ? { ...input, warmStart: { ...warmStart, style: 0 } } : input;
}

/** Weights were on or off, and counted over the batch. */
function depthWeights(on: boolean): string {
  return on ? 'batch' : 'off';
}

function withDefaultSettings(environment: unknown): unknown {
  if (!isFields(environment) || typeof environment.id !== 'string' || !environmentSpec(environment.id)) {
    return environment;
  }
  return { ...environment, settings: withDefaults(environment.settings, defaultSettings(environment.id)) };
}

function withDefaults(section: unknown, defaults: Fields): unknown {
  return isFields(section) ? { ...defaults, ...section } : section;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
