/** What attempts sum up to: success, pass@k, partial credit, costs, and how the work was shared out. */
import { describe, expect, it } from 'vitest';
import { attemptOf, passAt, summarizeAttempts } from '../../../src/rl/evaluation-summary.ts';
import { meanInterval, wilsonInterval } from '../../../src/rl/intervals.ts';
import { attempt } from '../../support/evaluations.ts';
import { trace, tree } from '../../support/traces.ts';

describe('pass@k', () => {
  it('is the share of k-subsets that hold a success', () => {
    // Two of four solved: of the six pairs one holds none of them.
    expect(passAt(1, 2, 4)).toBeCloseTo(0.5, 12);
    expect(passAt(2, 2, 4)).toBeCloseTo(5 / 6, 12);
    expect(passAt(3, 2, 4)).toBe(1);
    expect(passAt(4, 0, 4)).toBe(0);
    expect(passAt(1, 4, 4)).toBe(1);
    expect(passAt(10, 3, 64)).toBeCloseTo(1 - (54 * 53 * 52) / (64 * 63 * 62), 12);
  });
});

describe('a difficulty', () => {
  it('with one attempt per task has the plain interval', () => {
    const row = summarizeAttempts(3, 1, [attempt('a'), attempt('b', { score: 0.75 }), attempt('c', { score: 0 })]);
    expect(row).toMatchObject({ difficulty: 3, tasks: 3, samples: 1, solved: 1, success: 1 / 3, passAt: [1 / 3] });
    expect([row.low, row.high]).toEqual(wilsonInterval(1, 3));
    expect(row.score).toBeCloseTo(1.75 / 3, 12);
    expect([row.scoreLow, row.scoreHigh]).toEqual(meanInterval([1, 0.75, 0]));
  });

  it('with several attempts tells what more of them would reach', () => {
    const attempts = [
      ...[attempt('a'), attempt('a', { score: 0 })],
      ...[attempt('b', { score: 0 }), attempt('b', { score: 0 })],
    ];
    const row = summarizeAttempts(3, 2, attempts);
    expect(row).toMatchObject({ tasks: 2, samples: 2, solved: 1, success: 0.25, passAt: [0.25, 0.5] });
    expect([row.low, row.high]).toEqual(meanInterval([0.5, 0], 4));
  });

  it('averages costs, weighs the parallel share by sub-agent, and counts depths and routers', () => {
    const row = summarizeAttempts(2, 1, [
      attempt('a', { agents: 1, depth: 0, turns: 3, criticalTurns: 3, tokens: 30, criticalTokens: 30 }),
      attempt('b', { agents: 5, depth: 2, turns: 15, criticalTurns: 9, parallelChildren: 3, router: true }),
    ]);
    expect(row).toMatchObject({ meanAgents: 3, meanTurns: 9, meanCriticalTurns: 6, parallelFraction: 0.75 });
    expect(row).toMatchObject({ routers: 0.5, depthHistogram: [1, 0, 1] });
    expect(summarizeAttempts(2, 1, [attempt('a')]).parallelFraction).toBe(0);
  });
});

describe('an attempt', () => {
  it('is what its tree says', () => {
    const grown = tree(
      trace('0', 0.5, { turns: 4, refused: 1 }),
      trace('0.0', 1, { spawnTurn: 0, joinTurn: 2 }),
      trace('0.1', 0, { spawnTurn: 1, joinTurn: 2 }),
    );
    expect(attemptOf(grown)).toEqual({
      task: 'task',
      score: 0.5,
      agents: 3,
      depth: 1,
      turns: 6,
      criticalTurns: 4,
      tokens: 9,
      criticalTokens: expect.any(Number),
      parallelChildren: 2,
      refused: 1,
      router: false,
    });
  });
});
