import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../../src/envs/environment.ts';
import { credit, truth } from '../../../../src/envs/oolong/answer.ts';
import { type OolongState, oolong } from '../../../../src/envs/oolong/index.ts';
import { Oolong } from '../../../../src/envs/oolong/oolong.ts';
import { derive, integer, key } from '../../../../src/random/index.ts';
import { noticesSuite, snapshotsSuite } from '../../../support/environment-suite.ts';
import { lexer, texter } from './drive.ts';
import { RECORDS, recordsOf, SETTINGS, stateOf } from './fixtures.ts';

const tokens = lexer(SETTINGS);
const text = texter(SETTINGS);
const make = (question: string) => new Oolong(stateOf(question));
const tell = (env: Environment<OolongState>, turn: string) => text(env.step(tokens(turn)).observation);

describe('grammar', () => {
  it('opens with the question and whether the slice is short', () => {
    expect(text(make('count u0 l1').observe())).toBe('<bos> goal count u0 l1 long >');
    expect(text(make('most any').fork(tokens('tally any first')).observe())).toBe('<bos> goal tally any long >');
    const child = make('most any').fork(tokens('who p1 l0 second'));
    expect(text(child.fork(tokens('who p1 l0 first')).observe())).toBe('<bos> goal who p1 l0 short >');
  });

  it('adds to the opening what a child inherits', () => {
    const child = make('most any').fork(tokens('tally any whole'));
    const goals = [tokens('most any whole')];
    expect(text(child.observe({ ancestors: goals, context: [] }))).toBe(
      '<bos> goal tally any long goal most any whole >',
    );
    expect(text(child.observe({ ancestors: [], context: tokens('u0 p0 l0 more') }))).toBe(
      '<bos> goal tally any long u0 p0 l0 more >',
    );
  });

  it.each([
    '',
    'u0',
    'ok',
    '7',
    'read first',
    'read 3',
    'spawn',
    'spawn first',
    'spawn count any l0',
    'spawn count any first',
    'spawn count any l0 third',
    'spawn who u0 l0 first',
    'spawn any l0 first',
    'spawn count any l0 first first',
    'wait 1',
    'finish',
    'finish l0',
    'finish 1 2',
    'finish 1 none',
    '<bos> read',
    'read <pad>',
  ])('answers a syntax error to "%s"', (turn) => {
    const env = make('count any l0');
    const before = env.snapshot();
    const step = env.step(tokens(turn));
    expect(text(step.observation)).toBe('error syntax >');
    expect(step).toMatchObject({ error: true, reward: 0, terminated: false, truncated: false });
    expect(step.tool).toBeUndefined();
    expect(env.snapshot()).toEqual(before);
  });

  it.each([[[-1]], [[1e6]], [[0.5]], [[6, -1]], [[6, 9, 1e6, 17]], [[8, 30.5]]])('survives the tokens %j', (turn) => {
    expect(text(make('count any l0').step(turn).observation)).toBe('error syntax >');
  });

  it('names the tool of every turn that it could parse', () => {
    const turns = ['read', 'spawn count any l0 first', 'wait', 'finish 3'];
    const env = make('count any l0');
    expect(turns.map((turn) => env.step(tokens(turn)).tool)).toEqual(turns.map((turn) => turn.split(' ')[0]));
  });

  noticesSuite(() => make('most any'), text);
});

describe('read', () => {
  it('shows the slice page by page, says whether there is more, and then refuses', () => {
    const env = make('most any');
    expect(tell(env, 'read')).toBe('u0 p0 l0 u1 p0 - u0 p1 l0 u1 p1 l1 more >');
    expect(tell(env, 'read')).toBe('u1 p0 l0 u0 p0 - u0 p0 l1 u1 p1 l0 more >');
    expect(tell(env, 'read')).toBe('u1 p1 - u0 p1 l0 >');
    const before = env.snapshot();
    const step = env.step(tokens('read'));
    expect(text(step.observation)).toBe('error end >');
    expect(step).toMatchObject({ error: true, tool: 'read' });
    expect(env.snapshot()).toEqual(before);
  });

  it('shows a child its own slice only', () => {
    const child = make('most any').fork(tokens('tally any second'));
    expect(tell(child, 'read')).toBe('u0 p0 - u0 p0 l1 u1 p1 l0 u1 p1 - more >');
    expect(tell(child, 'read')).toBe('u0 p1 l0 >');
    const grandchild = child.fork(tokens('tally any first'));
    expect(tell(grandchild, 'read')).toBe('u0 p0 - u0 p0 l1 >');
  });

  it.each([
    ['count any l0', 'u0 p0 l0* u1 p0 - u0 p1 l0* u1 p1 l1 more >'],
    ['count u1 l1', 'u0 p0 l0 u1* p0 - u0 p1 l0 u1* p1 l1* more >'],
    ['tally p0', 'u0 p0* l0 u1 p0* - u0 p1 l0 u1 p1 l1 more >'],
    ['who p1 l0', 'u0 p0 l0* u1 p0 - u0 p1* l0* u1 p1* l1 more >'],
  ])('marks the words of "%s"', (question, shown) => {
    expect(tell(make(question), 'read')).toBe(shown);
  });
});

