import { describe, expect, it } from 'vitest';
import type { ExpertStyle, Settings, Task } from '../../../../../src/envs/environment.ts';
import { type OolongState, oolong } from '../../../../../src/envs/oolong/index.ts';
import { goalTokens, KINDS, readQuestion } from '../../../../../src/envs/oolong/question.ts';
import { key } from '../../../../../src/random/index.ts';
import { FLAWLESS, flatExpertSuite, inheritanceSuite } from '../../../../support/expert-suite.ts';
import { drive, lexer, noisy, type Script, scripted, texter } from '../drive.ts';
import { recordsOf, SETTINGS, stateOf } from '../fixtures.ts';

const SEEDS = Array.from({ length: 10 }, (_, seed) => seed);

/** A task over the ten hand-made records. */
function taskOf(question: string, records?: OolongState['records']): Task<OolongState> {
  const state = stateOf(question, records);
  return { id: 'fixture', difficulty: 0, goal: goalTokens(state.records, state), state, goldSteps: 0 };
}

const fixtureText = texter(SETTINGS);

const worlds = [
  { name: 'default', settings: { window: 64 } },
  { name: 'counts only', settings: { questions: 1, window: 49, tiers: 5 } },
  { name: 'four pieces', settings: { window: 128, pieces: 4, labels: 6, users: 10, maxNumber: 30, tiers: 5 } },
] satisfies { name: string; settings: Settings & { window: number } }[];

describe.each(worlds)('in the world $name', ({ settings }) => {
  const levels = oolong.difficulties(settings);
  // Long inputs have all kinds of slices in them; short ones need more draws.
  const seeds = (difficulty: number) => SEEDS.slice(0, difficulty > 5 ? 2 : difficulty > 3 ? 4 : SEEDS.length);

  it.each(levels)(
    'the recursive expert is right at difficulty %i, and so is every agent of its trees',
    async (level) => {
      for (const seed of seeds(level)) {
        const traces = await drive(
          oolong.generate(key(seed), level, settings),
          settings,
          scripted('recursive', settings),
        );
        for (const trace of traces) expect(trace).toMatchObject(FLAWLESS);
        const longest = Math.max(...traces.map((trace) => trace.tokens.length));
        expect(longest).toBeLessThanOrEqual(settings.window);
      }
    },
  );

  flatExpertSuite(oolong, settings, levels, seeds);
});

describe('the context that experts need by default', () => {
  const longest = async (style: ExpertStyle, difficulty: number, settings: Settings = {}) => {
    const lengths = await Promise.all(
      SEEDS.map(async (seed) => {
        const traces = await drive(
          oolong.generate(key(seed), difficulty, settings),
          settings,
          scripted(style, settings),
        );
        return Math.max(...traces.map((trace) => trace.tokens.length));
      }),
    );
    return Math.max(...lengths);
  };

  it('is at most 54 tokens for every recursive agent, however long the input', async () => {
    for (const difficulty of [1, 3, 5]) expect(await longest('recursive', difficulty)).toBeLessThanOrEqual(54);
    // A dozen records in one slice are the most that can be read at once.
    expect(await longest('recursive', 1, { window: 72 })).toBeGreaterThan(50);
  });

  it('grows with the input for a lone agent: more than a window from one window of input on', async () => {
    for (const [difficulty, records] of [
      [1, 11],
      [2, 21],
      [4, 85],
      [6, 341],
    ] as const) {
      const most = 15 + 3 * records + 4 * Math.ceil(records / 12);
      const found = await longest('flat', difficulty);
      expect(found).toBeLessThanOrEqual(most);
      expect(found).toBeGreaterThan(most - 8);
      expect(found > 64).toBe(difficulty > 1);
    }
  });

  it('leaves turns of at most eight tokens', async () => {
    const { endOfTurn } = oolong.vocabulary({});
    for (const seed of SEEDS) {
      const traces = await drive(oolong.generate(key(seed), 2, {}), {}, scripted('recursive', {}));
      for (const { tokens, own } of traces) {
        let turn = 0;
        tokens.forEach((token, i) => {
          turn = own[i] === 1 ? turn + 1 : 0;
          expect(turn).toBeLessThanOrEqual(8);
          if (token === endOfTurn) turn = 0;
        });
      }
    }
  });
});

inheritanceSuite(oolong);

