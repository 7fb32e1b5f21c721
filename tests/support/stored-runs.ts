/** Small but whole records of a run, for tests of storage and archives. */
import { environment, planningEnvironment } from '../../src/envs/registry.ts';
import type { Experiment, PlanningExperiment } from '../../src/experiments/experiment.ts';
import { DEFAULT_PRESET } from '../../src/experiments/presets/index.ts';
import type { ModelConfig } from '../../src/model/config.ts';
import { initialState } from '../../src/model/init.ts';
import { key, normal } from '../../src/random/index.ts';
import type { Checkpoint, EvaluationResult, MetricRow, TreeRecord } from '../../src/rl/records.ts';
import type { RunArchive } from '../../src/store/types.ts';
import { agentState, episodeDifficulty, episodeEvaluation, episodeRecord } from './episodes.ts';
import { attempt, difficultyResult } from './evaluations.ts';
import { tinyPlanningExperiment } from './tiny-planning-experiment.ts';
import { trace, tree } from './traces.ts';

/** With a network of two thousand parameters: what is stored matters here, not what it computes. */
export const experiment: Experiment = {
  ...DEFAULT_PRESET.experiment,
  model: { ...DEFAULT_PRESET.experiment.model, width: 8, layers: 2, heads: 2, hidden: 16 },
};

const modelConfig: ModelConfig = {
  ...experiment.model,
  vocabulary: environment(experiment.environment.id).vocabulary(experiment.environment.settings).names.length,
};

/** The same for agents that carry plans. */
export const planningExperiment: PlanningExperiment = {
  ...tinyPlanningExperiment(),
  model: { ...tinyPlanningExperiment().model, width: 8, hidden: 16 },
};

/** A checkpoint after `total` steps; every one has other numbers. */
export function checkpoint(total: number, config = modelConfig): Checkpoint {
  const seed = key(total);
  const state = initialState(config, seed);
  return {
    cursor: { phase: 'training', update: total, phaseTokens: 100 * total, total },
    model: {
      ...state,
      firstMoment: state.firstMoment.map((_, i) => 1e-3 * normal(seed, i)),
      secondMoment: state.secondMoment.map((_, i) => 1e-6 * normal(seed, i) ** 2),
      step: total,
    },
  };
}

/** The same with agents in the middle of their episodes. */
export function planningCheckpoint(total: number): Checkpoint {
  const { model, environment: world } = planningExperiment;
  const vocabulary = planningEnvironment(world.id).vocabulary(world.settings).names.length;
  const config = { ...model, vocabulary };
  return {
    ...checkpoint(total, config),
    planning: {
      reference: initialState(config, key(1000 + total)).parameters,
      agents: [agentState(), agentState({ episode: 0, plan: null, planAge: 0 })],
    },
  };
}

export function metricRow(step: number): MetricRow {
  return { step, phase: 'training', values: { 'reward/all/mean': step / 3, 'optim/grad_norm': 1.5 } };
}

export function treeRecord(step: number, index = 0): TreeRecord {
  return {
    step,
    phase: 'training',
    index,
    tree: tree(
      trace('0', 1, { refused: 1, refusedTurns: [0] }),
      trace('0.0', 0.5, { end: 'turns', logProbs: [0, -0.1 - index, 0] }),
    ),
    rewards: [1, 0.5],
    advantages: [0.25, -0.25],
    root: { inventory: [3, 0, 1], turn: 0 },
  };
}

export function evaluation(step: number, delegation = true): EvaluationResult {
  const byDifficulty = [1, 2].map((difficulty) => difficultyResult(difficulty));
  return { step, delegation, byDifficulty };
}

/** An evaluation that was asked for with everything that there is to ask. */
export function detailedEvaluation(step: number): EvaluationResult {
  const attempts = (difficulty: number) =>
    ['a', 'b', 'c'].flatMap((task) => [
      attempt(`${task}-${difficulty}`),
      attempt(`${task}-${difficulty}`, { score: 0.75, agents: 3, depth: 1, parallelChildren: 2, router: true }),
    ]);
  return {
    step,
    delegation: true,
    temperature: 0.7,
    byDifficulty: [7, 8].map((difficulty) =>
      difficultyResult(difficulty, { tasks: 3, samples: 2, passAt: [0.5, 1], attempts: attempts(difficulty) }),
    ),
    speed: [{ task: 'a-7', difficulty: 7, score: 1, parallelSeconds: 0.125, serialSeconds: 0.5 }],
  };
}

/** The same of a run of agents that carry plans; its first checkpoint was saved before there were any. */
export function planningArchive(id = 'run-p'): RunArchive {
  const { planning: _, ...primed } = planningCheckpoint(2);
  return {
    run: { ...runArchive(id).run, name: 'A planning run', experiment: planningExperiment },
    metrics: runArchive().metrics,
    samples: [episodeRecord(2), episodeRecord(4), episodeRecord(4, { phase: 'evaluation', plan: null })],
    evaluations: [
      episodeEvaluation(4),
      episodeEvaluation(4, { temperature: 0, byDifficulty: [episodeDifficulty(1, { followed: Number.NaN })] }),
    ],
    checkpoints: [primed, planningCheckpoint(4)],
  };
}

/** A run with checkpoints at 2 and 4 and everything else up to step 5. */
export function runArchive(id = 'run-a'): RunArchive {
  return {
    run: {
      id,
      name: 'A run',
      experiment,
      createdAt: 1_700_000_000_000,
      updatedAt: 1_700_000_100_000,
      cursor: checkpoint(4).cursor,
      engine: 'WebAssembly SIMD',
    },
    metrics: [1, 2, 3, 4, 5].map(metricRow),
    samples: [treeRecord(2), treeRecord(4), treeRecord(4, 1)],
    evaluations: [evaluation(2, false), evaluation(2), evaluation(4), detailedEvaluation(4)],
    checkpoints: [checkpoint(2), checkpoint(4)],
  };
}
