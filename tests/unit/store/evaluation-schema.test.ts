/** Evaluations of older versions open with what follows from them; what never was measured stays unknown. */
import { describe, expect, it } from 'vitest';
import { evaluationChoices } from '../../../src/store/evaluation-choices.ts';
import { parseEvaluation } from '../../../src/store/evaluation-schema.ts';
import { decodeJson, encodeJson } from '../../../src/store/json.ts';
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

const old = (row: object) => parseEvaluation({ step: 7, delegation: true, byDifficulty: [row] }).byDifficulty[0];

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

describe('choices', () => {
  it('are told apart as a short text, the same for what can replace each other', () => {
    const plain = evaluation(4);
    expect(evaluationChoices(plain)).toBe('1:50 2:50');
    expect(evaluationChoices({ ...plain, step: 9, temperature: 0 })).toBe('1:50 2:50');
    expect(evaluationChoices(detailedEvaluation(4))).toBe('7:3x2 8:3x2 at 0.7 attempts timed 1');
  });
});
