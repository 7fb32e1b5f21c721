/** Evaluations of older versions open with what follows from them; what never was measured stays unknown. */
import { describe, expect, it } from 'vitest';
import type { EpisodeEvaluation } from '../../../src/rl/records.ts';
import { evaluationChoices } from '../../../src/store/evaluation-choices.ts';
import { parseEvaluation, parseTreeEvaluation } from '../../../src/store/evaluation-schema.ts';
import { decodeJson, encodeJson } from '../../../src/store/json.ts';
import { episodeDifficulty, episodeEvaluation, planAdvantage } from '../../support/episodes.ts';
import { detailedEvaluation, evaluation } from '../../support/stored-runs.ts';

/** A difficulty as it was stored before there were several attempts per task. */
const OLD_ROW = {
  difficulty: 3,
  tasks: 50,
  solved: 40,
  success: 0.8,
  low: 0.67,
  high: 0.89,
  meanAgents: 4.5,
  meanTurns: 17,
  meanCriticalTurns: 11,
  meanTokens: 310,
  depthHistogram: [1, 20, 29],
};

const old = (row: object) => parseTreeEvaluation({ step: 7, delegation: true, byDifficulty: [row] }).byDifficulty[0];

describe('an older evaluation', () => {
  it('had one attempt per task and did not measure the rest', () => {
    expect(old(OLD_ROW)).toEqual({
      ...OLD_ROW,
      samples: 1,
      passAt: [0.8],
      score: Number.NaN,
      scoreLow: Number.NaN,
      scoreHigh: Number.NaN,
      meanCriticalTokens: Number.NaN,
      parallelFraction: Number.NaN,
      routers: Number.NaN,
    });
  });

  it('of agents that worked alone says all but the partial credit', () => {
    expect(old({ ...OLD_ROW, meanAgents: 1 })).toMatchObject({
      meanCriticalTokens: 310,
      parallelFraction: 0,
      routers: 0,
      score: Number.NaN,
    });
  });

  it('that solved everything left no partial credit', () => {
    expect(old({ ...OLD_ROW, success: 1, low: 0.93, high: 1 })).toMatchObject({
      score: 1,
      scoreLow: 0.93,
      scoreHigh: 1,
    });
  });

  it('stays what it is when it is written and read again', () => {
    const read = parseEvaluation({ step: 7, delegation: true, byDifficulty: [OLD_ROW] });
    expect(parseEvaluation(decodeJson(encodeJson(read)))).toEqual(read);
  });
});

describe('an evaluation', () => {
  it('keeps attempts, times and temperature', () => {
    const whole = detailedEvaluation(4);
    expect(parseEvaluation(decodeJson(encodeJson(whole)))).toEqual(whole);
  });

  it.each([
    ['no samples', { samples: 0 }, /byDifficulty\.0\.samples/],
    ['words for numbers', { passAt: ['all'] }, /byDifficulty\.0\.passAt/],
    ['half an attempt', { attempts: [{ task: 'a' }] }, /byDifficulty\.0\.attempts\.0\.score/],
    ['no difficulty', { difficulty: null }, /byDifficulty\.0\.difficulty/],
  ])('with %s is refused', (_, change, message) => {
    const row = { ...evaluation(1).byDifficulty[0], ...change };
    expect(() => parseEvaluation({ ...evaluation(1), byDifficulty: [row] })).toThrow(message);
  });

  it.each([[null], ['row']])('whose row is %j is refused', (row) => {
    expect(() => parseEvaluation({ step: 1, delegation: true, byDifficulty: [row] })).toThrow(
      /An evaluation is not valid/,
    );
  });
});