describe('finish and the verifier', () => {
  it.each([
    ['count any l0', 'finish 5', 1],
    ['count any l0', 'finish 6', 0.75],
    ['count any l0', 'finish 2', 0.75 ** 3],
    ['count any l0', 'finish none', 0],
    ['count p1 l1', 'finish 1', 1],
    ['tally any', 'finish 5 2', 1],
    ['tally any', 'finish 5 1', 0.875],
    ['most any', 'finish l0', 1],
    ['most any', 'finish l1', 0],
    ['who p0 l1', 'finish u0', 1],
    ['who p0 l1', 'finish u0 u1', 0.5],
  ])('credits "%s": "%s" with %f', (question, turn, worth) => {
    const env = make(question);
    expect(env.score()).toBe(0);
    expect(env.step(tokens(turn))).toEqual({
      observation: [],
      reward: worth,
      terminated: true,
      truncated: false,
      tool: 'finish',
    });
    expect(env.score()).toBe(worth);
  });

  it('judges a child by its own slice and question', () => {
    const parent = make('most any');
    for (const [goal, turn, worth] of [
      ['count any l0 first', 'finish 3', 1],
      ['count any l0 second', 'finish 3', 0.75],
      ['tally u0 second', 'finish 1 1', 1],
      ['who any l1 whole', 'finish u0 u1', 1],
    ] as const) {
      const child = parent.fork(tokens(goal));
      tell(child, turn);
      expect(child.score()).toBe(worth);
    }
    expect(parent.score()).toBe(0);
  });

  it('takes no turn after the end', () => {
    const env = make('most any');
    tell(env, 'finish none');
    expect(() => env.step(tokens('read'))).toThrow(/has finished/);
  });
});

describe('spawn and wait', () => {
  it('are passed on to the agent loop, which words the reply', () => {
    const env = make('count any l0');
    const before = env.snapshot();
    expect(env.step(tokens('spawn count any l0 second'))).toEqual({
      observation: [],
      reward: 0,
      terminated: false,
      truncated: false,
      tool: 'spawn',
      delegation: { kind: 'spawn', goal: tokens('count any l0 second') },
    });
    expect(env.step(tokens('wait'))).toMatchObject({ observation: [], delegation: { kind: 'wait' } });
    expect(env.snapshot()).toEqual(before);
  });

  it('hand on another question about the whole slice, but not one’s own', () => {
    expect(make('most any').step(tokens('spawn tally any whole')).delegation).toBeDefined();
    expect(make('count any l0').step(tokens('spawn count any l1 whole')).delegation).toBeDefined();
    const step = make('count any l0').step(tokens('spawn count any l0 whole'));
    expect(text(step.observation)).toBe('error goal >');
    expect(step).toMatchObject({ error: true, tool: 'spawn' });
    expect(step.delegation).toBeUndefined();
  });

  it('make no child without records', () => {
    const env = new Oolong(stateOf('most any', recordsOf('u0 p0 l0')));
    const step = env.step(tokens('spawn most any second'));
    expect(text(step.observation)).toBe('error piece >');
    expect(step).toMatchObject({ error: true, tool: 'spawn' });
    expect(env.step(tokens('spawn tally any whole')).delegation).toBeDefined();
  });
});

