/**
 * Checks between knobs: configurations whose every value is in range and that still cannot run, or would run in vain.
 * Each check names the knob to turn. Expects an experiment whose single values have passed.
 */
import type { EnvironmentSpec, Settings } from '../envs/environment.ts';
import { type AnySpec, environment, planningEnvironment } from '../envs/registry.ts';
import { leastContext } from '../rl/planning/window.ts';
import { environmentSpec } from './environments.ts';
import type { Experiment, PlanningExperiment, RaoExperiment } from './experiment.ts';
import type { Problem } from './knob.ts';
import { parameterCount } from './parameter-count.ts';

/** More than this does not train in a browser tab in any useful time. */
const MAX_PARAMETERS = 20_000_000;

/** Everything that contradicts something else in `experiment`; empty when it can run. */
export function checkConsistency(experiment: Experiment): Problem[] {
  const spec = environmentSpec(experiment.environment.id);
  if (!spec) return [];
  const vocabulary = vocabularySize(spec, experiment.environment.settings);
  if (typeof vocabulary !== 'number') return [vocabulary];
  return [
    ...difficultyProblems(experiment, spec),
    ...modelProblems(experiment, vocabulary),
    ...budgetProblems(experiment),
    ...(experiment.method === 'rao' ? delegationProblems(experiment) : planningProblems(experiment)),
  ];
}

/** What can run and still makes no sense; empty when everything has a purpose. */
export function checkPurpose(experiment: Experiment): Problem[] {
  if (experiment.method !== 'rao') return [];
  const { samples, temperature } = experiment.evaluation;
  if (samples === 1 || temperature > 0) return [];
  return [
    {
      path: 'evaluation.samples',
      found: `${samples} at temperature 0, where all attempts at a task are the same`,
      allowed: '1, or more at a temperature above 0',
      remedy: 'Lower it to 1, or raise evaluation.temperature.',
    },
  ];
}

/** What a run that exists may be evaluated with, but none is trained with; empty when nothing stands against it. */
export function checkTraining({ method, agent, training }: Experiment): Problem[] {
  if (method === 'rao' || agent.content === 'own' || training.updates === 0) return [];
  return [
    {
      path: 'agent.content',
      found: `${agent.content}, which is for evaluations`,
      allowed: 'own, where reinforcement learning follows',
      remedy: 'Let the agent carry its own plan, or set training.updates to 0.',
    },
  ];
}

function vocabularySize(spec: AnySpec, settings: Settings): number | Problem {
  try {
    return spec.vocabulary(settings).names.length;
  } catch (error) {
    return {
      path: 'environment.settings',
      found: 'contradictory',
      allowed: 'settings that fit together',
      remedy: error instanceof Error ? error.message : String(error),
    };
  }
}

function difficultyProblems(experiment: Experiment, spec: AnySpec): Problem[] {
  const { training, evaluation, warmStart } = experiment;
  const tiers = spec.difficulties(experiment.environment.settings);
  const low = tiers[0];
  const high = tiers.at(-1);
  if (low === undefined || high === undefined) {
    return [
      {
        path: 'environment.settings',
        found: 'without any difficulty that can be generated',
        allowed: 'settings that allow at least one task',
        remedy: 'Raise the number of tiers of the environment.',
      },
    ];
  }
  const problems: Problem[] = [];
  const inRange = (path: string, value: number) => {
    if (value >= low && value <= high) return;
    problems.push({
      path,
      found: String(value),
      allowed: `${low} to ${high}, the difficulties of ${spec.title} with these settings`,
      remedy: value < low ? `Raise it to ${low}.` : `Lower it to ${high}, or give the environment more tiers.`,
    });
  };
  const ordered = (section: string, min: number, max: number) => {
    if (min <= max) return;
    problems.push({
      path: `${section}.minDifficulty`,
      found: `${min}, above the maximum of ${max}`,
      allowed: `at most ${section}.maxDifficulty (${max})`,
      remedy: 'Lower the easiest or raise the hardest difficulty.',
    });
  };
  inRange('training.minDifficulty', training.minDifficulty);
  inRange('training.maxDifficulty', training.maxDifficulty);
  inRange('evaluation.minDifficulty', evaluation.minDifficulty);
  inRange('evaluation.maxDifficulty', evaluation.maxDifficulty);
  if ('minDifficulty' in warmStart && warmStart.tokens > 0) {
    inRange('warmStart.minDifficulty', warmStart.minDifficulty);
    inRange('warmStart.maxDifficulty', warmStart.maxDifficulty);
    ordered('warmStart', warmStart.minDifficulty, warmStart.maxDifficulty);
  }
  ordered('training', training.minDifficulty, training.maxDifficulty);
  ordered('evaluation', evaluation.minDifficulty, evaluation.maxDifficulty);
  return problems;
}

function modelProblems(experiment: Experiment, vocabulary: number): Problem[] {
  const { model } = experiment;
  const problems: Problem[] = [];
  const headSize = model.width / model.heads;
  if (!Number.isInteger(headSize) || headSize % 2 !== 0) {
    problems.push({
      path: 'model.heads',
      found: `${model.heads}, which divides a width of ${model.width} into heads of ${Number(headSize.toFixed(2))}`,
      allowed: 'a number of heads whose size is an even whole number',
      remedy: `With this width choose ${evenDivisors(model.width).join(', ')} heads.`,
    });
  }
  const count = parameterCount({ ...model, vocabulary });
  if (count > MAX_PARAMETERS) {
    problems.push({
      path: 'model.width',
      found: `${model.width}, which makes a network of ${millions(count)} parameters`,
      allowed: `at most ${millions(MAX_PARAMETERS)} parameters`,
      remedy: 'Lower the width, the hidden width or the number of layers.',
    });
  }
  return problems;
}

