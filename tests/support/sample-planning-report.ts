/**
 * A report of the reproduction of Learning When to Plan that was never run: invented figures of the right shape, about as
 * the paper has them, for tests of what is drawn and written from one. Never published.
 */
import { ACHIEVEMENTS } from '../../src/envs/crafter/rules.ts';
import { barsOf } from '../../src/experiments/reproduction/bar.ts';
import { PLANNING_ARMS } from '../../src/experiments/reproduction/dynamic-planning/arms.ts';
import { PLANNING_GOALS } from '../../src/experiments/reproduction/dynamic-planning/bars.ts';
import type {
  AdvantageFigures,
  ArmFigures,
  CurvePoint,
  MeasurementFigures,
  PlanningReport,
  RunFigures,
} from '../../src/experiments/reproduction/dynamic-planning/report.ts';

const SEEDS = [1, 2, 3, 4, 5];

/** What an arm reaches after imitation and after reinforcement learning, and how often it plans then. */
const ARMS: Readonly<Record<string, { primed: number; trained: number; before: number; after: number }>> = {
  'crafter-dynamic': { primed: 0.45, trained: 0.56, before: 0.12, after: 0.06 },
  'crafter-never': { primed: 0.38, trained: 0.46, before: 0, after: 0 },
  'crafter-unprimed': { primed: 0.1, trained: 0.22, before: 0.06, after: 0.3 },
  'crafter-unprimed-never': { primed: 0.1, trained: 0.29, before: 0, after: 0 },
  'crafter-cost-none': { primed: 0.45, trained: 0.55, before: 0.12, after: 0.15 },
  'crafter-cost-high': { primed: 0.45, trained: 0.54, before: 0.12, after: 0.02 },
  'pogs-dynamic': { primed: 0.7, trained: 0.9, before: 0.3, after: 0.2 },
  'pogs-never': { primed: 0.5, trained: 0.6, before: 0, after: 0 },
  'pogs-always': { primed: 0.55, trained: 0.7, before: 1, after: 1 },
};

/** What a measurement makes of an agent's own score and of how often it plans. */
const MEASURED: Readonly<Record<string, { score: number; frequency?: number; followed?: number; best?: number }>> = {
  own: { score: 1, best: 16 },
  never: { score: 0.75, frequency: 0 },
  'every-1': { score: 0.8, frequency: 1 },
  'every-2': { score: 0.9, frequency: 1 / 2 },
  'every-3': { score: 0.97, frequency: 1 / 3 },
  'every-4': { score: 0.98, frequency: 1 / 4 },
  'every-6': { score: 0.96, frequency: 1 / 6 },
  'every-8': { score: 0.93, frequency: 1 / 8 },
  'every-12': { score: 0.9, frequency: 1 / 12 },
  'every-16': { score: 0.87, frequency: 1 / 16 },
  random: { score: 0.95 },
  shuffled: { score: 0.7, followed: 0.15 },
  constant: { score: 0.72, followed: 0.1 },
  coach: { score: 1.3, frequency: 1, followed: 0.8, best: 21 },
  alone: { score: 1.05, best: 15 },
  advantage: { score: 1 },
};

/** Different parts give different figures in [-0.5, 0.5], always the same. */
function luck(...parts: readonly number[]): number {
  return (Math.abs(Math.sin(parts.reduce((sum, part, i) => sum + part * (i + 1) * 12.9898, 1)) * 43758.5453) % 1) - 0.5;
}

function measurement(arm: string, id: string, seed: number, milestones: number): MeasurementFigures {
  const primed = id.endsWith('-primed');
  const kind = primed ? id.slice(0, -'-primed'.length) : id;
  const of = ARMS[arm] as (typeof ARMS)[string];
  const by = MEASURED[kind] ?? { score: 1 };
  const own = primed ? of.primed : of.trained;
  const score = Math.min(1, Math.max(0, own * by.score + 0.02 * luck(seed, id.length, arm.length)));
  const frequency = by.frequency ?? (primed ? of.before : of.after);
  const meanSteps = milestones > 1 ? 300 : 14;
  const meanPlanTokens = kind === 'coach' ? 0 : 5 * frequency * meanSteps;
  const best = Math.min(milestones, (by.best ?? 14) - (primed ? 4 : 0));
  return {
    planning: { when: 'learned', every: 4, rate: 0.07, content: 'own' },
    temperature: /^(coach|alone)/.test(id) ? 0.6 : 1,
    episodes: arm.startsWith('pogs') ? 200 : /^(coach|alone)/.test(id) ? 20 : 100,
    score,
    low: score * 0.95,
    high: Math.min(1, score * 1.05),
    milestones: Array.from({ length: milestones }, (_, i) =>
      Math.min(1, Math.max(0, (milestones > 1 ? 1.2 - i / 15 : 1) * score)),
    ),
    meanSteps,
    meanReward: score * milestones - 0.9,
    meanTokens: meanSteps + meanPlanTokens,
    meanPlanTokens,
    frequency,
    completed: frequency > 0 ? 0.2 : null,
    followed: frequency > 0 ? (by.followed ?? 0.4) * (primed ? 0.7 : 1) : null,
    best: { score: best / milestones, steps: 250, milestones: Array.from({ length: milestones }, (_, i) => i < best) },
    ...(kind === 'advantage' && { advantage: advantage(seed) }),
  };
}

