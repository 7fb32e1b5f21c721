import { describe, expect, it } from 'vitest';
import type { ExpertStyle, Task } from '../../../../../src/envs/environment.ts';
import { SCALES, type TextCraftState, textcraft, tokensToText } from '../../../../../src/envs/textcraft/index.ts';
import { key } from '../../../../../src/random/index.ts';
import { FLAWLESS, flatExpertSuite, inheritanceSuite } from '../../../../support/expert-suite.ts';
import { drive, lexer, noisy, type Script, scripted, turnsIn } from '../drive.ts';
import { SETTINGS, stateOf } from '../fixtures.ts';

const SEEDS = Array.from({ length: 10 }, (_, seed) => seed);

/** A task in the hand-made world of the fixtures. */
function taskOf(item: number, count: number, stocks: readonly number[]): Task<TextCraftState> {
  const state = stateOf(item, count, stocks);
  return { id: 'fixture', difficulty: 0, goal: lexer(SETTINGS)(`i${item} ${count}`), state, goldSteps: 0 };
}

const fixtureText = (tokens: readonly number[]) => tokensToText(tokens, SETTINGS);

const worlds = [
  { name: 'tiny', settings: SCALES.tiny, depths: [1, 2, 3, 4, 5, 6, 7, 8] },
  { name: 'small', settings: SCALES.small, depths: [1, 3, 5, 7, 8] },
  { name: 'paper', settings: SCALES.paper, depths: [2, 4] },
];

describe.each(worlds)('in the world $name', ({ name, settings, depths }) => {
  const seeds = name === 'paper' ? SEEDS.slice(0, 3) : SEEDS;

  it.each(depths)(
    'the recursive expert solves every task of depth %i, and so does every agent of its trees',
    async (depth) => {
      for (const seed of seeds) {
        const task = textcraft.generate(key(seed), depth, settings);
        const traces = await drive(task, settings, scripted('recursive', settings));
        for (const trace of traces) {
          expect(trace).toMatchObject(FLAWLESS);
        }
        expect(Math.max(...traces.map((trace) => trace.depth))).toBe(depth - 1);
      }
    },
  );

  flatExpertSuite(textcraft, settings, depths, () => seeds);
});

describe("the paper's validation tasks", () => {
  const settings = SCALES.paper;
  const tasks = (depths: readonly number[]) =>
    depths.map((depth) => textcraft.generate(key(depth), depth, settings, 'validation'));

  it('are solved by the recursive expert under the depth cap of the evaluation', async () => {
    for (const task of tasks([2, 3, 4, 5, 6, 7])) {
      const traces = await drive(task, settings, scripted('recursive', settings), { depthCap: 12 });
      for (const trace of traces) expect(trace).toMatchObject(FLAWLESS);
      // Recipes have up to four ingredients here; the deepest ones have six and take 118 tokens.
      expect(Math.max(...traces.map((trace) => trace.tokens.length))).toBeLessThanOrEqual(88);
    }
  });

  it('are solved under the depth cap of training, up to medium ones without a refusal', async () => {
    const [medium, hard] = tasks([6, 7]);
    for (const task of [medium, hard]) {
      if (!task) throw new Error('There is no task.');
      const traces = await drive(task, settings, scripted('recursive', settings), { depthCap: 6 });
      for (const trace of traces) expect(trace).toMatchObject({ score: 1, end: 'finished', refused: 0 });
    }
  });

  it('are solved by the flat expert when its context has no end', async () => {
    for (const task of tasks([2, 4, 6, 8, 10])) {
      const [trace] = await drive(task, settings, scripted('flat', settings), { delegation: false });
      expect(trace).toMatchObject(FLAWLESS);
    }
  });
});

describe('the context that experts need by default', () => {
  const lengths = async (style: ExpertStyle, depth: number) => {
    const trees = SEEDS.map((seed) => drive(textcraft.generate(key(seed), depth, {}), {}, scripted(style, {})));
    return (await Promise.all(trees)).flat().map((trace) => trace.tokens.length);
  };

  it('is at most 64 tokens for every recursive agent, however deep the task', async () => {
    for (const depth of [1, 2, 3, 4, 5, 6, 7, 8]) {
      expect(Math.max(...(await lengths('recursive', depth)))).toBeLessThanOrEqual(60);
    }
  });

  it('is more than that for a lone agent from depth 4 on', async () => {
    for (const depth of [4, 6, 8]) expect(Math.min(...(await lengths('flat', depth)))).toBeGreaterThan(64);
  });
});

inheritanceSuite(textcraft);

