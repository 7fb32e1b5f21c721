/** A trial of an engine at a run's own shapes: what one round of turns and one optimizer step cost on it. */
import type { Experiment } from '../experiments/experiment.ts';
import type { ModelConfig } from '../model/config.ts';
import type { Engine, StepConfig, TrainBatch } from '../model/engine.ts';
import { initialState } from '../model/init.ts';
import { parameterLayout } from '../model/layout.ts';
import { derive, type Key, key } from '../random/index.ts';
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
export function trialWork({ training, agent }: Pick<Experiment, 'training' | 'agent'>, model: ModelConfig): TrialWork {
  const perRow = 6 * parameterLayout(model).size * model.context;
  const affordable = Math.max(1, Math.floor(MAX_OPERATIONS / perRow));
  return {
    model,
    rows: Math.min(MAX_ROWS, affordable, training.tasks * training.trees),
    turnTokens: Math.min(agent.turnTokens, Math.floor(model.context / 2)),
  };
}

/** Measures for about a second. Loads an untrained model, which whoever uses the engine replaces. */
export async function measureEngine(engine: Engine, work: TrialWork, timer: Timer): Promise<Trial> {
  const trialKey = key(0);
  await engine.load(initialState(work.model, trialKey));
  const batch = trialBatch(work);
  const timed = async (round: number): Promise<number> => {
    const start = timer.now();
    await doRound(engine, work, batch, derive(trialKey, round));
    return timer.now() - start;
  };
  const warmUpMilliseconds = await timed(0);
  const rounds: number[] = [];
  for (let spent = 0; spent < TRIAL_MS && rounds.length < MAX_ROUNDS; spent += rounds.at(-1)!) {
    rounds.push(await timed(rounds.length + 1));
  }
  return { milliseconds: median(rounds), warmUpMilliseconds, rounds: rounds.length };
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