describe('fork and join', () => {
  it('reports each child’s answer, in the order in which children are joined', () => {
    const parent = make('count any l0');
    const children = ['count any l0 first', 'who any l1 second', 'tally p0 whole'].map((goal) =>
      parent.fork(tokens(goal)),
    );
    for (const [i, turn] of ['finish 3', 'finish none', 'finish 2 1'].entries()) tell(children[i] as Oolong, turn);
    const joins = children.map((child) => parent.join(child));
    expect(joins.map((join) => text(join.observation))).toEqual(['first 3', 'second none', 'whole 2 1']);
    expect(joins.every((join) => join.applied)).toBe(true);
    expect(parent.snapshot().reports.map(({ slice, answer }) => [slice.from, slice.to, answer])).toEqual([
      [0, 5, [3]],
      [5, 10, []],
      [0, 10, [2, 1]],
    ]);
  });

  it('says failed of a child that never finished', () => {
    const parent = make('count any l0');
    const child = parent.fork(tokens('count any l0 first'));
    tell(child, 'read');
    expect(parent.join(child)).toEqual({ observation: tokens('first failed'), applied: true });
    expect(parent.snapshot().reports[0]?.answer).toBeNull();
  });

  it('leaves alone how far anybody else has read', () => {
    const parent = make('most any');
    tell(parent, 'read');
    const child = parent.fork(tokens('tally any whole'));
    expect(tell(child, 'read')).toBe('u0 p0 l0 u1 p0 - u0 p1 l0 u1 p1 l1 more >');
    tell(child, 'finish 5 2');
    parent.join(child);
    expect(tell(parent, 'read')).toBe('u1 p0 l0 u0 p0 - u0 p0 l1 u1 p1 l0 more >');
  });

  it('gives siblings the same world, whatever the others have done', () => {
    const parent = make('most any');
    const goal = tokens('count any l0 first');
    const early = parent.fork(goal);
    tell(early, 'read');
    tell(early, 'finish 1');
    parent.join(early);
    expect(parent.fork(goal).snapshot()).toEqual(make('most any').fork(goal).snapshot());
  });

  it.each(['', 'first', 'count any l0', 'count any l0 third', 'l0 any count first', 'ok ok'])(
    'refuses to fork for the goal "%s"',
    (goal) => {
      expect(() => make('most any').fork(tokens(goal))).toThrow(/goal is a question and a piece/);
    },
  );

  it('refuses to join a child of another world', () => {
    const other = oolong.restore(oolong.generate(key(0), 1, {}).state);
    expect(() => make('most any').join(other)).toThrow(/not its fork/);
    const nephew = make('most any').fork(tokens('most any first')).fork(tokens('tally any second'));
    expect(() => make('most any').join(nephew)).toThrow(/records 2 to 5 of 10 cannot join an agent with 0 to 10/);
  });
});

describe('snapshot and restore', () => {
  snapshotsSuite(oolong, { difficulty: 3, settings: {}, seeds: 8, turns: 40 });

  it('keep the end', () => {
    const env = make('count any l0');
    tell(env, 'finish 4');
    const copy = oolong.restore(structuredClone(env.snapshot()));
    expect(copy.score()).toBe(0.75);
    expect(() => copy.step(tokens('read'))).toThrow(/has finished/);
  });

  it('share the records', () => {
    const env = make('most any');
    expect(env.fork(tokens('tally any first')).snapshot().records).toBe(RECORDS);
  });
});

describe('any tokens at all', () => {
  it('never throw, and are never worth more than the verifier says', () => {
    const { names } = oolong.vocabulary(SETTINGS);
    const verbs = tokens('read spawn wait finish');
    let finished = 0;
    for (let seed = 0; seed < 150; seed++) {
      const env = make(['count any l0', 'tally u1', 'most p0', 'who any l1'][seed % 4] as string);
      for (let turn = 0; turn < 40; turn++) {
        const k = derive(key(seed), turn);
        const rest = Array.from({ length: integer(derive(k, 'n'), 4) }, (_, i) => integer(derive(k, i), names.length));
        const step = env.step([verbs[integer(derive(k, 'verb'), 4)] as number, ...rest]);
        const { question, slice, answer } = env.snapshot();
        if (!step.terminated) {
          expect(env.score()).toBe(0);
          continue;
        }
        expect(step.reward).toBe(credit(question, truth(question, RECORDS.fields, slice, RECORDS), answer ?? []));
        finished++;
        break;
      }
    }
    expect(finished).toBeGreaterThan(20);
  });
});
