/**
 * Dynamic planning as the trainer runs it: priming, updates with agents that live on from one to the next, evaluation on
 * whole held-out episodes.
 */
import type { Task } from '../envs/environment.ts';
import type { PlanningSpec } from '../envs/planning.ts';
import type { Engine } from '../model/engine.ts';
import { derive, key } from '../random/index.ts';
import type { EvaluationChoices, PlanningConfig } from './config.ts';
import { checkDifficulties, checkTemperature, checkWholeNumber } from './evaluation-choices.ts';
import type { Method, MethodStep } from './method.ts';
import {
  agentLimits,
  episodeTask,
  firstAgents,
  improve,
  languageOf,
  type PlanningContext,
  prime,
  savedAgents,
} from './methods/dynamic-planning.ts';
import { summarizeAdvantage } from './planning/advantage-summary.ts';
import type { AgentState, AgentStep, PlanningAgent, PlanningRule } from './planning/agent.ts';
import { Demonstrations } from './planning/demonstrations.ts';
import { type EpisodePlan, type EpisodeResult, playEpisodes } from './planning/evaluation.ts';
import { summarizeEpisodes } from './planning/evaluation-summary.ts';
import { measurePlanAdvantage, type PlanAdvantage, type PlanAdvantageOptions } from './planning/plan-advantage.ts';
import { Recorder } from './planning/recorder.ts';
import { enginePolicy } from './policy.ts';
import type {
  Checkpoint,
  Cursor,
  EpisodeEvaluation,
  EpisodeRecord,
  Evaluation,
  LiveEpisode,
  Phase,
  PlanAdvantageResult,
} from './records.ts';
import { Trainer, type TrainerHooks } from './trainer.ts';

export interface PlanningParts {
  readonly spec: PlanningSpec;
  readonly config: PlanningConfig;
  readonly engine: Engine;
  readonly hooks: TrainerHooks;
}

/**
 * In how many copies per branch, and how far, a moment is looked into for what a new plan is worth. The steps are about
 * two lives of a plan of Crafter's trained agents; twice as many add noise (a standard error of 0.4 in place of 0.3 per
 * moment) and no difference. That noise is greater than what moments differ by, so that the mean depends on the number
 * of copies in all, and eight are enough to look at a moment by itself.
 */
const FORKS = { rollouts: 8, steps: 32 } as const;

/** A run of dynamic planning that continues at `checkpoint`, whose model `parts.engine` must already hold. */
export function planningTrainer(
  parts: PlanningParts,
  checkpoint: Checkpoint,
): Trainer<EpisodeEvaluation, EpisodeRecord> {
  return new Trainer(parts.config, new PlanningRun(parts, checkpoint), parts.hooks, checkpoint.cursor);
}

class PlanningRun implements Method<EpisodeEvaluation, EpisodeRecord> {
  readonly #parts: PlanningParts;
  readonly #context: PlanningContext;
  readonly #demonstrations: Demonstrations;
  /** Parameters to stay near; null until priming is over. */
  #reference: Float32Array | null;
  /** The agents before the step at hand, as plain data; null until there are any. */
  #saved: readonly AgentState[] | null;
  /** The agents themselves; null when they have to be made from `#saved`. */
  #agents: PlanningAgent[] | null = null;

