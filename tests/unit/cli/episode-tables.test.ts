/** Evaluations of agents that carry plans, as text: what is shown, in which words, and that columns line up. */
import { describe, expect, it } from 'vitest';
import { episodeTables } from '../../../cli/episode-tables.mjs';
import type { EpisodeEvaluation } from '../../../src/rl/records.ts';
import { episodeDifficulty, episodeEvaluation } from '../../support/episodes.ts';

const NAMES = ['find the goal', 'see it'];

function linesOf(result: EpisodeEvaluation, names: readonly string[] = NAMES): string[] {
  return episodeTables(result, names).split('\n');
}

describe('an evaluation of episodes', () => {
  it('is a table with a line per difficulty, aligned under its heads', () => {
    const [title, head, ...lines] = linesOf(episodeEvaluation(12));
    expect(title).toBe('Agent that plans when it decides to after step 12, temperature 1');
    expect(head?.trim().split(/ {2,}/)).toEqual([
      ...['difficulty', 'episodes', 'score', '95 %', 'reward', 'steps', 'plans/step'],
      ...['tokens', 'of plans', 'completed', 'followed'],
    ]);
    expect(lines[1]?.trim().split(/ {2,}/)).toEqual([
      ...['2', '4', '63 %', '25–88', '3.3', '21.5', '0.125', '40.0', '12.5', '50 %', '75 %'],
    ]);
    expect(new Set(lines.slice(0, 2).map(({ length }) => length))).toEqual(new Set([head?.length]));
  });

  it('lists what was reached, by name and difficulty', () => {
    const byDifficulty = [episodeDifficulty(1), episodeDifficulty(10, { milestones: [0.5, 0] })];
    const lines = linesOf(episodeEvaluation(12, { byDifficulty })).slice(5);
    expect(lines).toEqual([
      'Share of episodes that reach each milestone, by difficulty',
      'milestone         1    10',
      'find the goal  75 %  50 %',
      'see it         25 %   0 %',
    ]);
  });

  it('writes a dash for shares of nothing', () => {
    const row = episodeDifficulty(1, { completed: Number.NaN, followed: Number.NaN, frequency: 0 });
    expect(linesOf(episodeEvaluation(3, { byDifficulty: [row] }))[2]).toMatch(/0\.000 .* – +–$/);
  });

  it.each<[Partial<EpisodeEvaluation['planning']>, string]>([
    [{ when: 'never', content: 'random' }, 'Agent that never plans after'],
    [{ when: 'every', every: 1 }, 'Agent that plans at every step after'],
    [{ when: 'every', every: 6 }, 'Agent that plans every 6 steps after'],
    [{ when: 'random', rate: 0.25 }, 'Agent that plans at random, at 25 % of its steps, after'],
    [{ content: 'random' }, 'Agent that plans when it decides to and carries a random plan instead after'],
    [{ content: 'constant' }, 'and carries always the same plan instead after'],
  ])('says of %j when the agent plans, and what it carries', (rule, words) => {
    const { planning } = episodeEvaluation(1);
    expect(linesOf(episodeEvaluation(1, { planning: { ...planning, ...rule } }))[0]).toContain(words);
  });
});
