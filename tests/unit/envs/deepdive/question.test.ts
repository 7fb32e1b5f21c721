import { describe, expect, it } from 'vitest';
import {
  firstPart,
  queryText,
  questionText,
  questionTokens,
  readGoal,
  readQuery,
  readQuestion,
  restFrom,
  sameQuestion,
} from '../../../../src/envs/deepdive/question.ts';
import { lexer, texter } from './drive.ts';
import { ask, GRAPH, SETTINGS } from './fixtures.ts';

const tokens = lexer(SETTINGS);
const text = texter(SETTINGS);
const QUESTIONS = [
  'a0 a1',
  'a0 a2',
  'r0 of a0 a1',
  'r1 r0 of a0 a1',
  'e4 r0',
  'e4 r1',
  'e3 r0',
  'r1 of e4 r0',
  'r2 r1 of e4 r0',
];

describe('questions', () => {
  it.each(QUESTIONS)('"%s" is read and written again', (words) => {
    expect(text(questionTokens(GRAPH, ask(words)))).toBe(words);
  });

  it.each([
    '',
    'a0',
    'e4',
    'a0 a0',
    'a0 r1',
    'r1 e4',
    'e4 a0',
    'e4 e5',
    'a0 a1 a2',
    'a0 a1 e4',
    'on e4',
    'none r0',
    'a0 a1 r0',
    'r0 a0 a1',
    'of a0 a1',
    'r0 of',
    'e4 of a0 a1',
    'r0 of r1 of a0 a1',
  ])('"%s" is none', (words) => {
    expect(readQuestion(GRAPH, tokens(words))).toBeNull();
  });

  it('are the same only when every word is, save the order of attributes', () => {
    for (const a of QUESTIONS) for (const b of QUESTIONS) expect(sameQuestion(ask(a), ask(b))).toBe(a === b);
    expect(sameQuestion(ask('r0 of a1 a0'), ask('r0 of a0 a1'))).toBe(true);
  });

  it('come apart into a first step and the rest', () => {
    expect(text(questionTokens(GRAPH, firstPart(ask('r1 r0 of a0 a1'))))).toBe('a0 a1');
    expect(text(questionTokens(GRAPH, restFrom(4, ask('r1 r0 of a0 a1'))))).toBe('r1 of e4 r0');
    expect(text(questionTokens(GRAPH, restFrom(7, ask('r1 of e4 r0'))))).toBe('e7 r1');
  });

  it.each([
    ['a0 a1', 'Which entity has the attributes a0 and a1?'],
    ['r1 r0 of a0 a1', 'Which entity is the r1 of the r0 of the one with a0 and a1?'],
    ['e4 r0', 'Which entity is the r0 of e4?'],
    ['r1 of e4 r0', 'Which entity is the r1 of the r0 of e4?'],
  ])('"%s" is said as "%s"', (words, sentence) => {
    expect(questionText(ask(words))).toBe(sentence);
  });

  it('have steps in words', () => {
    expect(queryText(ask('a0 a1').first)).toBe('the one with a0 and a1');
    expect(queryText(ask('e4 r0').first)).toBe('the r0 of e4');
    expect(readQuery(GRAPH, tokens('r1 of e4 r0'))).toBeNull();
  });
});

describe('goals', () => {
  const goal = (words: string, own: string | null) => {
    const question = readGoal(GRAPH, tokens(words), own === null ? null : ask(own));
    return question && text(questionTokens(GRAPH, question));
  };

  it.each(QUESTIONS)('"%s" is what it says, whoever sets it', (words) => {
    for (const own of [null, 'r3 of a0 a1', 'r1 of e4 r0']) expect(goal(words, own)).toBe(words);
  });

  it('can be parts of the question of the agent that sets them: its first step, or the rest from where that leads', () => {
    expect(goal('first', 'r2 r1 r0 of a0 a1')).toBe('a0 a1');
    expect(goal('on e4', 'r2 r1 r0 of a0 a1')).toBe('r2 r1 of e4 r0');
    expect(goal('first', 'r2 r1 of e4 r0')).toBe('e4 r0');
    expect(goal('on e7', 'r2 r1 of e4 r0')).toBe('r2 of e7 r1');
    expect(goal('on e2', 'r2 of e7 r1')).toBe('e2 r2');
    expect(goal('first', 'e2 r2')).toBe('e2 r2');
  });

  it.each([
    ['on', 'r1 of e4 r0'],
    ['on a0', 'r1 of e4 r0'],
    ['on r1', 'r1 of e4 r0'],
    ['on e4 r0', 'r1 of e4 r0'],
    ['on e7', 'e4 r0'],
    ['on e7', null],
    ['first', null],
    ['first e4', 'r1 of e4 r0'],
    ['e4 on', 'r1 of e4 r0'],
  ])('"%s" is none of an agent with the question "%s"', (words, own) => {
    expect(goal(words, own)).toBeNull();
  });
});