  /** Continues at `checkpoint`, whose model `parts.engine` must already hold. */
  constructor(parts: PlanningParts, checkpoint: Checkpoint) {
    const { spec, config, engine, hooks } = parts;
    const { agent, warmStart, training, model } = config;
    const { settings } = config.environment;
    const runKey = key(config.seed);
    this.#parts = parts;
    this.#context = {
      spec,
      settings,
      agent,
      priming: warmStart,
      training,
      context: model.context,
      engine,
      key: runKey,
      hooks: { round: () => hooks.round() },
    };
    const difficulties = [training.minDifficulty, training.maxDifficulty] as const;
    const limits = { ...agent, context: model.context };
    this.#demonstrations = new Demonstrations(spec, settings, warmStart, limits, difficulties, runKey);
    this.#reference = checkpoint.planning?.reference ?? null;
    this.#saved = checkpoint.planning?.agents ?? null;
  }

  async step(cursor: Cursor, learningRate: number): Promise<MethodStep<EpisodeRecord>> {
    if (cursor.phase === 'warm-start') {
      await this.#parts.hooks.round();
      return { ...(await prime(this.#context, this.#demonstrations, cursor.update, learningRate)), samples: [] };
    }
    this.#reference ??= (await this.#parts.engine.state()).parameters;
    const agents = this.#present();
    // Until the step is over, the run stands where they were saved.
    this.#agents = null;
    const watched = agents[0] as PlanningAgent;
    const recorder = new Recorder(watched);
    const first = watched.state.episode;
    const task = episodeTask(this.#context, 0, first);
    // One segment may end an episode and begin the next.
    const tasks = [task];
    const taskNow = () => {
      const { episode } = watched.state;
      tasks[episode - first] ??= episodeTask(this.#context, 0, episode);
      return tasks[episode - first] as Task;
    };
    const stepped = ([step]: readonly AgentStep[]) => {
      if (step) recorder.add(step);
      this.#show(cursor, 'training', taskNow, watched);
    };
    const context = { ...this.#context, hooks: { ...this.#context.hooks, stepped } };
    const { metrics, tokens } = await improve(context, agents, this.#reference, cursor.update, learningRate);
    this.#agents = agents;
    this.#saved = agents.map(({ state }) => state);
    const where = { step: cursor.total + 1, phase: 'training', index: 0 } as const;
    return {
      metrics,
      tokens,
      samples: [{ kind: 'episode', ...where, task: task.id, difficulty: task.difficulty, ...recorder.recording }],
    };
  }

  end(): void {
    this.#agents = null;
  }

  async evaluate(
    cursor: Cursor,
    choices: EvaluationChoices,
  ): Promise<{ result: EpisodeEvaluation; samples: EpisodeRecord[] }> {
    const { hooks, engine } = this.#parts;
    const plan = this.#plan(choices);
    const all = plan.difficulties.length * plan.episodes;
    hooks.activity('Evaluating');
    const results = await playEpisodes(plan, enginePolicy(engine), {
      round: () => hooks.round(),
      watch: (agent, task) => this.#show(cursor, 'evaluation', () => task, agent),
      ended: (episodes) => hooks.evaluated?.(episodes, all),
    });
    const result: EpisodeEvaluation = {
      kind: 'episodes',
      step: cursor.total,
      planning: plan.limits.planning,
      temperature: plan.limits.temperature,
      byDifficulty: summarizeEpisodes(results),
      ...(plan.moments > 0 && { advantage: await this.#measure(plan, results, choices.moments ?? 0) }),
    };
    const samples = results.flatMap(({ task, difficulty, recording }, index): EpisodeRecord[] =>
      recording
        ? [{ kind: 'episode', step: cursor.total, phase: 'evaluation', index, task, difficulty, ...recording }]
        : [],
    );
    return { result, samples };
  }

  /** What a new plan is worth at `most` moments of the episodes that were played, taken in turn from all of them. */
  async #measure(plan: EpisodePlan, results: readonly EpisodeResult[], most: number): Promise<PlanAdvantageResult> {
    const { hooks, engine, config } = this.#parts;
    const turns = Array.from({ length: plan.moments }, (_, i) => results.flatMap((result) => result.moments[i] ?? []));
    const moments = turns.flat().slice(0, most);
    const options: PlanAdvantageOptions = {
      ...FORKS,
      language: plan.language,
      limits: plan.limits,
      restore: (world) => plan.spec.restore(world),
      discount: config.training.discount,
      // Priming teaches no values.
      valueScale: this.#saved ? 1 / config.training.rewardScale : 0,
    };
    hooks.activity('Measuring plans');
    hooks.evaluated?.(0, moments.length);
    const measured = await measurePlanAdvantage(moments, options, enginePolicy(engine), derive(plan.key, 'advantage'), {
      round: () => hooks.round(),
      measured: (done) => hooks.evaluated?.(done, moments.length),
    });
    return summarizeAdvantage(
      moments.map(({ state, planned }, i) => ({
        advantage: (measured[i] as PlanAdvantage).advantage,
        age: state.planAge,
        planned,
      })),
      FORKS,
    );
  }

  isEvaluation(cursor: Cursor, result: Evaluation): boolean {
    if (!('kind' in result)) return false;
    const { difficulties, episodes, limits } = this.#plan({});
    const { step, planning, temperature, byDifficulty } = result;
    const fields = Object.keys(limits.planning) as (keyof PlanningRule)[];
    return (
      step === cursor.total &&
      temperature === limits.temperature &&
      fields.every((field) => planning[field] === limits.planning[field]) &&
      byDifficulty.length === difficulties.length &&
      byDifficulty.every((row, i) => row.difficulty === difficulties[i] && row.episodes === episodes)
    );
  }

  async checkpoint(cursor: Cursor): Promise<Checkpoint> {
    const model = await this.#parts.engine.state();
    const [reference, agents] = [this.#reference, this.#saved];
    return { cursor, model, ...(reference && agents && { planning: { reference, agents } }) };
  }

  /** The agents as they are; the first ones when there are none yet. */
  #present(): PlanningAgent[] {
    if (this.#agents) return this.#agents;
    return this.#saved ? savedAgents(this.#context, this.#saved) : firstAgents(this.#context);
  }

  /** What is played in an evaluation. Throws an Error in words for choices that make no sense. */
  #plan({ difficulties, tasks, temperature, moments = 0 }: EvaluationChoices): EpisodePlan {
    const { evaluation } = this.#parts.config;
    const { spec, settings } = this.#context;
    const { minDifficulty, maxDifficulty } = evaluation;
    const chosen =
      difficulties ?? Array.from({ length: maxDifficulty - minDifficulty + 1 }, (_, i) => minDifficulty + i);
    const episodes = tasks ?? evaluation.episodes;
    const warmth = temperature ?? evaluation.temperature;
    checkDifficulties(chosen);
    checkWholeNumber('The number of episodes per difficulty', episodes, 1);
    checkTemperature(warmth);
    checkWholeNumber('The number of moments', moments, 0);
    const limits = { ...agentLimits(this.#context), temperature: warmth };
    if (moments > 0 && limits.planning.when === 'never') {
      throw new Error('This agent never plans, so there is no plan whose worth could be measured.');
    }
    return {
      spec,
      settings,
      difficulties: chosen,
      episodes,
      episodeSteps: evaluation.episodeSteps,
      language: languageOf(this.#context),
      limits,
      moments: Math.ceil(moments / (chosen.length * episodes)),
      key: derive(this.#context.key, 'evaluation'),
    };
  }

  /** `taskOf` is the task that `agent` is at whenever the picture is taken. */
  #show(cursor: Cursor, phase: Phase, taskOf: () => Pick<Task, 'id' | 'difficulty'>, agent: PlanningAgent): void {
    const step = cursor.total + (phase === 'evaluation' ? 0 : 1);
    this.#parts.hooks.live(() => {
      const { id, difficulty } = taskOf();
      return liveEpisode(agent, { step, phase, task: id, difficulty });
    });
  }
}

function liveEpisode(
  { state, world }: PlanningAgent,
  where: Pick<LiveEpisode, 'step' | 'phase' | 'task' | 'difficulty'>,
): LiveEpisode {
  const { plan, planAge, actions, tally } = state;
  return { kind: 'episode', ...where, state: world.snapshot(), plan, planAge, action: actions.at(-1) ?? null, tally };
}
