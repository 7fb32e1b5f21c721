/**
 * A run of a method, step by step: which phase comes next, when to evaluate, when it is over, and what to keep so
 * that it can continue elsewhere bit-identically. Owns no clock, no thread and no storage.
 */
import type { EnvironmentSpec } from '../envs/environment.ts';
import type { ModelConfig } from '../model/config.ts';
import type { Engine } from '../model/engine.ts';
import { initialState } from '../model/init.ts';
import { derive, type Key, key } from '../random/index.ts';
import type { EvaluationChoices, RaoConfig } from './config.ts';
import { Cycle } from './cycle.ts';
import { chosenPlan, type EvaluationPlan, evaluate, evaluationJobs, fullPlan, glancePlan } from './evaluation.ts';
import { explore, imitate, improve, type RaoContext, type StepOutcome } from './methods/rao.ts';
import { enginePolicy } from './policy.ts';
import type { AgentPool } from './pool.ts';
import type {
  Checkpoint,
  Cursor,
  EvaluationResult,
  LiveTree,
  MetricRow,
  Phase,
  TaskSpeed,
  TreeRecord,
} from './records.ts';
import type { RolloutHooks, RolloutJob } from './rollout.ts';
import { learningRate } from './schedule.ts';
import { measureSpeed } from './task-speed.ts';

export interface TrainerHooks {
  /** What is going on now, in a word or two. */
  activity(name: string): void;
  /** The watched tree, as it is when it is called; told after each round of turns. */
  liveTree(tree: () => LiveTree): void;
  /** How much of the evaluation, or of timing tasks, is done; after an `activity` that says which. */
  evaluated?(done: number, of: number): void;
  /** Awaited between rounds of turns; pausing, slow motion and aborting (by throwing) happen here. */
  round(): Promise<void>;
}

export interface TrainerParts {
  readonly spec: EnvironmentSpec;
  readonly config: RaoConfig;
  /** Must have loaded the checkpoint's model. */
  readonly engine: Engine;
  readonly pool: AgentPool;
  readonly hooks: TrainerHooks;
}

export interface StepReport {
  readonly row: MetricRow;
  readonly trees: readonly TreeRecord[];
}

/** The policy's architecture for a run: its own numbers plus the environment's vocabulary. */
export function modelConfig(spec: EnvironmentSpec, config: RaoConfig): ModelConfig {
  return { ...config.model, vocabulary: spec.vocabulary(config.environment.settings).names.length };
}

export class Trainer {
  readonly #parts: TrainerParts;
  readonly #key: Key;
  #cursor: Cursor;
  /** Trees that wait to be trained on; empty between cycles. */
  readonly #cycle = new Cycle();
  /** Optimizer steps at the last evaluation; -1 before the first. */
  #evaluatedAt = -1;

  /** Where a run of this configuration begins. */
  static initial(spec: EnvironmentSpec, config: RaoConfig): Checkpoint {
    const model = initialState(modelConfig(spec, config), derive(key(config.seed), 'parameters'));
    return { cursor: settle({ phase: 'warm-start', update: 0, phaseTokens: 0, total: 0 }, config), model };
  }

  /** Continues at `checkpoint`, whose model `parts.engine` must already hold. */
  constructor(parts: TrainerParts, checkpoint: Checkpoint) {
    this.#parts = parts;
    this.#key = key(parts.config.seed);
    // The limits of a phase may have been changed since.
    this.#cursor = settle(checkpoint.cursor, parts.config);
  }

  get cursor(): Cursor {
    return this.#cursor;
  }

