/**
 * Experiments of earlier versions of the app, in today's words: what was added since gets the value under which
 * everything is computed as it was then. Judges nothing; that is the schema's task.
 */
import { EXPERIMENT_VERSION } from './experiment.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `input` as an experiment of the present version; as it is when it is none of an earlier one. */
export function upgradeExperiment(input: unknown): unknown {
  if (!isFields(input)) return input;
  return input.version === 1 ? fromVersion1(input) : input;
}

/** Version 2 brought the rest of RAO's knobs, and several attempts per evaluated task. */
function fromVersion1(input: Fields): Fields {
  const { agent, training, evaluation } = input;
  return {
    ...input,
    version: EXPERIMENT_VERSION,
    agent: withDefaults(agent, { turnBudget: 'agent', childSees: 'goal' }),
    training: withDefaults(
      isFields(training) && typeof training.depthWeights === 'boolean'
        ? { ...training, depthWeights: training.depthWeights ? 'batch' : 'off' }
        : training,
      { bonus: 'rate', reward: 'local', baseline: 'root', staleness: 0 },
    ),
    evaluation: withDefaults(evaluation, { samples: 1 }),
  };
}

function withDefaults(section: unknown, defaults: Fields): unknown {
  return isFields(section) ? { ...defaults, ...section } : section;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
