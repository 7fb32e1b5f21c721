/** Which runs a planning run is held against, and which of their evaluations count. */
import { describe, expect, test } from 'vitest';
import type { PlanningExperiment } from '../../../../src/experiments/experiment.ts';
import { findPreset } from '../../../../src/experiments/presets/index.ts';
import { writePath } from '../../../../src/experiments/set-path.ts';
import type { EpisodeEvaluation, Evaluation } from '../../../../src/rl/records.ts';
import type { RunRecord } from '../../../../src/store/types.ts';
import { comparableAgents, findOtherAgents } from '../../../../src/ui/session/episode-comparison.ts';
import { newestOf, newestPerStep } from '../../../../src/ui/session/episode-evaluations.ts';
import { episodeDifficulty, episodeEvaluation } from '../../../support/episodes.ts';
import { evaluation } from './fixtures.ts';

function presetOf(id: string): PlanningExperiment {
  const experiment = findPreset(id)?.experiment;
  if (experiment?.method !== 'dynamic-planning') throw new Error('A preset is missing.');
  return experiment;
}

const dynamic = presetOf('dynamic-pogs');
const never = presetOf('never-pogs');
const always = presetOf('always-pogs');
const changed = (experiment: PlanningExperiment, path: string, value: number | string) =>
  writePath(experiment, path, value) as PlanningExperiment;

function run(id: string, experiment: RunRecord['experiment'], updatedAt: number): RunRecord {
  return { id, name: id, experiment, createdAt: 0, updatedAt, cursor: null, engine: '' };
}

/** An evaluation of the agent that an experiment trains. */
function evaluated({ agent: { when, every, rate, content } }: PlanningExperiment, step: number, frequency: number) {
  return episodeEvaluation(step, {
    planning: { when, every, rate, content },
    byDifficulty: [episodeDifficulty(1, { frequency })],
  });
}

describe('comparableAgents', () => {
  test('agents that plan at other times, whatever the seed', () => {
    expect(comparableAgents(dynamic, changed(never, 'seed', 9))).toBe(true);
    expect(comparableAgents(dynamic, changed(always, 'agent.every', 4))).toBe(true);
    expect(comparableAgents(dynamic, changed(dynamic, 'warmStart.tokens', 0))).toBe(true);
  });

  test.each([
    ['the same kind of agent', dynamic],
    ['a longer memory', changed(never, 'agent.steps', 4)],
    ['another network', changed(never, 'model.width', 32)],
    ['another world', changed(never, 'environment.settings.nodes', 12)],
  ])('not with %s', (_, other) => {
    expect(comparableAgents(dynamic, other)).toBe(false);
  });

  test('not with another method', () => {
    const delegating = findPreset('rao-textcraft')?.experiment;
    expect(delegating && comparableAgents(dynamic, delegating)).toBe(false);
  });
});

describe('findOtherAgents', () => {
  const results: Record<string, readonly Evaluation[]> = {
    never: [evaluated(never, 10, 0), evaluated(never, 20, 0)],
    older: [evaluated(never, 90, 0)],
    always: [evaluated(always, 5, 1)],
    fourth: [evaluated(changed(always, 'agent.every', 4), 5, 0.25)],
    otherRule: [evaluated(dynamic, 50, 0.5)],
    trees: [evaluation(10)],
  };
  const evaluationsOf = async (id: string) => results[id] ?? [];

  test('finds the newest run of every kind, those that plan least first', async () => {
    const found = await findOtherAgents(
      dynamic,
      [
        run('always', always, 1),
        run('fourth', changed(always, 'agent.every', 4), 1),
        run('older', never, 2),
        run('never', never, 3),
      ],
      evaluationsOf,
    );
    expect(found.map(({ kind, name, result }) => [kind, name, result.step])).toEqual([
      ['never plans', 'never', 20],
      ['plans every 4 steps', 'fourth', 5],
      ['plans at every step', 'always', 5],
    ]);
  });

  test('prefers the same seed, and passes over runs without an evaluation of their own', async () => {
    const other = run('never', changed(never, 'seed', 9), 9);
    const names = async (...runs: RunRecord[]) =>
      (await findOtherAgents(dynamic, runs, evaluationsOf)).map(({ name }) => name);
    expect(await names(other, run('older', never, 1))).toEqual(['older']);
    expect(await names(other, run('otherRule', never, 1), run('trees', never, 2))).toEqual(['never']);
    expect(await names()).toEqual([]);
  });
});

describe('evaluations of a run', () => {
  const more = (step: number, episodes: number): EpisodeEvaluation =>
    episodeEvaluation(step, { byDifficulty: [episodeDifficulty(1, { episodes })] });
  const rule = episodeEvaluation(0).planning;

  test('of one step the one with the most episodes counts', () => {
    const [few, many, later] = [more(10, 20), more(10, 100), more(20, 5)];
    expect(newestPerStep([many, few, later], rule)).toEqual([many, later]);
    expect(newestOf([many, later, few], rule)).toBe(later);
    expect(newestOf([], rule)).toBeNull();
  });

  test('those made under another rule do not count; what a rule does not use does not matter', () => {
    const result = more(10, 20);
    expect(newestOf([result], { ...rule, when: 'never' })).toBeNull();
    expect(newestOf([result], { ...rule, content: 'random' })).toBeNull();
    expect(newestOf([result], { ...rule, every: 9, rate: 0.9 })).toBe(result);
    const fourth = { ...result, planning: { ...rule, when: 'every', every: 4 } as const };
    expect(newestOf([fourth], { ...rule, when: 'every', every: 8 })).toBeNull();
  });
});