describe('the recursive expert', () => {
  it('reads, delegates what is lacking at once, waits, crafts and finishes', async () => {
    const [root] = await drive(taskOf(5, 1, [9, 9]), SETTINGS, scripted('recursive', SETTINGS));
    expect(fixtureText(root?.tokens ?? [])).toBe(
      '<bos> goal i5 1 > info i5 <eot> i5 0 makes 1 i3 2 0 i4 1 0 > spawn i3 2 <eot> ok > spawn i4 1 <eot> ok > ' +
        'wait <eot> i3 2 done i4 1 done > craft i5 1 <eot> ok > finish <eot>',
    );
  });

  it('asks for no more than is short, in multiples when it crafts', async () => {
    const [root] = await drive(taskOf(6, 2, [20, 9, 0, 2]), { ...SETTINGS }, scripted('recursive', SETTINGS));
    const text = fixtureText(root?.tokens ?? []);
    expect(text).toContain('spawn i5 2 <eot> ok > spawn i3 4 <eot>');
    expect(root?.score).toBe(1);
  });

  it('works alone where children are refused', async () => {
    const task = textcraft.generate(key(5), 4, {});
    for (const [limits, descendants] of [
      [{ depthCap: 0 }, 100],
      [{ delegation: false }, 100],
      [{}, 0],
    ] as const) {
      const traces = await drive(task, {}, scripted('recursive', {}), limits, descendants);
      expect(traces).toHaveLength(1);
      expect(traces[0]).toMatchObject({ score: 1, refused: 1, end: 'finished' });
    }
  });

  it('lets the agents at the depth cap do the rest', async () => {
    const task = textcraft.generate(key(5), 5, {});
    for (const depthCap of [1, 2, 3]) {
      const traces = await drive(task, {}, scripted('recursive', {}), { depthCap });
      expect(traces.every((trace) => trace.score === 1)).toBe(true);
      expect(Math.max(...traces.map((trace) => trace.depth))).toBe(depthCap);
    }
  });

  it('tries a child that failed once more, alone, and then does its work itself', async () => {
    const task = textcraft.generate(key(3), 3, {});
    // Children do nothing at all: each of them finishes at once.
    const policy: Script = (transcript, path) =>
      path === '0' ? textcraft.expert('recursive', transcript, {}) : lexer({})('finish');
    const [root, ...children] = await drive(task, {}, policy);
    expect(root).toMatchObject({ score: 1, end: 'finished' });
    const goals = children.map((child) => child.goal.join());
    for (const goal of goals) expect(goals.filter((other) => other === goal)).toHaveLength(2);
  });

  it('makes again what a sibling took away', async () => {
    // i4 is in stock; the child for i3's sake (a saboteur) uses it up, so the craft that looked possible is not.
    let sabotaged = false;
    const policy: Script = (transcript, path) => {
      if (path !== '0.0') return textcraft.expert('recursive', transcript, SETTINGS);
      sabotaged = true;
      const script = ['craft i3 4', 'craft i5 1', 'finish'];
      return lexer(SETTINGS)(script[turnsIn(transcript)] ?? 'finish');
    };
    const [root] = await drive(taskOf(5, 1, [20, 9, 0, 0, 1]), SETTINGS, policy);
    expect(sabotaged).toBe(true);
    expect(root).toMatchObject({ score: 1, end: 'finished', errors: 1 });
    expect(fixtureText(root?.tokens ?? [])).toMatch(/error missing > info i5 .* spawn i4 1 /);
  });

  it('finishes when the goal cannot be reached', async () => {
    for (const stocks of [[], [1], [0, 9]]) {
      const traces = await drive(taskOf(6, 1, stocks), SETTINGS, scripted('recursive', SETTINGS));
      expect(traces[0]).toMatchObject({ score: 0, end: 'finished' });
      expect(traces.length).toBeLessThan(40);
    }
    expect((await drive(taskOf(0, 1, [5]), SETTINGS, scripted('recursive', SETTINGS)))[0]).toMatchObject({
      turns: 2,
      score: 0,
    });
  });
});

describe('the flat expert', () => {
  it('reads downwards, then crafts upwards', async () => {
    const [root] = await drive(taskOf(6, 1, [9, 9]), SETTINGS, scripted('flat', SETTINGS), { delegation: false });
    const turns = fixtureText(root?.tokens ?? []).match(/> (?:info|craft|finish)[^<]*/g);
    expect(turns?.map((turn) => turn.slice(2).trim())).toEqual([
      'info i6',
      'info i5',
      'info i4',
      'info i3',
      'craft i3 6',
      'craft i4 1',
      'craft i5 1',
      'craft i6 1',
      'finish',
    ]);
  });

  it('never delegates', async () => {
    const traces = await drive(textcraft.generate(key(1), 5, {}), {}, scripted('flat', {}));
    expect(traces).toHaveLength(1);
  });

  it('crafts in several turns what has no number', async () => {
    const [root] = await drive(taskOf(6, 3, [60, 9]), SETTINGS, scripted('flat', SETTINGS), { delegation: false });
    expect(fixtureText(root?.tokens ?? [])).toMatch(/craft i3 8 <eot> ok > craft i3 8 <eot> ok >/);
    expect(root?.score).toBe(1);
  });

  it('finishes when the goal cannot be reached', async () => {
    for (const stocks of [[], [1], [0, 9], [9, 0]]) {
      const [root] = await drive(taskOf(6, 1, stocks), SETTINGS, scripted('flat', SETTINGS), { delegation: false });
      expect(root).toMatchObject({ score: 0, end: 'finished' });
    }
  });
});

