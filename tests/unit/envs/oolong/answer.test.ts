import { describe, expect, it } from 'vitest';
import { answerTokens, credit, mostFrequent, readAnswer, truth } from '../../../../src/envs/oolong/answer.ts';
import { everything } from '../../../../src/envs/oolong/records.ts';
import { lexiconOf } from '../../../../src/envs/oolong/settings.ts';
import { lexer, texter } from './drive.ts';
import { ask, RECORDS, SETTINGS } from './fixtures.ts';

const lexicon = lexiconOf(SETTINGS);
const tokens = lexer(SETTINGS);
const text = texter(SETTINGS);

describe('truth', () => {
  it.each([
    ['count any l0', [5]],
    ['count u1 l0', [2]],
    ['count p1 l1', [1]],
    ['tally any', [5, 2]],
    ['tally u0', [3, 1]],
    ['most any', [0]],
    ['who any l0', [0, 1]],
    ['who p0 l1', [0]],
  ])('of "%s" about all records is %j', (question, right) => {
    expect(truth(ask(question), RECORDS.fields, everything(RECORDS), lexicon)).toEqual(right);
  });

  it('is about the slice alone', () => {
    const about = (question: string, from: number, to: number) =>
      truth(ask(question), RECORDS.fields, { from, to }, lexicon);
    expect(about('count any l0', 0, 5)).toEqual([3]);
    expect(about('count any l0', 5, 10)).toEqual([2]);
    expect(about('who any l1', 0, 5)).toEqual([1]);
    expect(about('who any l1', 7, 10)).toEqual([]);
    // Labels that tie are all right; without any label there is none.
    expect(about('most any', 2, 4)).toEqual([0, 1]);
    expect(about('most any', 8, 9)).toEqual([]);
    expect(about('count any l0', 4, 4)).toEqual([0]);
  });

  it('names every label with the greatest count', () => {
    expect(mostFrequent([1, 3, 3, 0])).toEqual([1, 2]);
    expect(mostFrequent([0, 0])).toEqual([]);
  });
});

describe('credit', () => {
  it('of a number is 0.75 to the power of how far it is off', () => {
    const off = [0, 1, 2, 3, 9].map((d) => credit(ask('count any l0'), [9], [9 - d]));
    expect(off).toEqual([1, 0.75, 0.5625, 0.421875, 0.75 ** 9]);
    expect(credit(ask('count any l0'), [3], [5])).toBe(0.5625);
    expect(credit(ask('count any l0'), [0], [])).toBe(0);
  });

  it('of a tally is that of its numbers, on average', () => {
    const question = ask('tally any');
    expect(credit(question, [5, 2], [5, 2])).toBe(1);
    expect(credit(question, [5, 2], [4, 2])).toBe(0.875);
    expect(credit(question, [5, 2], [4, 4])).toBe((0.75 + 0.5625) / 2);
    expect(credit(question, [5, 2], [])).toBe(0);
  });

  it('of a label is all or nothing; of labels that tie any counts', () => {
    const question = ask('most any');
    expect(credit(question, [1], [1])).toBe(1);
    expect(credit(question, [1], [0])).toBe(0);
    expect(credit(question, [0, 1], [1])).toBe(1);
    expect(credit(question, [1], [])).toBe(0);
    expect(credit(question, [], [])).toBe(1);
    expect(credit(question, [], [0])).toBe(0);
  });

  it('of a list is the overlap, as a share of the longer list', () => {
    const question = ask('who any l0');
    expect(credit(question, [0, 1, 2, 3], [0, 1])).toBe(0.5);
    expect(credit(question, [0, 1, 2, 3], [3, 2, 1, 0])).toBe(1);
    expect(credit(question, [0, 1], [4, 5])).toBe(0);
    expect(credit(question, [0, 1], [])).toBe(0);
    expect(credit(question, [], [])).toBe(1);
    expect(credit(question, [], [1])).toBe(0);
    // Naming everybody, or somebody again and again, does not pay.
    expect(credit(question, [0], [0, 1, 2, 3, 4])).toBe(0.2);
    expect(credit(question, [0, 1], [0, 0, 0, 0])).toBe(0.25);
  });

  it('never leaves [0, 1], and is 1 for a right answer only', () => {
    const lists = [[], [0], [1], [2], [0, 1], [1, 0], [1, 1], [2, 0], [9, 9]];
    for (const name of ['count any l0', 'count u1 l1', 'tally any', 'tally p0', 'who any l0', 'who p0 l1']) {
      const question = ask(name);
      const right = truth(question, RECORDS.fields, everything(RECORDS), lexicon);
      for (const answer of lists) {
        const value = credit(question, right, answer);
        expect(value).toBeGreaterThanOrEqual(0);
        const sorted = question.kind === 'who' ? answer.toSorted() : answer;
        expect(value).toBeLessThanOrEqual(1);
        expect(value === 1).toBe(sorted.join() === right.join());
      }
    }
  });
});

describe('answers', () => {
  it.each([
    ['count any l0', '7', [7]],
    ['tally any', '3 0', [3, 0]],
    ['most any', 'l1', [1]],
    ['who any l0', 'u1 u0', [1, 0]],
    ['who any l0', 'none', []],
    ['most any', 'none', []],
    ['count any l0', 'none', []],
  ])('to "%s": "%s" is read and written again', (question, words, answer) => {
    expect(readAnswer(lexicon, ask(question), tokens(words))).toEqual(answer);
    expect(text(answerTokens(lexicon, ask(question), answer))).toBe(words);
  });

  it.each([
    ['count any l0', ''],
    ['count any l0', '1 2'],
    ['count any l0', 'l0'],
    ['tally any', '3'],
    ['tally any', '3 0 1'],
    ['tally any', '3 none'],
    ['most any', 'l0 l1'],
    ['most any', 'u0'],
    ['most any', '0'],
    ['who any l0', ''],
    ['who any l0', 'l0'],
    ['who any l0', 'u0 none'],
    ['who any l0', 'u0 u1 u0'],
  ])('to "%s": "%s" is none', (question, words) => {
    expect(readAnswer(lexicon, ask(question), tokens(words))).toBeNull();
  });
});
