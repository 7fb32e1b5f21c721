/** A trial of engines at a run's own shapes: what one round of turns and one optimizer step cost on each. */
import type { Experiment } from '../experiments/experiment.ts';
import type { ModelConfig } from '../model/config.ts';
import type { Engine, StepConfig, TrainBatch } from '../model/engine.ts';
import { initialState } from '../model/init.ts';
import { parameterLayout } from '../model/layout.ts';
import { derive, type Key, key } from '../random/index.ts';
import { messageOf } from '../store/errors.ts';
import type { Timer } from './timer.ts';

/** How much a trial's round computes. */
export interface TrialWork {
  readonly model: ModelConfig;
  /** Sequences that are written, and trained on, side by side. */
  readonly rows: number;
  /** Tokens of a turn. */
  readonly turnTokens: number;
}

export interface Trial {
  /** Median of the rounds after the first. */
  readonly milliseconds: number;
  /** The first round, which compiles and warms up. */
  readonly warmUpMilliseconds: number;
  readonly rounds: number;
}

/** Rounds are repeated for so long. */
const TRIAL_MS = 1000;
/** And at most so often, which is plenty for a median. */
const MAX_ROUNDS = 100;
const MAX_ROWS = 64;
/** A round of more floating-point operations than these would make the trial of a slow engine long. */
const MAX_OPERATIONS = 20e9;

/** A round of a run's work, in rows no more than a trial can afford. */
export function trialWork(experiment: Experiment, model: ModelConfig): TrialWork {
  const perRow = 6 * parameterLayout(model).size * model.context;
  const { rows, turnTokens } = shapeOf(experiment);
  const affordable = Math.max(1, Math.floor(MAX_OPERATIONS / perRow));
  return {
    model,
    rows: Math.min(MAX_ROWS, affordable, rows),
    turnTokens: Math.min(turnTokens, Math.floor(model.context / 2)),
  };
}

/** Sequences side by side, and tokens of a turn. */
function shapeOf(experiment: Experiment): Pick<TrialWork, 'rows' | 'turnTokens'> {
  if (experiment.method === 'dynamic-planning') {
    // Most turns are an action alone.
    return { rows: experiment.training.agents, turnTokens: 1 };
  }
  const { training, agent } = experiment;
  return { rows: training.tasks * training.trees, turnTokens: agent.turnTokens };
}

/**
 * Measures each for about a second, by turns, so that whatever else this machine does slows all of them alike. Answers
 * in order; an engine that broke down is answered by its error. All hold an untrained model afterwards.
 */
export async function measureEngines(
  engines: readonly Engine[],
  work: TrialWork,
  timer: Timer,
): Promise<(Trial | Error)[]> {
  const trials: (RunningTrial | Error)[] = [];
  for (const engine of engines) trials.push(await RunningTrial.begin(engine, work, timer).catch(asError));
  for (let more = true; more; ) {
    more = false;
    for (const [i, trial] of trials.entries()) {
      if (trial instanceof Error || trial.over) continue;
      more = true;
      await trial.round().catch((error: unknown) => {
        trials[i] = asError(error);
      });
    }
  }
  return trials.map((trial) => (trial instanceof Error ? trial : trial.result));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(messageOf(error));
}

class RunningTrial {
  readonly #engine: Engine;
  readonly #work: TrialWork;
  readonly #timer: Timer;
  readonly #batch: TrainBatch;
  /** Milliseconds; the first round compiles and warms up. */
  readonly #rounds: number[] = [];

  private constructor(engine: Engine, work: TrialWork, timer: Timer) {
    this.#engine = engine;
    this.#work = work;
    this.#timer = timer;
    this.#batch = trialBatch(work);
  }

  /** With the first round behind it. */
  static async begin(engine: Engine, work: TrialWork, timer: Timer): Promise<RunningTrial> {
    await engine.load(initialState(work.model, key(0)));
    const trial = new RunningTrial(engine, work, timer);
    await trial.round();
    return trial;
  }

  async round(): Promise<void> {
    const start = this.#timer.now();
    await doRound(this.#engine, this.#work, this.#batch, derive(key(0), this.#rounds.length));
    this.#rounds.push(this.#timer.now() - start);
  }

  get over(): boolean {
    const [, ...rounds] = this.#rounds;
    return rounds.length >= MAX_ROUNDS || rounds.reduce((sum, round) => sum + round, 0) >= TRIAL_MS;
  }

  get result(): Trial {
    const [warmUpMilliseconds = 0, ...rounds] = this.#rounds;
    return { milliseconds: median(rounds), warmUpMilliseconds, rounds: rounds.length };
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const STEP: StepConfig = {
  loss: { kind: 'sft' },
  temperature: 1,
  // Nothing is learned from a trial, and what it computes must not drift towards the infinite.
  learningRate: 1e-5,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0,
  clipNorm: 1,
};

async function doRound(engine: Engine, work: TrialWork, batch: TrainBatch, turnKey: Key): Promise<void> {
  const { context, vocabulary } = work.model;
  const prompt = Array.from({ length: Math.max(1, Math.floor(context / 2)) }, (_, i) => i % vocabulary);
  await engine.generate(
    Array.from({ length: work.rows }, (_, row) => ({
      sequence: `trial-${row}`,
      tokens: prompt,
      maxTokens: Math.max(1, work.turnTokens),
      // No token stops it: every engine writes the same amount.
      stop: [],
      temperature: 1,
      key: derive(turnKey, row),
    })),
  );
  await engine.train(batch, STEP);
}

/** Rows between half and the whole context long, as traces are. */
function trialBatch({ model: { context, vocabulary }, rows }: TrialWork): TrainBatch {
  const size = rows * context;
  const half = Math.ceil(context / 2);
  const lengths = Int32Array.from({ length: rows }, (_, row) => half + ((row * 7) % (context - half + 1)));
  const inRow = (i: number) => i % context > 0 && i % context < lengths[Math.floor(i / context)]!;
  return {
    rows,
    width: context,
    tokens: Int32Array.from({ length: size }, (_, i) => (i * 7) % vocabulary),
    lengths,
    weights: Float32Array.from({ length: size }, (_, i) => (inRow(i) ? 1 : 0)),
    advantages: new Float32Array(size).fill(1),
    logProbs: new Float32Array(size).fill(-1),
    normalizer: size,
  };
}