describe('an evaluation of episodes', () => {
  it('stays what it is when it is written and read again, what had nothing to be a share of included', () => {
    const none = { completed: Number.NaN, followed: Number.NaN, frequency: 0 };
    const whole = episodeEvaluation(4, {
      byDifficulty: [episodeDifficulty(1), episodeDifficulty(2, none)],
      advantage: planAdvantage(),
    });
    expect(parseEvaluation(decodeJson(encodeJson(whole)))).toEqual(whole);
    // In JSON that others write and read.
    expect(parseEvaluation(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  it('of an older version says of its best episode only how good it was', () => {
    const { best, ...row } = episodeDifficulty(1, { scores: [0.25, 0.75, 0.5, 0.75] });
    const read = parseEvaluation({ ...episodeEvaluation(4), byDifficulty: [row] });
    expect(read).toMatchObject({ byDifficulty: [{ best: { score: 0.75, steps: Number.NaN, milestones: [] } }] });
    expect(parseEvaluation(decodeJson(encodeJson(read)))).toEqual(read);
    expect(parseEvaluation(JSON.parse(JSON.stringify(read)))).toEqual(read);
  });

  it('at whose moments no plan was carried has measured nothing', () => {
    const nothing = { moments: 0, mean: Number.NaN, low: Number.NaN, high: Number.NaN, positive: Number.NaN };
    const advantage = planAdvantage({ ...nothing, byAge: [], decided: { planned: null, kept: null } });
    const whole = episodeEvaluation(4, { advantage });
    expect(parseEvaluation(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  it.each([
    ['another kind', { kind: 'operas' }, /at "kind": evaluations of this app are of trees or of "episodes"/],
    ['an unknown rule', { planning: { when: 'later', every: 1, rate: 0, content: 'own' } }, /planning\.when/],
    ['no temperature', { temperature: null }, /temperature/],
    ['no episodes', { byDifficulty: [episodeDifficulty(1, { episodes: 0 })] }, /byDifficulty\.0\.episodes/],
    [
      'fewer scores than episodes',
      { byDifficulty: [episodeDifficulty(1, { episodes: 5 })] },
      /byDifficulty\.0": there must be one score per episode/,
    ],
    ['a score above 1', { byDifficulty: [episodeDifficulty(1, { score: 1.5 })] }, /byDifficulty\.0\.score/],
    ['an unknown score', { byDifficulty: [episodeDifficulty(1, { score: Number.NaN })] }, /byDifficulty\.0\.score/],
    ['half a milestone', { byDifficulty: [episodeDifficulty(1, { milestones: ['a'] as never })] }, /milestones\.0/],
    ['a best episode in words', { byDifficulty: [{ ...episodeDifficulty(1), best: 'all' }] }, /byDifficulty\.0\.best/],
    ['moments of no number', { advantage: planAdvantage({ moments: -1 }) }, /advantage\.moments/],
    ['a share above 1', { byDifficulty: [episodeDifficulty(1, { followed: 2 })] }, /byDifficulty\.0\.followed/],
  ])('with %s is refused', (_, change, message) => {
    expect(() => parseEvaluation({ ...episodeEvaluation(1), ...change })).toThrow(message);
  });
});

describe('choices', () => {
  it('are told apart as a short text, the same for what can replace each other', () => {
    const plain = evaluation(4);
    expect(evaluationChoices(plain)).toBe('1:50 2:50');
    expect(evaluationChoices({ ...plain, step: 9, temperature: 0 })).toBe('1:50 2:50');
    expect(evaluationChoices(detailedEvaluation(4))).toBe('7:3x2 8:3x2 at 0.7 attempts timed 1');
  });

  it('of episodes are told apart by what tells their agents apart, too', () => {
    const plain = episodeEvaluation(4);
    const under = (rule: Partial<EpisodeEvaluation['planning']>) =>
      evaluationChoices({ ...plain, planning: { ...plain.planning, ...rule } });
    expect(evaluationChoices(plain)).toBe('1:4 2:4 at 1 plans learned');
    expect(evaluationChoices({ ...plain, temperature: 0 })).toBe('1:4 2:4 at 0 plans learned');
    expect(under({ when: 'never' })).toBe('1:4 2:4 at 1 plans never');
    expect(under({ when: 'every', every: 6 })).toBe('1:4 2:4 at 1 plans every 6');
    expect(under({ when: 'random', rate: 0.1 })).toBe('1:4 2:4 at 1 plans random 0.1');
    expect(under({ content: 'constant' })).toBe('1:4 2:4 at 1 plans learned constant');
    expect(under({ content: 'coach' })).toBe('1:4 2:4 at 1 plans learned coach');
    expect(evaluationChoices({ ...plain, advantage: planAdvantage() })).toBe('1:4 2:4 at 1 plans learned forked 40');
    // Of no account under this rule.
    expect(under({ every: 9, rate: 0.9 })).toBe(evaluationChoices(plain));
  });
});