function advantage(seed: number): AdvantageFigures {
  const moments = (count: number, mean: number) => {
    const found = mean + 0.02 * luck(seed, count);
    return { moments: count, mean: found, low: found - 0.1, high: found + 0.1 };
  };
  return {
    ...moments(200, 0.05),
    rollouts: 8,
    steps: 32,
    positive: 0.55,
    byAge: [
      { from: 1, to: 1, ...moments(20, -0.1) },
      { from: 2, to: 2, ...moments(20, -0.05) },
      { from: 3, to: 4, ...moments(30, 0) },
      { from: 5, to: 8, ...moments(40, 0.05) },
      { from: 9, to: 16, ...moments(50, 0.1) },
      { from: 17, to: 32, ...moments(40, 0.15) },
    ],
    decided: { planned: moments(12, 0.2), kept: moments(188, 0.04) },
  };
}

function curve(arm: string, seed: number): CurvePoint[] {
  const { primed, trained, before, after } = ARMS[arm] as (typeof ARMS)[string];
  return Array.from({ length: 32 }, (_, i): CurvePoint => {
    const learned = i / 31;
    const score = i === 0 ? null : primed + (trained - primed) * learned + 0.02 * luck(seed, i);
    return {
      ...{ update: 4 * (i + 1), steps: 12_288 * (i + 1), tokens: 24_000_000 + 90_000 * (i + 1), seconds: 600 + 9 * i },
      score,
      frequency: before + (after - before) * learned,
      tokensPerEpisode: score === null ? null : 400,
    };
  });
}

function runOf(arm: (typeof PLANNING_ARMS)[number], seed: number, milestones: number): RunFigures {
  const isPrimed = !arm.id.includes('unprimed');
  return {
    seed,
    engine: 'WebAssembly, 1 thread',
    minutes: 15 + luck(seed, arm.id.length),
    evaluationMinutes: 6,
    updates: isPrimed ? 5128 : 128,
    tokens: isPrimed ? 27_000_000 : 3_000_000,
    steps: 393_216,
    primingTokens: isPrimed ? 24_000_000 : 0,
    measurements: Object.fromEntries(arm.measurements.map(({ id }) => [id, measurement(arm.id, id, seed, milestones)])),
    curve: curve(arm.id, seed),
  };
}

/** @param wanted Ids of the arms that have been run; all of them when absent. */
export function samplePlanningReport(wanted?: readonly string[]): PlanningReport {
  const arms = PLANNING_ARMS.filter(({ id }) => wanted?.includes(id) ?? true).map((arm): ArmFigures => {
    const onCrafter = arm.id.startsWith('crafter');
    // The diamond first, so that a good best episode has it.
    const milestones = onCrafter
      ? ['collect_diamond', ...ACHIEVEMENTS.filter((name) => name !== 'collect_diamond')]
      : ['reach_target'];
    const isPrimed = !arm.id.includes('unprimed');
    return {
      id: arm.id,
      title: arm.title,
      purpose: arm.purpose,
      preset: arm.preset,
      environment: onCrafter ? 'crafter' : 'pogs',
      differences: [...arm.assignments],
      trial: [],
      milestones,
      planCost: arm.id === 'crafter-cost-none' ? 0 : arm.id === 'crafter-cost-high' ? 0.01 : 0.002,
      episodeSteps: onCrafter ? 1000 : 30,
      demonstrations: isPrimed ? { episodes: 4096, episodeSteps: 300, plans: !arm.id.endsWith('never') } : null,
      runs: (arm.seeds ?? SEEDS).map((seed) => runOf(arm, seed, milestones.length)),
    };
  });
  return {
    version: 1,
    paper: 'dynamic-planning',
    date: '2026-11-21T12:00:00.000Z',
    machine: { cpu: 'Sample CPU', cores: 2 },
    seeds: SEEDS,
    arms,
    bars: barsOf(PLANNING_GOALS, { arms }),
  };
}
