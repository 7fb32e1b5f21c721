import { describe, expect, it } from 'vitest';
import { describeAgents, describeState, questionText } from '../../../../src/envs/oolong/describe.ts';
import { Oolong } from '../../../../src/envs/oolong/oolong.ts';
import { lexer } from './drive.ts';
import { ask, RECORDS, SETTINGS, stateOf } from './fixtures.ts';

const tokens = lexer(SETTINGS);

describe('questionText', () => {
  it.each([
    ['count any l1', 'How many records have the label l1?'],
    ['count u0 l1', 'How many records of user u0 have the label l1?'],
    ['tally p1', 'How many records of period p1 has each label?'],
    ['most any', 'Which label do most records have?'],
    ['who p0 l0', 'Which users have a record of period p0 with the label l0?'],
  ])('says "%s" as a sentence', (question, sentence) => {
    expect(questionText(ask(question))).toBe(sentence);
  });
});

describe('describeState', () => {
  it('tells slice, what was read, what counts and the verdict', () => {
    const env = new Oolong(stateOf('count u0 l0')).fork(tokens('count u0 l0 first'));
    expect(describeState(env.snapshot())).toMatchObject({
      question: 'How many records of user u0 have the label l0?',
      slice: { from: 0, to: 5 },
      short: false,
      total: 10,
      read: [],
      marks: [0, 2, 9],
      reports: [],
      verdict: { said: null, right: '2', credit: 0 },
    });
    env.step(tokens('read'));
    expect(describeState(env.snapshot()).read).toEqual([
      { index: 0, user: 'u0', period: 'p0', label: 'l0', concerns: true },
      { index: 1, user: 'u1', period: 'p0', label: null, concerns: false },
      { index: 2, user: 'u0', period: 'p1', label: 'l0', concerns: true },
      { index: 3, user: 'u1', period: 'p1', label: 'l1', concerns: false },
    ]);
    env.step(tokens('finish 3'));
    expect(describeState(env.snapshot()).verdict).toEqual({ said: '3', right: '2', credit: 0.75 });
  });

  it('tells what children have said', () => {
    const parent = new Oolong(stateOf('most any'));
    const children = ['tally any whole', 'who any l1 second', 'most any first'].map((goal) =>
      parent.fork(tokens(goal)),
    );
    for (const [i, turn] of ['finish 5 2', 'finish none'].entries()) children[i]?.step(tokens(turn));
    for (const child of children) parent.join(child);
    expect(describeState(parent.snapshot()).reports).toEqual([
      {
        piece: 'whole',
        slice: { from: 0, to: 10 },
        question: 'How many records has each label?',
        said: 'l0 5, l1 2',
        right: 'l0 5, l1 2',
        credit: 1,
      },
      {
        piece: 'second',
        slice: { from: 5, to: 10 },
        question: 'Which users have a record with the label l1?',
        said: 'nobody',
        right: 'u0',
        credit: 0,
      },
      {
        piece: 'first',
        slice: { from: 0, to: 5 },
        question: 'Which label do most records have?',
        said: null,
        right: 'l0',
        credit: 0,
      },
    ]);
  });

  it('names all right answers', () => {
    const env = new Oolong(stateOf('most any')).fork(tokens('most any second')).fork(tokens('most any first'));
    expect(describeState(env.snapshot()).verdict.right).toBe('l1');
    const wide = new Oolong({ ...stateOf('most any'), slice: { from: 2, to: 4 } });
    expect(describeState(wide.snapshot()).verdict.right).toBe('l0 or l1');
  });
});

describe('describeAgents', () => {
  const agents = [
    { path: '0', goal: tokens('count any l0 whole'), tokens: tokens('<bos> goal count any l0 long > finish 4 <eot>') },
    {
      path: '0.1',
      goal: tokens('count any l0 second'),
      tokens: tokens('<bos> goal count any l0 long > read <eot> u0 p0 - u0 p0 l1 u1 p1 l0 u1 p1 - more > wait <eot>'),
    },
    {
      path: '0.1.0',
      goal: tokens('count any l0 first'),
      tokens: tokens('<bos> goal count any l0 short > read <eot> u0 p0 - u0 p0 l1 > finish 0 <eot>'),
    },
  ];

  it('finds every agent’s slice, how far it read and what it answered', () => {
    expect(
      describeAgents(RECORDS, agents).map(({ path, slice, cursor, said, right, credit }) => [
        path,
        slice.from,
        slice.to,
        cursor,
        said,
        right,
        credit,
      ]),
    ).toEqual([
      ['0', 0, 10, 0, '4', '5', 0.75],
      ['0.1', 5, 10, 9, null, '2', 0],
      ['0.1.0', 5, 7, 7, '0', '0', 1],
    ]);
  });

  it('leaves out what it cannot read, and what is below it', () => {
    const [root, middle, leaf] = agents as [(typeof agents)[0], (typeof agents)[0], (typeof agents)[0]];
    const strange = { ...middle, goal: tokens('goal goal') };
    expect(describeAgents(RECORDS, [root, strange, leaf]).map(({ path }) => path)).toEqual(['0']);
  });
});
