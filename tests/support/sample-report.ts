/**
 * A report of RAO's reproduction that was never run: invented figures of the right shape, for tests of what is drawn and
 * written from one. Never published.
 */
import { barsOf } from '../../src/experiments/reproduction/bar.ts';
import { RAO_ARMS } from '../../src/experiments/reproduction/rao/arms.ts';
import { RAO_GOALS } from '../../src/experiments/reproduction/rao/bars.ts';
import type { ArmFigures, Comparison, RaoReport, RunFigures } from '../../src/experiments/reproduction/rao/report.ts';

const SEEDS = [1, 2, 3, 4, 5];
const BANDS = [
  { name: 'easy', low: 1, high: 2 },
  { name: 'medium', low: 3, high: 4 },
  { name: 'hard', low: 5, high: 6 },
  { name: 'extreme', low: 7, high: 8 },
];

/** Different arms and seeds give different figures, always the same. */
function noise(...parts: readonly number[]): number {
  return Math.abs(Math.sin(parts.reduce((sum, part, i) => sum + part * (i + 1) * 12.9898, 1)) * 43758.5453) % 1;
}

function success(recursive: boolean, difficulty: number, jitter: number): number {
  const middle = recursive ? 7.4 : 2.6;
  return Math.min(1, Math.max(0, 1 / (1 + Math.exp((difficulty - middle + jitter) * 1.6))));
}

function runOf(arm: number, recursive: boolean, seed: number, most: number): RunFigures {
  const jitter = noise(arm, seed) - 0.5;
  const byDifficulty = Array.from({ length: most }, (_, i) => {
    const difficulty = i + 1;
    const share = Math.round(success(recursive, difficulty, jitter) * 50) / 50;
    const agents = recursive ? 2 ** (difficulty - 1) : 1;
    return {
      difficulty,
      tasks: 50,
      samples: 1,
      solved: Math.round(share * 50),
      success: share,
      score: share,
      meanAgents: agents,
      meanTurns: 4 * agents,
      meanCriticalTurns: 4 * difficulty,
      meanTokens: 45 * agents,
      meanCriticalTokens: 45 * difficulty,
      parallelFraction: recursive && difficulty > 1 ? 0.8 : 0,
      routers: 0,
      depthHistogram: [0, ...Array.from({ length: difficulty - 1 }, () => 0), 50],
    };
  });
  const curve = Array.from({ length: 12 }, (_, i) => {
    const learned = Math.min(1, (recursive ? 1 : 0.45) * (1 - Math.exp(-i / (2 + jitter))));
    const bands = Object.fromEntries(BANDS.map(({ name }, band) => [name, learned / (1 + band * 0.3)]));
    return { update: i * 20, tokens: i * 130_000, seconds: i * 6 * (1 + jitter / 10), trained: learned, bands };
  });
  const minutes = 1.2 + noise(seed, arm) / 5;
  return {
    seed,
    engine: 'WebAssembly, 2 threads',
    minutes,
    evaluationMinutes: 0.4,
    updates: 220,
    tokens: 1_500_000,
    byDifficulty,
    curve,
  };
}

function comparison(recursive: string, single: string, seed: number): Comparison {
  return {
    recursive,
    single,
    seed,
    byDifficulty: Array.from({ length: 6 }, (_, i) => {
      const both = Math.max(2, 50 - 8 * i);
      const ratio = (value: number) => ({ ratio: value + 0.001 * seed, tasks: both });
      return {
        difficulty: i + 1,
        tasks: 50,
        both,
        turns: ratio(1.8),
        criticalTurns: ratio(0.7),
        tokens: ratio(2),
        criticalTokens: ratio(0.8),
        seconds: ratio(0.57),
        parallelOverSerial: ratio(0.4),
      };
    }),
  };
}

/** @param wanted Ids of the arms that have been run; all of them when absent. */
export function sampleReport(wanted?: readonly string[]): RaoReport {
  const arms = RAO_ARMS.filter(({ id }) => wanted?.includes(id) ?? true).map((arm, i): ArmFigures => {
    const recursive = !arm.preset.startsWith('single');
    const most = Math.max(...arm.measurements.map(({ difficulties }) => difficulties[1]));
    return {
      id: arm.id,
      title: arm.title,
      purpose: arm.purpose,
      preset: arm.preset,
      environment: arm.preset.replace(/^[a-z]+-/, ''),
      differences: [...arm.assignments],
      trial: [],
      bands: BANDS.map((band) => ({ ...band })),
      trained: [1, 3],
      runs: SEEDS.map((seed) => runOf(i, recursive, seed, most)),
    };
  });
  const timed = arms.filter(({ id }) => id.startsWith('large-'));
  return {
    version: 1,
    paper: 'rao',
    date: '2026-05-04T23:30:00.000Z',
    machine: { cpu: 'Sample CPU', cores: 2 },
    seeds: SEEDS,
    arms,
    comparisons: timed.length === 2 ? SEEDS.map((seed) => comparison('large-recursive', 'large-single', seed)) : [],
    bars: barsOf(RAO_GOALS, { arms }),
  };
}
