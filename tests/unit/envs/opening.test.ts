import { describe, expect, it } from 'vitest';
import { openingTokens } from '../../../src/envs/opening.ts';

const WORDS = { '<bos>': 1, goal: 2, '>': 3 };

describe('the opening of a context', () => {
  it('is the goal and the prompt when nothing is inherited', () => {
    expect(openingTokens(WORDS, [10, 11])).toEqual([1, 2, 10, 11, 3]);
    expect(openingTokens(WORDS, [10, 11], { ancestors: [], context: [] })).toEqual([1, 2, 10, 11, 3]);
  });

  it('names the goals above, the nearest first', () => {
    expect(openingTokens(WORDS, [10], { ancestors: [[20, 21], [30]], context: [] })).toEqual([
      1, 2, 10, 2, 20, 21, 2, 30, 3,
    ]);
  });

  it('ends with what the parent has read', () => {
    expect(openingTokens(WORDS, [10], { ancestors: [], context: [40, 41] })).toEqual([1, 2, 10, 40, 41, 3]);
  });
});
