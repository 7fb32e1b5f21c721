/** A short trial of an engine at a run's own shapes: what one round of turns and one optimizer step cost on it. */
import type { ModelConfig } from '../model/config.ts';
import type { Engine, StepConfig, TrainBatch } from '../model/engine.ts';
import { initialState } from '../model/init.ts';
import { derive, type Key, key } from '../random/index.ts';
import type { Timer } from './timer.ts';

/** Sequences in the trial; enough to keep a GPU busy, few enough for about a second on a slow CPU. */
const ROWS = 32;
const TURN_TOKENS = 6;

const STEP: StepConfig = {
  loss: { kind: 'sft' },
  temperature: 1,
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0,
  clipNorm: 1,
};

/**
 * Seconds that the engine takes for one round of turns and one step, measured on the second try: the first compiles
 * and warms up. Loads an untrained model, which whoever uses the engine replaces.
 */
export async function measureEngine(engine: Engine, config: ModelConfig, timer: Timer): Promise<number> {
  const trialKey = key(0);
  await engine.load(initialState(config, trialKey));
  const batch = trialBatch(config);
  await trial(engine, config, batch, derive(trialKey, 0));
  const start = timer.now();
  await trial(engine, config, batch, derive(trialKey, 1));
  return (timer.now() - start) / 1000;
}

async function trial(engine: Engine, config: ModelConfig, batch: TrainBatch, turnKey: Key): Promise<void> {
  const prompt = Array.from({ length: Math.max(1, Math.floor(config.context / 2)) }, (_, i) => i % config.vocabulary);
  await engine.generate(
    Array.from({ length: ROWS }, (_, row) => ({
      sequence: `trial-${row}`,
      tokens: prompt,
      maxTokens: TURN_TOKENS,
      // No token stops it: every engine writes the same amount.
      stop: [],
      temperature: 1,
      key: derive(turnKey, row),
    })),
  );
  await engine.train(batch, STEP);
}

function trialBatch({ context, vocabulary }: ModelConfig): TrainBatch {
  const size = ROWS * context;
  return {
    rows: ROWS,
    width: context,
    tokens: Int32Array.from({ length: size }, (_, i) => (i * 7) % vocabulary),
    lengths: new Int32Array(ROWS).fill(context),
    weights: Float32Array.from({ length: size }, (_, i) => (i % context === 0 ? 0 : 1)),
    advantages: new Float32Array(size).fill(1),
    logProbs: new Float32Array(size).fill(-1),
    normalizer: size,
  };
}
