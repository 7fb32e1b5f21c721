/** Evaluations of agents that carry plans, as text: what is shown, in which words, and that columns line up. */
import { describe, expect, it } from 'vitest';
import { episodeTables } from '../../../cli/episode-tables.mjs';
import type { EpisodeEvaluation } from '../../../src/rl/records.ts';
import { episodeDifficulty, episodeEvaluation, planAdvantage } from '../../support/episodes.ts';

const NAMES = ['find the goal', 'see it'];

function linesOf(result: EpisodeEvaluation, names: readonly string[] = NAMES): string[] {
  return episodeTables(result, names).split('\n');
}

describe('an evaluation of episodes', () => {
  it('is a table with a line per difficulty, aligned under its heads', () => {
    const [title, head, ...lines] = linesOf(episodeEvaluation(12));
    expect(title).toBe('Agent that plans when it decides to after step 12, temperature 1');
    expect(head?.trim().split(/ {2,}/)).toEqual([
      ...['difficulty', 'episodes', 'score', '95 %', 'best', 'reward', 'steps', 'plans/step'],
      ...['tokens', 'of plans', 'completed', 'followed'],
    ]);
    expect(lines[1]?.trim().split(/ {2,}/)).toEqual([
      ...['2', '4', '63 %', '25–88', '2 of 2', '3.3', '21.5', '0.125', '40.0', '12.5', '50 %', '75 %'],
    ]);
    expect(new Set(lines.slice(0, 2).map(({ length }) => length))).toEqual(new Set([head?.length]));
  });

  it('lists what was reached, by name and difficulty', () => {
    const byDifficulty = [episodeDifficulty(1), episodeDifficulty(10, { milestones: [0.5, 0] })];
    const lines = linesOf(episodeEvaluation(12, { byDifficulty })).slice(5);
    expect(lines.slice(0, 4)).toEqual([
      'Share of episodes that reach each milestone, by difficulty',
      'milestone         1    10',
      'find the goal  75 %  50 %',
      'see it         25 %   0 %',
    ]);
  });

  it('says what the best episode of each difficulty left out', () => {
    const best = { score: 0.5, steps: 30, milestones: [true, false] };
    const lines = linesOf(
      episodeEvaluation(12, { byDifficulty: [episodeDifficulty(1, { best }), episodeDifficulty(2)] }),
    );
    expect(lines).toContain('Best episode of difficulty 1: 1 of 2 in 30 steps, all but see it.');
    expect(lines.at(-1)).toBe('Best episode of difficulty 2: 2 of 2 in 18 steps, everything.');
    expect(linesOf(episodeEvaluation(12, { byDifficulty: [episodeDifficulty(1, { best })] })).at(-1)).toMatch(
      /^Best episode: 1 of 2/,
    );
  });

  it('tells of the best episode by its score where there is but one thing to reach, or nobody noted more', () => {
    const best = { score: 0.5, steps: Number.NaN, milestones: [] };
    const lines = linesOf(episodeEvaluation(3, { byDifficulty: [episodeDifficulty(1, { best })] }));
    expect(lines[2]).toMatch(/ 25–88 +50 % +3\.3 /);
  });

  it('tells what a new plan is worth, where that was measured', () => {
    const lines = linesOf(episodeEvaluation(3, { advantage: planAdvantage() }));
    const from = lines.indexOf('What a new plan is worth: the reward that it adds to going on with the old one');
    expect(lines.slice(from + 1)).toEqual([
      '                                 moments   worth              95 %',
      'all moments                           40  +0.250  +0.125 to +0.375',
      'where it plans itself                  4  +0.750  +0.250 to +1.250',
      'where it keeps its plan               36  +0.188  +0.063 to +0.313',
      'plan carried for 1 step               10  −0.125  −0.250 to +0.000',
      'plan carried for 5 to 8 steps         29  +0.375  +0.250 to +0.500',
      'plan carried for 33 to 64 steps        1  +0.500                 –',
      '63 % of the moments gain by it. 8 copies with it and 8 without, 32 steps each; all may plan again from the second on.',
    ]);
    const nothing = planAdvantage({ moments: 0, byAge: [], decided: { planned: null, kept: null } });
    expect(linesOf(episodeEvaluation(3, { advantage: nothing })).at(-1)).toContain('No plan was carried');
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
    [{ when: 'every', every: 4, content: 'coach' }, "every 4 steps and carries a coach's plan instead after"],
  ])('says of %j when the agent plans, and what it carries', (rule, words) => {
    const { planning } = episodeEvaluation(1);
    expect(linesOf(episodeEvaluation(1, { planning: { ...planning, ...rule } }))[0]).toContain(words);
  });
});