describe('the recursive expert', () => {
  const tree = async (question: string, script = scripted('recursive', SETTINGS), limits = {}, descendants = 1e9) =>
    (await drive(taskOf(question), SETTINGS, script, limits, descendants)).map(({ tokens }) => fixtureText(tokens));

  it('reads a short slice and answers', async () => {
    const traces = await tree('count any l1');
    expect(traces.at(-1)).toBe('<bos> goal count any l1 short > read <eot> u1 p1 l0 u1 p1 - u0 p1 l0 > finish 0 <eot>');
  });

  it('has the pieces of a long one done, waits and adds', async () => {
    const [root] = await tree('count any l0');
    expect(root).toBe(
      '<bos> goal count any l0 long > spawn count any l0 first <eot> ok > spawn count any l0 second <eot> ok > ' +
        'wait <eot> first 3 second 2 > finish 5 <eot>',
    );
    expect((await tree('tally any'))[0]).toMatch(/wait <eot> first 3 1 second 2 1 > finish 5 2 <eot>$/);
  });

  it('unites lists', async () => {
    expect((await tree('who any l1'))[0]).toMatch(/wait <eot> first u1 second u0 > finish u0 u1 <eot>$/);
    expect((await tree('who p0 l1'))[0]).toMatch(/wait <eot> first none second u0 > finish u0 <eot>$/);
  });

  it('decides what is most frequent from a tally', async () => {
    expect((await tree('most any'))[0]).toBe(
      '<bos> goal most any long > spawn tally any whole <eot> ok > wait <eot> whole 5 2 > finish l0 <eot>',
    );
    const nothing = taskOf('most any', recordsOf('u0 p0 -, u1 p0 -'));
    const [root] = await drive(nothing, SETTINGS, scripted('recursive', SETTINGS));
    expect(fixtureText(root?.tokens ?? [])).toMatch(/whole 0 0 > finish none <eot>$/);
    expect(root?.score).toBe(1);
  });

  it('works alone where children are refused', async () => {
    for (const kind of KINDS) {
      const question = kind === 'count' || kind === 'who' ? `${kind} any l0` : `${kind} any`;
      for (const [limits, descendants] of [
        [{ depthCap: 0 }, 100],
        [{ delegation: false }, 100],
        [{}, 0],
      ] as const) {
        const traces = await drive(taskOf(question), SETTINGS, scripted('recursive', SETTINGS), limits, descendants);
        expect(traces).toHaveLength(1);
        expect(traces[0]).toMatchObject({ score: 1, refused: 1, end: 'finished' });
      }
    }
  });

  it('lets the agents at the depth cap read the rest', async () => {
    const task = oolong.generate(key(5), 5, { questions: 1 });
    for (const depthCap of [1, 2, 3]) {
      const traces = await drive(task, {}, scripted('recursive', {}), { depthCap });
      expect(traces.every((trace) => trace.score === 1)).toBe(true);
      expect(Math.max(...traces.map((trace) => trace.depth))).toBe(depthCap);
    }
  });

  it.each(['finish none', 'wait'])('tries a child that only says "%s" once more, then reads alone', async (idle) => {
    const script: Script = (transcript, path) =>
      path === '0' ? oolong.expert('recursive', transcript, SETTINGS) : lexer(SETTINGS)(idle);
    const [root, ...children] = await drive(taskOf('count any l0'), SETTINGS, script, { turns: 12 });
    expect(root).toMatchObject({ score: 1, end: 'finished' });
    expect(children.map(({ goal }) => fixtureText(goal))).toEqual([
      'count any l0 first',
      'count any l0 second',
      'count any l0 first',
      'count any l0 second',
    ]);
  });

  it('ignores children that it did not need', async () => {
    const script: Script = (transcript, path) => {
      const detour = path === '0' && !transcript.includes(lexer(SETTINGS)('ok')[0] as number);
      return detour ? lexer(SETTINGS)('spawn who any l1 second') : oolong.expert('recursive', transcript, SETTINGS);
    };
    const [root] = await drive(taskOf('count any l0'), SETTINGS, script);
    expect(fixtureText(root?.tokens ?? [])).toMatch(/wait <eot> second u0 first 3 second 2 > finish 5 <eot>$/);
  });
});

describe('sub-agents that a root needs', () => {
  it.each([
    ['count any l0', 2, 2, 3],
    ['count any l0', 4, 42, 15],
    ['count any l0', 7, 2730, 127],
    ['most any', 4, 85, 16],
    ['most any', 7, 5461, 128],
  ] as const)(
    'for "%s" at difficulty %i are %i, though the tree has %i agents',
    async (text, difficulty, most, agents) => {
      const { state } = oolong.generate(key(1), difficulty, {});
      const question = readQuestion(state.records, lexer({})(text));
      if (!question) throw new Error('The question is wrong.');
      const task = { ...taskOf('most any'), goal: lexer({})(`${text} whole`), state: { ...state, question } };
      const refusals = async (descendants: number) => {
        const traces = await drive(task, {}, scripted('recursive', {}), {}, descendants);
        expect(traces.every(({ score }) => score === 1)).toBe(true);
        return { agents: traces.length, refused: traces.some(({ refused }) => refused > 0) };
      };
      expect(await refusals(most)).toEqual({ agents, refused: false });
      expect(await refusals(most - 1)).toMatchObject({ refused: true });
    },
  );
});

describe('the flat expert', () => {
  it('reads everything, then answers', async () => {
    const [root] = await drive(taskOf('tally u1'), SETTINGS, scripted('flat', SETTINGS), { delegation: false });
    const turns = fixtureText(root?.tokens ?? []).match(/> (?:read|finish)[^<]*/g);
    expect(turns?.map((turn) => turn.slice(2).trim())).toEqual(['read', 'read', 'read', 'finish 2 1']);
    expect(root?.score).toBe(1);
  });

  it('never delegates', async () => {
    expect(await drive(oolong.generate(key(1), 4, {}), {}, scripted('flat', {}))).toHaveLength(1);
  });
});

