/** Small records of agents that carry plans, whole but made up. */
import type { AgentState } from '../../src/rl/planning/agent.ts';
import type { EpisodeDifficulty, EpisodeEvaluation, EpisodeRecord, PlanAdvantageResult } from '../../src/rl/records.ts';

export function episodeRecord(step: number, more: Partial<EpisodeRecord> = {}): EpisodeRecord {
  return {
    kind: 'episode',
    step,
    phase: 'training',
    index: 0,
    task: `episode-${step}`,
    difficulty: 2,
    start: { place: 3, seen: new Uint8Array([1, 0, 1]) },
    plan: [5, 6],
    turns: [
      { action: 7, plan: null, reward: 0, value: 0.25 },
      { action: 8, plan: [6], reward: 1, value: -0.5 },
    ],
    ...more,
  };
}

export function episodeDifficulty(difficulty: number, more: Partial<EpisodeDifficulty> = {}): EpisodeDifficulty {
  return {
    difficulty,
    episodes: 4,
    score: 0.625,
    low: 0.25,
    high: 0.875,
    scores: [1, 0.5, 0, 1],
    best: { score: 1, steps: 18, milestones: [true, true] },
    milestones: [0.75, 0.25],
    meanSteps: 21.5,
    meanReward: 3.25,
    meanTokens: 40,
    meanPlanTokens: 12.5,
    frequency: 0.125,
    completed: 0.5,
    followed: 0.75,
    ...more,
  };
}

export function episodeEvaluation(step: number, more: Partial<EpisodeEvaluation> = {}): EpisodeEvaluation {
  return {
    kind: 'episodes',
    step,
    planning: { when: 'learned', every: 4, rate: 0.25, content: 'own' },
    temperature: 1,
    byDifficulty: [1, 2].map((difficulty) => episodeDifficulty(difficulty)),
    ...more,
  };
}

/** A new plan is worth something, more where the agent itself plans, and more the older the old one is. */
export function planAdvantage(more: Partial<PlanAdvantageResult> = {}): PlanAdvantageResult {
  return {
    moments: 40,
    mean: 0.25,
    low: 0.125,
    high: 0.375,
    rollouts: 8,
    steps: 32,
    positive: 0.625,
    byAge: [
      { from: 1, to: 1, moments: 10, mean: -0.125, low: -0.25, high: 0 },
      { from: 5, to: 8, moments: 29, mean: 0.375, low: 0.25, high: 0.5 },
      { from: 33, to: 64, moments: 1, mean: 0.5, low: Number.NaN, high: Number.NaN },
    ],
    decided: {
      planned: { moments: 4, mean: 0.75, low: 0.25, high: 1.25 },
      kept: { moments: 36, mean: 0.1875, low: 0.0625, high: 0.3125 },
    },
    ...more,
  };
}

/** In the middle of its third episode. */
export function agentState(more: Partial<AgentState> = {}): AgentState {
  return {
    episode: 2,
    plan: [5, 6],
    planAge: 1,
    actions: [7, 8, 7],
    tally: { steps: 3, reward: 0.1 + 0.2, plans: 1, planTokens: 4, tokens: 7 },
    ...more,
  };
}