describe.each(['recursive', 'flat'] as const)('the %s expert with noise', (style) => {
  const settings = SCALES.small;
  it('always comes to an end, and mostly to the right one', async () => {
    let solved = 0;
    for (const seed of SEEDS) {
      const traces = await drive(
        textcraft.generate(key(seed), 3, settings),
        settings,
        noisy(style, settings, seed, 0.15),
        {
          turns: 300,
        },
      );
      for (const trace of traces) expect(trace.end).toBe('finished');
      solved += traces[0]?.score ?? 0;
    }
    expect(solved).toBeGreaterThanOrEqual(SEEDS.length / 2);
  });
});

describe('experts', () => {
  it('are pure functions of what they read', async () => {
    const transcript = Object.freeze(lexer({})('<bos> goal i3 1 > info i3 <eot> i3 0 makes 1 i9 1 0 >'));
    for (const style of ['recursive', 'flat'] as const) {
      expect(textcraft.expert(style, transcript, {})).toEqual(textcraft.expert(style, transcript, {}));
    }
    expect(tokensToText(textcraft.expert('recursive', transcript, {}), {})).toBe('spawn i9 1');
    expect(tokensToText(textcraft.expert('flat', transcript, {}), {})).toBe('info i9');
  });

  it.each([
    '',
    '>',
    '<bos> goal',
    '<bos> goal > > >',
    'wait <eot> wait <eot>',
    '<bos> goal i3 1 > info i3 <eot>',
    '<bos> goal i3 1 > info i3',
    '<bos> goal i3 1 > info i3 <eot> i3 0 makes >',
    '<bos> goal i3 1 > info i3 <eot> i3 0 makes 0 i4 >',
    '<bos> goal i3 1 > i3 i3 i3 i3 error syntax > info <eot> error syntax >',
    '<bos> goal i3 1 > craft i3 1 <eot> > spawn i4 1 <eot> > wait <eot> i4 > inventory <eot> i3 i3 3 >',
  ])('answer with a well-formed turn to any transcript: "%s"', (text) => {
    const env = textcraft.restore(textcraft.generate(key(0), 2, {}).state);
    for (const style of ['recursive', 'flat'] as const) {
      const step = env.fork(lexer({})('i0 1')).step(textcraft.expert(style, lexer({})(text), {}));
      expect(tokensToText(step.observation, {})).not.toBe('error syntax >');
    }
  });

  it('give up what was refused again and again', async () => {
    const vain = 'spawn i9 1 <eot> error base > ';
    const text = `<bos> goal i3 1 > ${'info i3 <eot> > '.repeat(3)}${vain}`;
    expect(tokensToText(textcraft.expert('recursive', lexer({})(text), {}), {})).toBe('finish');
  });
});

describe('randomTurn', () => {
  const transcript = lexer({})('<bos> goal i3 1 > info i3 <eot> i3 0 makes 1 i9 1 0 >');
  const turns = Array.from({ length: 300 }, (_, i) => textcraft.randomTurn(key(i), transcript, {}));
  const words = turns.map((turn) => tokensToText(turn, {}).split(' '));

  it('is well-formed and about items that were mentioned', async () => {
    for (const turn of words) {
      expect(turn.join(' ')).toMatch(/^(info i[39]|(craft|spawn) i[39] [1-4]|wait|inventory)$/);
    }
  });

  it('tries everything but finish', async () => {
    expect(new Set(words.map(([verb]) => verb))).toEqual(new Set(['info', 'craft', 'spawn', 'wait', 'inventory']));
    expect(new Set(words.map(([, item]) => item))).toEqual(new Set(['i3', 'i9', undefined]));
  });

  it('is a pure function of its key', async () => {
    expect(textcraft.randomTurn(key(4), transcript, {})).toEqual(turns[4]);
  });

  it('names any item when none was mentioned', async () => {
    const turn = textcraft.randomTurn(key(0), [], {});
    const step = textcraft.restore(textcraft.generate(key(0), 1, {}).state).step(turn);
    expect(tokensToText(step.observation, {})).not.toBe('error syntax >');
  });
});