  /** Whether an evaluation should come before the next step: after every so many steps of a phase, and at the end. */
  get evaluationDue(): boolean {
    const { phase, update, total } = this.#cursor;
    if (total === this.#evaluatedAt) return false;
    if (phase === 'done') return true;
    const { every, warmStartEvery } = this.#parts.config.evaluation;
    const interval = phase === 'training' ? every : warmStartEvery;
    return interval > 0 && update % interval === 0;
  }

  /** The evaluation that belongs to this phase. */
  get evaluationPlan(): EvaluationPlan {
    const { config } = this.#parts;
    return this.#cursor.phase === 'warm-start' ? glancePlan(config) : fullPlan(config);
  }

  /** Share of the run that is done, by trained tokens (or updates, whichever is nearer its limit). */
  fraction(): number {
    const { warmStart, training } = this.#parts.config;
    const { phase } = this.#cursor;
    if (phase === 'done') return 1;
    const progress = phaseProgress(this.#cursor, this.#parts.config);
    const weight = warmStart.tokens / (warmStart.tokens + training.tokens);
    return phase === 'warm-start' ? progress * weight : weight + progress * (1 - weight);
  }

  /** One optimizer step. Throws when the run is done. */
  async step(): Promise<StepReport> {
    const { config, hooks } = this.#parts;
    const { phase, update, phaseTokens, total } = this.#cursor;
    if (phase === 'done') throw new Error('This run is done; there is no next step.');
    const warm = phase === 'warm-start';
    const rate = learningRate(
      {
        learningRate: warm ? config.warmStart.learningRate : config.training.learningRate,
        warmup: config.training.warmup,
        decayTo: config.training.decayTo,
      },
      update,
      phaseProgress(this.#cursor, config),
    );
    hooks.activity(warm ? 'Imitating the expert' : 'Reinforcement learning');
    const outcome = await (warm ? imitate(this.#context(phase), update, rate) : this.#improve(update, rate));
    this.#cursor = settle(
      { phase, update: update + 1, phaseTokens: phaseTokens + outcome.tokens, total: total + 1 },
      config,
    );
    if (this.#cursor.phase === 'done') this.#cycle.end();
    const values = { ...outcome.metrics, 'rollout/trained_tokens': phaseTokens + outcome.tokens };
    return { row: { step: total + 1, phase, values }, trees: records(outcome, total + 1, phase) };
  }

  /**
   * What the policy does on held-out tasks, `choices` in place of the configured ones; leaves policy and cursor as they
   * are. `now` gives seconds in which the run may compute; without it nothing can be timed. Throws an Error in words
   * for choices that make no sense.
   */
  async evaluate(
    choices: EvaluationChoices = {},
    now?: () => number,
  ): Promise<{ result: EvaluationResult; trees: TreeRecord[] }> {
    const { spec, config, engine, pool, hooks } = this.#parts;
    const { difficulties, tasks, samples, temperature, attempts, speed } = choices;
    // On difficulties of one's own choice the limits of evaluation hold, at any time.
    const plan = chosenPlan(difficulties ? fullPlan(config) : this.evaluationPlan, choices);
    const jobsOf = (sample: number) => evaluationJobs(spec, config, derive(this.#key, 'evaluation'), plan, sample);
    const all = plan.difficulties.length * plan.tasks * plan.samples;
    hooks.activity('Evaluating');
    const jobs = jobsOf(0);
    const grown = await evaluate(plan.samples, jobsOf, enginePolicy(engine), pool, {
      ...this.#context('evaluation').hooks,
      grown: (trees) => hooks.evaluated?.(trees, all),
    });
    const result: EvaluationResult = {
      step: this.#cursor.total,
      delegation: config.agent.delegation,
      temperature: plan.temperature,
      byDifficulty: attempts ? grown.byDifficulty : grown.byDifficulty.map(({ attempts: _, ...row }) => row),
      ...(speed && now && { speed: await this.#measure(jobs, plan, speed, now) }),
    };
    // One that was asked for on other tasks does not stand in for the one that is due.
    const own = difficulties ?? tasks ?? samples ?? temperature;
    if (own === undefined) this.#evaluatedAt = result.step;
    return {
      result,
      trees: grown.trees.map((tree, index) => ({
        step: result.step,
        phase: 'evaluation',
        index,
        tree,
        root: jobs[index]?.task.state,
      })),
    };
  }

  /**
   * Everything needed to continue bit-identically: from here, or from the beginning of the cycle when trees of it still
   * wait to be trained on (see cycle.ts). Its cursor says which.
   */
  async checkpoint(): Promise<Checkpoint> {
    return this.#cycle.beginning ?? { cursor: this.#cursor, model: await this.#parts.engine.state() };
  }

  /** One update of reinforcement learning, on trees that this or an earlier update's policy has grown. */
  async #improve(update: number, learningRate: number): Promise<StepOutcome> {
    const { experience, staleness } = await this.#cycle.batch(update, this.#parts.config.training, {
      checkpoint: () => this.checkpoint(),
      explore: (of, ahead) => explore(this.#context('training', ahead), of),
    });
    const outcome = await improve(this.#context('training'), experience, staleness, learningRate);
    this.#cycle.done();
    return outcome;
  }

  /** The wall clock on the first `tasks` of each difficulty. */
  #measure(jobs: readonly RolloutJob[], plan: EvaluationPlan, tasks: number, now: () => number): Promise<TaskSpeed[]> {
    const { engine, pool, hooks } = this.#parts;
    const timed = jobs.filter((_, i) => i % plan.tasks < tasks);
    hooks.activity('Timing');
    return measureSpeed(timed, enginePolicy(engine), pool, now, {
      round: () => hooks.round(),
      // Drawing a tree takes time of its own.
      watch: () => {},
      measured: (done) => hooks.evaluated?.(done, timed.length),
    });
  }

  /** For the next step, or one so many steps `ahead` of it. */
  #context(phase: Phase, ahead = 0): RaoContext {
    const { spec, config, engine, pool, hooks } = this.#parts;
    const rolloutHooks: RolloutHooks = {
      round: () => hooks.round(),
      watch: (task, nodes, done) => {
        const step = this.#cursor.total + 1 + ahead;
        hooks.liveTree(() => ({ step, phase, task: task.id, difficulty: task.difficulty, nodes: nodes(), done }));
      },
    };
    return { spec, config, engine, pool, key: this.#key, hooks: rolloutHooks };
  }
}

/** How far the current phase is, in [0, 1]. */
function phaseProgress({ phase, update, phaseTokens }: Cursor, { warmStart, training }: RaoConfig): number {
  if (phase === 'warm-start') return Math.min(1, phaseTokens / warmStart.tokens);
  return Math.min(1, Math.max(phaseTokens / training.tokens, update / training.updates));
}

/** Moves on to the next phase when the current one has used up its limits. */
function settle(cursor: Cursor, config: RaoConfig): Cursor {
  let { phase, update, phaseTokens } = cursor;
  if (phase === 'warm-start' && phaseTokens >= config.warmStart.tokens) {
    [phase, update, phaseTokens] = ['training', 0, 0];
  }
  const { updates, tokens } = config.training;
  if (phase === 'training' && (update >= updates || phaseTokens >= tokens)) phase = 'done';
  return { phase, update, phaseTokens, total: cursor.total };
}

function records(outcome: StepOutcome, step: number, phase: Phase): TreeRecord[] {
  return outcome.trees.map((tree, index) => ({ ...tree, step, phase, index }));
}