describe.each(['recursive', 'flat'] as const)('the %s expert with noise', (style) => {
  it('always comes to an end, and to the right one', async () => {
    for (const seed of SEEDS) {
      const traces = await drive(
        oolong.generate(key(seed), 3, {}),
        {},
        noisy(style, {}, seed, 0.15),
        { depthCap: 6 },
        200,
      );
      for (const trace of traces) expect(trace.end).toBe('finished');
      expect(traces[0]?.score).toBe(1);
    }
  });
});

describe('experts', () => {
  const tokens = lexer({});
  const text = texter({});

  it('are pure functions of what they read', () => {
    const transcript = Object.freeze(tokens('<bos> goal count any l0 long > spawn count any l0 first <eot> ok >'));
    for (const style of ['recursive', 'flat'] as const) {
      expect(oolong.expert(style, transcript, {})).toEqual(oolong.expert(style, transcript, {}));
    }
    expect(text(oolong.expert('recursive', transcript, {}))).toBe('spawn count any l0 second');
    expect(text(oolong.expert('flat', transcript, {}))).toBe('read');
  });

  it.each([
    '',
    '>',
    '<bos> goal',
    '<bos> goal > > >',
    'wait <eot> wait <eot>',
    '<bos> goal count any l0 long >',
    '<bos> goal count any l0 short > read <eot>',
    '<bos> goal count any l0 short > read',
    '<bos> goal count any l0 short > read <eot> u0 p0 >',
    '<bos> goal count any l0 short > read <eot> u0 u0 l0 u0 p0 l0 more >',
    '<bos> goal count any l0 long > spawn <eot> ok > spawn count any l0 first <eot> ok > wait <eot> > wait <eot> 3 3 >',
    '<bos> goal count any l0 long > spawn count any l0 first <eot> ok > wait <eot> second 3 first l0 l0 >',
    '<bos> goal who any l0 long > finish u0 <eot> ok > wait <eot> first u0 second >',
  ])('answer with a well-formed turn to any transcript: "%s"', (transcript) => {
    for (const style of ['recursive', 'flat'] as const) {
      // Under the question of the transcript where it has one, so that its answers fit.
      const question = transcript.match(/goal ((?:count|who) any l0) /)?.[1] ?? 'most any';
      const env = oolong.restore(oolong.generate(key(0), 2, {}).state).fork(tokens(`${question} first`));
      const step = env.step(oolong.expert(style, tokens(transcript), {}));
      expect(text(step.observation)).not.toBe('error syntax >');
    }
  });

  it('give up what was refused again and again', () => {
    const transcript = `<bos> goal count any l0 long > ${'read <eot> error syntax > '.repeat(3)}`;
    expect(text(oolong.expert('flat', tokens(transcript), {}))).toBe('finish none');
    const vain = `<bos> goal most any long > ${'spawn tally any whole <eot> error goal > '.repeat(3)}`;
    expect(text(oolong.expert('recursive', tokens(vain), {}))).toBe('finish none');
  });
});

describe('randomTurn', () => {
  const transcript = lexer({})('<bos> goal who p1 l2 long >');
  const turns = Array.from({ length: 400 }, (_, i) => oolong.randomTurn(key(i), transcript, {}));
  const words = turns.map((turn) => texter({})(turn));

  it('is well-formed', () => {
    const env = oolong.restore(oolong.generate(key(0), 3, {}).state);
    for (const turn of turns) expect(texter({})(env.step(turn).observation)).not.toBe('error syntax >');
  });

  it('tries everything but finish', () => {
    expect(new Set(words.map((turn) => turn.split(' ')[0]))).toEqual(new Set(['read', 'spawn', 'wait']));
    const spawned = words.filter((turn) => turn.startsWith('spawn'));
    expect(new Set(spawned.map((turn) => turn.split(' ')[1]))).toEqual(new Set(KINDS));
    expect(new Set(spawned.map((turn) => turn.split(' ').at(-1)))).toEqual(new Set(['whole', 'first', 'second']));
    // Half of them ask what the agent itself was asked.
    expect(spawned.filter((turn) => turn.includes('who p1 l2')).length).toBeGreaterThan(0.35 * spawned.length);
  });

  it('is a pure function of its key, and needs no transcript', () => {
    expect(oolong.randomTurn(key(4), transcript, {})).toEqual(turns[4]);
    const env = oolong.restore(oolong.generate(key(0), 3, {}).state);
    for (let seed = 0; seed < 30; seed++) {
      const { observation } = env.step(oolong.randomTurn(key(seed), [], {}));
      expect(texter({})(observation)).not.toBe('error syntax >');
    }
  });

  it('asks only what the settings allow', () => {
    for (let seed = 0; seed < 60; seed++) {
      const turn = texter({})(oolong.randomTurn(key(seed), [], { questions: 1 }));
      expect(turn).toMatch(/^(read|wait|spawn count .*)$/);
    }
  });
});
