/** RAO as the trainer runs it: imitation and updates, batches that wait for theirs, evaluation on held-out tasks. */
import type { EnvironmentSpec } from '../envs/environment.ts';
import type { Engine } from '../model/engine.ts';
import { derive, type Key, key } from '../random/index.ts';
import type { EvaluationChoices, RaoConfig } from './config.ts';
import { Cycle } from './cycle.ts';
import { chosenPlan, type EvaluationPlan, evaluate, evaluationJobs, fullPlan, glancePlan } from './evaluation.ts';
import type { Method, MethodStep } from './method.ts';
import { explore, imitate, improve, type RaoContext, type StepOutcome } from './methods/rao.ts';
import { enginePolicy } from './policy.ts';
import type { AgentPool } from './pool.ts';
import type { Checkpoint, Cursor, Evaluation, EvaluationResult, Phase, TaskSpeed, TreeRecord } from './records.ts';
import type { RolloutHooks, RolloutJob } from './rollout.ts';
import { measureSpeed } from './task-speed.ts';
import { Trainer, type TrainerHooks } from './trainer.ts';

export interface RaoParts {
  readonly spec: EnvironmentSpec;
  readonly config: RaoConfig;
  readonly engine: Engine;
  readonly pool: AgentPool;
  readonly hooks: TrainerHooks;
}

/** A run of RAO that continues at `checkpoint`, whose model `parts.engine` must already hold. */
export function raoTrainer(parts: RaoParts, checkpoint: Checkpoint): Trainer<EvaluationResult, TreeRecord> {
  return new Trainer(parts.config, new RaoRun(parts), parts.hooks, checkpoint.cursor);
}

class RaoRun implements Method<EvaluationResult, TreeRecord> {
  readonly #parts: RaoParts;
  readonly #key: Key;
  /** Trees that wait to be trained on; empty between cycles. */
  readonly #cycle = new Cycle();

  constructor(parts: RaoParts) {
    this.#parts = parts;
    this.#key = key(parts.config.seed);
  }

  async step(cursor: Cursor, learningRate: number): Promise<MethodStep<TreeRecord>> {
    const outcome =
      cursor.phase === 'warm-start'
        ? await imitate(this.#context(cursor, 'warm-start'), cursor.update, learningRate)
        : await this.#improve(cursor, learningRate);
    return { ...outcome, samples: samplesOf(outcome, cursor) };
  }

  end(): void {
    this.#cycle.end();
  }

  async evaluate(
    cursor: Cursor,
    choices: EvaluationChoices,
    now?: () => number,
  ): Promise<{ result: EvaluationResult; samples: TreeRecord[] }> {
    const { spec, config, engine, pool, hooks } = this.#parts;
    const { attempts, speed } = choices;
    // On difficulties of one's own choice the limits of evaluation hold, at any time.
    const plan = chosenPlan(choices.difficulties ? fullPlan(config) : this.#plan(cursor), choices);
    const jobsOf = (sample: number) => evaluationJobs(spec, config, derive(this.#key, 'evaluation'), plan, sample);
    const all = plan.difficulties.length * plan.tasks * plan.samples;
    hooks.activity('Evaluating');
    const jobs = jobsOf(0);
    const grown = await evaluate(plan.samples, jobsOf, enginePolicy(engine), pool, {
      ...this.#context(cursor, 'evaluation').hooks,
      grown: (trees) => hooks.evaluated?.(trees, all),
    });
    const step = cursor.total;
    const result: EvaluationResult = {
      step,
      delegation: config.agent.delegation,
      temperature: plan.temperature,
      byDifficulty: attempts ? grown.byDifficulty : grown.byDifficulty.map(({ attempts: _, ...row }) => row),
      ...(speed && now && { speed: await this.#measure(jobs, plan, speed, now) }),
    };
    const samples = grown.trees.map(
      (tree, index): TreeRecord => ({ step, phase: 'evaluation', index, tree, root: jobs[index]?.task.state }),
    );
    return { result, samples };
  }

  isEvaluation(cursor: Cursor, result: Evaluation): boolean {
    if ('kind' in result) return false;
    const { difficulties, tasks, samples } = this.#plan(cursor);
    const { step, delegation, byDifficulty } = result;
    return (
      step === cursor.total &&
      delegation === this.#parts.config.agent.delegation &&
      byDifficulty.length === difficulties.length &&
      byDifficulty.every(
        (row, i) => row.difficulty === difficulties[i] && row.tasks === tasks && row.samples === samples,
      )
    );
  }

  /** From the beginning of the cycle when trees of it still wait to be trained on (see cycle.ts). */
  async checkpoint(cursor: Cursor): Promise<Checkpoint> {
    return this.#cycle.beginning ?? { cursor, model: await this.#parts.engine.state() };
  }

  /** The evaluation that belongs to this phase. */
  #plan(cursor: Cursor): EvaluationPlan {
    const { config } = this.#parts;
    return cursor.phase === 'warm-start' ? glancePlan(config) : fullPlan(config);
  }

  /** One update of reinforcement learning, on trees that this or an earlier update's policy has grown. */
  async #improve(cursor: Cursor, learningRate: number): Promise<StepOutcome> {
    const { experience, staleness } = await this.#cycle.batch(cursor.update, this.#parts.config.training, {
      checkpoint: () => this.checkpoint(cursor),
      explore: (of, ahead) => explore(this.#context(cursor, 'training', ahead), of),
    });
    const outcome = await improve(this.#context(cursor, 'training'), experience, staleness, learningRate);
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

  /** For the step at `cursor`, or one so many steps `ahead` of it. */
  #context(cursor: Cursor, phase: Phase, ahead = 0): RaoContext {
    const { spec, config, engine, pool, hooks } = this.#parts;
    const rolloutHooks: RolloutHooks = {
      round: () => hooks.round(),
      watch: (task, nodes, done) => {
        const step = cursor.total + 1 + ahead;
        hooks.live(() => ({ step, phase, task: task.id, difficulty: task.difficulty, nodes: nodes(), done }));
      },
    };
    return { spec, config, engine, pool, key: this.#key, hooks: rolloutHooks };
  }
}

function samplesOf({ trees }: StepOutcome, { total, phase }: Cursor): TreeRecord[] {
  return phase === 'done' ? [] : trees.map((tree, index) => ({ ...tree, step: total + 1, phase, index }));
}