function budgetProblems({ training, warmStart }: Experiment): Problem[] {
  if (warmStart.tokens > 0 || training.updates > 0) return [];
  return [
    {
      path: 'training.updates',
      found: '0, with no warm start either',
      allowed: 'at least 1 when nothing is imitated',
      remedy: 'Raise the updates or the tokens imitated, or there is nothing to do.',
    },
  ];
}

function delegationProblems(experiment: RaoExperiment): Problem[] {
  const { agent } = experiment;
  const problems: Problem[] = promptProblems(experiment, environment(experiment.environment.id));
  if (agent.delegation && (agent.depthCap === 0 || agent.descendants === 0)) {
    const path = agent.depthCap === 0 ? 'agent.depthCap' : 'agent.descendants';
    problems.push({
      path,
      found: '0, which refuses every sub-agent',
      allowed: 'at least 1 with delegation',
      remedy: 'Raise it, or switch delegation off.',
    });
  }
  return problems;
}

/** A fixed key: which task is looked at does not matter, only that it is always the same one. */
const PROBE_KEY = [0x70726f62, 0x65] as const;

/** The first observation and one turn must fit the context window, also where all goals above are read. */
function promptProblems(experiment: RaoExperiment, spec: EnvironmentSpec): Problem[] {
  const { environment, training, evaluation, model, agent } = experiment;
  const tiers = spec.difficulties(environment.settings);
  const wanted = tiers.filter(
    (tier) =>
      (tier >= training.minDifficulty && tier <= training.maxDifficulty) ||
      (tier >= evaluation.minDifficulty && tier <= evaluation.maxDifficulty),
  );
  // Evaluation may go deeper, but an agent that is out of context there is no mistake of the configuration.
  const above = agent.delegation && agent.childSees === 'ancestors' ? agent.depthCap : 0;
  let prompt = 0;
  for (const tier of wanted) {
    const { state, goal } = spec.generate([PROBE_KEY[0], PROBE_KEY[1]], tier, environment.settings);
    const ancestors = Array.from({ length: above }, () => goal);
    prompt = Math.max(prompt, spec.restore(state).observe({ ancestors, context: [] }).length);
  }
  const needed = prompt + agent.turnTokens;
  if (prompt === 0 || model.context >= needed) return [];
  const tooShort =
    model.context <= prompt ? `shorter than a first prompt of ${prompt} tokens` : 'too short for a first turn';
  return [
    {
      path: 'model.context',
      found: `${model.context} tokens, ${tooShort}`,
      allowed: `at least ${needed} tokens (a prompt of ${prompt} and one turn of ${agent.turnTokens})`,
      remedy:
        `Raise the context window to ${Math.ceil(needed / 8) * 8} or more` +
        (above > 0 ? ', or let sub-agents be less deep (agent.depthCap) or read less (agent.childSees).' : '.'),
    },
  ];
}

/** A window must have room for one step, and what is learned from a value estimate needs one. */
function planningProblems({
  agent,
  warmStart,
  training,
  model,
  environment: { id, settings },
}: PlanningExperiment): Problem[] {
  const problems: Problem[] = [];
  const least = leastContext(planningEnvironment(id).words(settings), agent.actions);
  if (model.context < least) {
    problems.push({
      path: 'model.context',
      found: `${model.context} tokens, in which not every step of this environment fits`,
      allowed: `at least ${least} tokens`,
      remedy: `Raise the context window to ${Math.ceil(least / 8) * 8} or more.`,
    });
  }
  if (!model.valueHead && training.updates > 0) {
    problems.push({
      path: 'model.valueHead',
      found: 'false',
      allowed: 'true, where reinforcement learning follows',
      remedy: 'Switch the value head on: advantages are measured against what it expects.',
    });
  }
  const { styles } = planningEnvironment(id);
  if (warmStart.style > styles.length) {
    problems.push({
      path: 'warmStart.style',
      found: `${warmStart.style}, more styles than the player of this environment has`,
      allowed: `0 to ${styles.length}`,
      remedy: `Choose one: ${styles.map((name, i) => `${i + 1} ${name}`).join('; ')}. 0 mixes them.`,
    });
  }
  if (warmStart.minInterval > warmStart.maxInterval) {
    problems.push({
      path: 'warmStart.minInterval',
      found: `${warmStart.minInterval}, above the maximum of ${warmStart.maxInterval}`,
      allowed: `at most warmStart.maxInterval (${warmStart.maxInterval})`,
      remedy: 'Lower the least or raise the greatest interval.',
    });
  }
  return problems;
}

/** Numbers of heads that divide `width` into heads of even size, at most 16. */
function evenDivisors(width: number): number[] {
  return Array.from({ length: 16 }, (_, i) => i + 1).filter((heads) => (width / heads) % 2 === 0);
}

function millions(count: number): string {
  return `${Number((count / 1e6).toPrecision(2))} million`;
}
