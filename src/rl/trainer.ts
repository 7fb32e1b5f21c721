/**
 * A run of a method, step by step: which phase comes next, when to evaluate, when it is over. Owns no clock, no thread
 * and no storage; what a step does is the method's business.
 */
import type { ModelConfig } from '../model/config.ts';
import { initialState } from '../model/init.ts';
import { derive, key } from '../random/index.ts';
import type { EvaluationChoices, RunConfig } from './config.ts';
import type { Method } from './method.ts';
import type { Checkpoint, Cursor, Evaluation, LiveEpisode, LiveTree, MetricRow, Sample } from './records.ts';
import { learningRate } from './schedule.ts';

export interface TrainerHooks {
  /** What is going on now, in a word or two. */
  activity(name: string): void;
  /** The watched tree or episode, as it is when it is called; told after each round of turns. */
  live(picture: () => LiveTree | LiveEpisode): void;
  /** How much of the evaluation, or of timing tasks, is done; after an `activity` that says which. */
  evaluated?(done: number, of: number): void;
  /** Awaited between rounds of turns; pausing, slow motion and aborting (by throwing) happen here. */
  round(): Promise<void>;
}

export interface StepReport<S extends Sample = Sample> {
  readonly row: MetricRow;
  readonly samples: readonly S[];
}

/** What the trainer itself reads of a configuration. */
type Course = Pick<RunConfig, 'warmStart' | 'training' | 'evaluation'>;

/** The policy's architecture for a run: its own numbers plus the size of the environment's vocabulary. */
export function modelConfig({ model }: RunConfig, vocabulary: number): ModelConfig {
  return { ...model, vocabulary };
}

export class Trainer<Result extends Evaluation = Evaluation, S extends Sample = Sample> {
  readonly #course: Course;
  readonly #method: Method<Result, S>;
  readonly #hooks: Pick<TrainerHooks, 'activity'>;
  #cursor: Cursor;
  /** Optimizer steps at the last evaluation; -1 before the first. */
  #evaluatedAt = -1;

  /** Where a run of this configuration begins. */
  static initial(config: RunConfig, vocabulary: number): Checkpoint {
    const model = initialState(modelConfig(config, vocabulary), derive(key(config.seed), 'parameters'));
    return { cursor: settle({ phase: 'warm-start', update: 0, phaseTokens: 0, total: 0 }, config), model };
  }

  /** Continues at `cursor`, where `method` stands. */
  constructor(course: Course, method: Method<Result, S>, hooks: Pick<TrainerHooks, 'activity'>, cursor: Cursor) {
    this.#course = course;
    this.#method = method;
    this.#hooks = hooks;
    // The limits of a phase may have been changed since.
    this.#cursor = settle(cursor, course);
  }

  get cursor(): Cursor {
    return this.#cursor;
  }

  /** Whether an evaluation should come before the next step: after every so many steps of a phase, and at the end. */
  get evaluationDue(): boolean {
    const { phase, update, total } = this.#cursor;
    if (total === this.#evaluatedAt) return false;
    if (phase === 'done') return true;
    const { every, warmStartEvery } = this.#course.evaluation;
    const interval = phase === 'training' ? every : warmStartEvery;
    return interval > 0 && update % interval === 0;
  }

  /** Whether `result` is what the evaluation that is due would give again. */
  isEvaluated(result: Evaluation): boolean {
    return this.#method.isEvaluation(this.#cursor, result);
  }

  /** Share of the run that is done, by trained tokens (or updates, whichever is nearer its limit). */
  fraction(): number {
    const { warmStart, training } = this.#course;
    const { phase } = this.#cursor;
    if (phase === 'done') return 1;
    const progress = phaseProgress(this.#cursor, this.#course);
    const weight = warmStart.tokens / (warmStart.tokens + training.tokens);
    return phase === 'warm-start' ? progress * weight : weight + progress * (1 - weight);
  }

  /** One optimizer step. Throws when the run is done. */
  async step(): Promise<StepReport<S>> {
    const { warmStart, training } = this.#course;
    const { phase, update, phaseTokens, total } = this.#cursor;
    if (phase === 'done') throw new Error('This run is done; there is no next step.');
    const warm = phase === 'warm-start';
    const rate = learningRate(
      {
        learningRate: warm ? warmStart.learningRate : training.learningRate,
        warmup: training.warmup,
        decayTo: training.decayTo,
      },
      update,
      phaseProgress(this.#cursor, this.#course),
    );
    this.#hooks.activity(warm ? 'Imitating the expert' : 'Reinforcement learning');
    const { metrics, tokens, samples } = await this.#method.step(this.#cursor, rate);
    this.#cursor = settle(
      { phase, update: update + 1, phaseTokens: phaseTokens + tokens, total: total + 1 },
      this.#course,
    );
    if (this.#cursor.phase === 'done') this.#method.end();
    const values = { ...metrics, 'rollout/trained_tokens': phaseTokens + tokens };
    return { row: { step: total + 1, phase, values }, samples };
  }

  /**
   * What the policy does on held-out tasks, `choices` in place of the configured ones; leaves policy and cursor as they
   * are. `now` gives seconds in which the run may compute; without it nothing can be timed. Throws an Error in words
   * for choices that make no sense.
   */
  async evaluate(
    choices: EvaluationChoices = {},
    now?: () => number,
  ): Promise<{ result: Result; samples: readonly S[] }> {
    const evaluation = await this.#method.evaluate(this.#cursor, choices, now);
    const { difficulties, tasks, samples, temperature } = choices;
    // One that was asked for on other tasks does not stand in for the one that is due.
    if ((difficulties ?? tasks ?? samples ?? temperature) === undefined) this.#evaluatedAt = this.#cursor.total;
    return evaluation;
  }

  /**
   * Everything needed to continue bit-identically: from here, or from a little before when the method needs more than
   * it can save. Its cursor says which.
   */
  checkpoint(): Promise<Checkpoint> {
    return this.#method.checkpoint(this.#cursor);
  }
}

/** How far the current phase is, in [0, 1]. */
function phaseProgress({ phase, update, phaseTokens }: Cursor, { warmStart, training }: Course): number {
  if (phase === 'warm-start') return Math.min(1, phaseTokens / warmStart.tokens);
  return Math.min(1, Math.max(phaseTokens / training.tokens, update / training.updates));
}

/** Moves on to the next phase when the current one has used up its limits. */
function settle(cursor: Cursor, { warmStart, training }: Course): Cursor {
  let { phase, update, phaseTokens } = cursor;
  if (phase === 'warm-start' && phaseTokens >= warmStart.tokens) {
    [phase, update, phaseTokens] = ['training', 0, 0];
  }
  if (phase === 'training' && (update >= training.updates || phaseTokens >= training.tokens)) phase = 'done';
  return { phase, update, phaseTokens, total: cursor.total };
}
