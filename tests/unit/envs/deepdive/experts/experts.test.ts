import { describe, expect, it } from 'vitest';
import { type DeepDiveState, deepdive } from '../../../../../src/envs/deepdive/index.ts';
import { questionTokens } from '../../../../../src/envs/deepdive/question.ts';
import { checkSettings } from '../../../../../src/envs/deepdive/settings.ts';
import type { ExpertStyle, Settings, Task } from '../../../../../src/envs/environment.ts';
import { key } from '../../../../../src/random/index.ts';
import { FLAWLESS, flatExpertSuite, inheritanceSuite } from '../../../../support/expert-suite.ts';
import { drive, lexer, noisy, type Script, scripted, texter } from '../drive.ts';
import { SETTINGS, stateOf } from '../fixtures.ts';

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);

/** A task in the hand-made graph. */
function taskOf(question: string): Task<DeepDiveState> {
  const state = stateOf(question);
  return { id: 'fixture', difficulty: 0, goal: questionTokens(state.graph, state.question), state, goldSteps: 0 };
}

const fixtureText = texter(SETTINGS);

const worlds = [
  { name: 'default', settings: {} },
  { name: 'plainest', settings: { hops: 3, entities: 12, facts: 1, branching: 1, results: 1 } },
  { name: 'dense', settings: { hops: 4, entities: 40, facts: 3, branching: 4, results: 6, attributes: 10 } },
] satisfies { name: string; settings: Settings }[];

describe.each(worlds)('in the $name world', ({ name, settings }) => {
  const { facts, results } = checkSettings(settings);
  const seeds = name === 'default' ? SEEDS : SEEDS.slice(0, 4);

  it.each(deepdive.difficulties(settings))(
    'the recursive expert is right after %i hops, and so is every agent of its trees, within a context that does not grow',
    async (hops) => {
      for (const seed of seeds) {
        const traces = await drive(
          deepdive.generate(key(seed), hops, settings),
          settings,
          scripted('recursive', settings),
        );
        expect(traces).toHaveLength(2 * hops + 1);
        for (const trace of traces) expect(trace).toMatchObject(FLAWLESS);
        // A mark behind the entity, if it is there, and behind every relation that is the right one.
        const leaf = 14 + results * (7 + 3 * facts);
        for (const { tokens, path } of traces) {
          const delegates = traces.some((trace) => trace.path.startsWith(`${path}.`));
          if (delegates) expect(tokens.length).toBeLessThanOrEqual(28 + hops);
          else expect(tokens.length).toBeLessThanOrEqual(leaf);
        }
        if (name === 'default') expect(Math.max(leaf, 28 + 10)).toBeLessThanOrEqual(64);
      }
    },
  );

  flatExpertSuite(deepdive, settings, deepdive.difficulties(settings), () => seeds);
});

describe('the context that experts need by default', () => {
  const lengths = async (style: ExpertStyle, hops: number, settings: Settings = {}) => {
    const drawn = SEEDS.map(async (seed) => {
      const traces = await drive(deepdive.generate(key(seed), hops, settings), settings, scripted(style, settings));
      return Math.max(...traces.map((trace) => trace.tokens.length));
    });
    return Promise.all(drawn);
  };
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('is at most 53 tokens for a recursive agent', async () => {
    const longest = Math.max(...(await lengths('recursive', 8)));
    expect(longest).toBeLessThanOrEqual(53);
    expect(longest).toBeGreaterThan(50);
  });

  it('grows with the hops for a lone agent', async () => {
    const means = await Promise.all([1, 2, 4, 8].map(async (hops) => mean(await lengths('flat', hops))));
    for (const [i, hops] of [1, 2, 4, 8].entries()) {
      expect(means[i]).toBeGreaterThan(8 + 22 * (hops + 1));
      expect(means[i]).toBeLessThan(8 + 45 * (hops + 1));
    }
    expect(Math.min(...(await lengths('flat', 3)))).toBeGreaterThan(64);
  });

  it('grows with ambiguity for a lone agent', async () => {
    const [plain, ambiguous] = await Promise.all(
      [1, 6].map(async (results) => mean(await lengths('flat', 4, { results }))),
    );
    expect(ambiguous).toBeGreaterThan(1.6 * (plain as number));
  });

  it('leaves turns of at most five tokens', async () => {
    for (const style of ['recursive', 'flat'] as const) {
      const traces = await drive(deepdive.generate(key(3), 8, {}), {}, scripted(style, {}));
      for (const { own } of traces) {
        const turns = own.join('').split('0').filter(Boolean);
        expect(Math.max(...turns.map((turn) => turn.length))).toBeLessThanOrEqual(5);
      }
    }
  });
});

inheritanceSuite(deepdive);

describe('the recursive expert', () => {
  const tree = async (question: string, script = scripted('recursive', SETTINGS), limits = {}, descendants = 1e9) =>
    (await drive(taskOf(question), SETTINGS, script, limits, descendants)).map(({ tokens }) => fixtureText(tokens));

  it('looks up a single step itself, and opens no more than it must', async () => {
    expect(await tree('e7 r1')).toEqual([
      '<bos> goal e7 r1 > search e7 r1 <eot> e0 e2 e5 > open e0 <eot> a0 a2 e4 r1 * e7 * r3 > ' +
        'open e2 <eot> a2 a3 e7 * r1 * e5 r0 > finish e2 <eot>',
    ]);
  });

  it('has the first step done, then the rest from what was found', async () => {
    const [root, first, rest] = await tree('r1 r0 of a0 a1');
    expect(root).toBe(
      '<bos> goal r1 r0 of a0 a1 > spawn first <eot> ok > wait <eot> e4 > spawn on e4 <eot> ok > wait <eot> e2 > ' +
        'finish e2 <eot>',
    );
    expect(first).toMatch(/^<bos> goal a0 a1 > search .* finish e4 <eot>$/);
    expect(rest).toMatch(/^<bos> goal r1 of e4 r0 > spawn first <eot> ok > wait <eot> e7 > spawn on e7 <eot> /);
  });

  it('says none where a step leads nowhere, without asking on', async () => {
    const [root, ...children] = await tree('r0 r3 of a0 a1');
    expect(root).toMatch(/spawn on e4 <eot> ok > wait <eot> none > finish none <eot>$/);
    expect(children).toHaveLength(3);
    expect((await tree('r0 of a4 a5'))[0]).toMatch(/wait <eot> none > finish none <eot>$/);
  });

  it('works alone where children are refused', async () => {
    for (const [limits, descendants] of [
      [{ depthCap: 0 }, 100],
      [{ delegation: false }, 100],
      [{}, 0],
    ] as const) {
      const task = taskOf('r1 r0 of a0 a1');
      const traces = await drive(task, SETTINGS, scripted('recursive', SETTINGS), limits, descendants);
      expect(traces).toHaveLength(1);
      expect(traces[0]).toMatchObject({ score: 1, refused: 1, end: 'finished' });
    }
  });

  it('lets the agents at the depth cap do the rest alone', async () => {
    const task = deepdive.generate(key(5), 6, {});
    for (const depthCap of [1, 2, 4]) {
      const traces = await drive(task, {}, scripted('recursive', {}), { depthCap });
      expect(traces.every((trace) => trace.score === 1)).toBe(true);
      expect(Math.max(...traces.map((trace) => trace.depth))).toBe(depthCap);
    }
  });

  it('tries a child that never answers once more, then works alone', async () => {
    const script: Script = (transcript, path) =>
      path === '0' ? deepdive.expert('recursive', transcript, SETTINGS) : lexer(SETTINGS)('wait');
    const [root, ...children] = await drive(taskOf('r0 of a0 a1'), SETTINGS, script, { turns: 16 });
    expect(root).toMatchObject({ score: 1, end: 'finished' });
    expect(children.map(({ goal }) => fixtureText(goal))).toEqual(['first', 'first']);
  });

  it('ignores children that it did not need', async () => {
    const script: Script = (transcript, path) => {
      const detour = path === '0' && !transcript.includes(lexer(SETTINGS)('ok')[0] as number);
      return detour ? lexer(SETTINGS)('spawn e9 r0') : deepdive.expert('recursive', transcript, SETTINGS);
    };
    expect((await tree('r0 of a0 a1', script))[0]).toMatch(/wait <eot> e1 e4 > spawn on e4 <eot> .* finish e7 <eot>$/);
  });

  it('has children one after the other only: each needs the answer before it', async () => {
    const [root] = await drive(deepdive.generate(key(2), 4, {}), {}, scripted('recursive', {}));
    const words = texter({})(root?.tokens ?? []);
    expect(words).not.toMatch(/ok > spawn/);
    expect(words.match(/wait/g)).toHaveLength(2);
  });
});

describe('sub-agents that a root needs', () => {
  it.each([
    [1, 2],
    [2, 6],
    [4, 30],
    [8, 510],
  ])('for %i hops are %i', async (hops, most) => {
    const task = deepdive.generate(key(1), hops, {});
    const refusals = async (descendants: number) => {
      const traces = await drive(task, {}, scripted('recursive', {}), {}, descendants);
      expect(traces.every(({ score }) => score === 1)).toBe(true);
      return traces.some(({ refused }) => refused > 0);
    };
    expect(await refusals(most)).toBe(false);
    expect(await refusals(most - 1)).toBe(true);
  });
});

describe('the flat expert', () => {
  it('opens dead ends and goes on from the page that fits', async () => {
    const [root] = await drive(taskOf('r0 of a0 a1'), SETTINGS, scripted('flat', SETTINGS), { delegation: false });
    const turns = fixtureText(root?.tokens ?? []).match(/> (?:search|open|finish)[^<]*/g);
    expect(turns?.map((turn) => turn.slice(2).trim())).toEqual([
      'search a0 a1',
      'open e0',
      'open e1',
      'open e4',
      'search e4 r0',
      // e0 has been read.
      'open e3',
      'open e7',
      'finish e7',
    ]);
  });

  it('says none only when every page has been read', async () => {
    const [root] = await drive(taskOf('e4 r3'), SETTINGS, scripted('flat', SETTINGS));
    expect(fixtureText(root?.tokens ?? []).match(/open/g)).toHaveLength(3);
    expect(root?.score).toBe(1);
  });

  it('never delegates', async () => {
    expect(await drive(deepdive.generate(key(1), 4, {}), {}, scripted('flat', {}))).toHaveLength(1);
  });
});

describe.each(['recursive', 'flat'] as const)('the %s expert with noise', (style) => {
  it('always comes to an end, every agent to the right one', async () => {
    for (const seed of SEEDS) {
      const traces = await drive(
        deepdive.generate(key(seed), 3, {}),
        {},
        noisy(style, {}, seed, 0.15),
        { depthCap: 6 },
        200,
      );
      for (const trace of traces) expect(trace).toMatchObject({ end: 'finished', score: 1 });
    }
  });
});

describe('experts', () => {
  const tokens = lexer({});
  const text = texter({});

  it('are pure functions of what they read', () => {
    const transcript = Object.freeze(tokens('<bos> goal r1 r0 of a0 a1 > spawn a0 a1 <eot> ok > wait <eot> e5 >'));
    for (const style of ['recursive', 'flat'] as const) {
      expect(deepdive.expert(style, transcript, {})).toEqual(deepdive.expert(style, transcript, {}));
    }
    expect(text(deepdive.expert('recursive', transcript, {}))).toBe('spawn on e5');
    expect(text(deepdive.expert('flat', transcript, {}))).toBe('search a0 a1');
  });

  it.each([
    '',
    '>',
    '<bos> goal',
    '<bos> goal > > >',
    'wait <eot> wait <eot>',
    '<bos> goal r0 of a0 a1 >',
    '<bos> goal a0 a0 >',
    '<bos> goal a0 a1 > search a0 a1 <eot>',
    '<bos> goal a0 a1 > search a0 a1',
    '<bos> goal a0 a1 > search a0 a1 <eot> >',
    '<bos> goal a0 a1 > search a0 a1 <eot> e1 a0 >',
    '<bos> goal a0 a1 > search a0 a1 <eot> e1 e2 > open e1 <eot> a0 >',
    '<bos> goal a0 a1 > search a0 a1 <eot> e1 e2 > open <eot> a0 a1 e2 >',
    '<bos> goal r0 of a0 a1 > spawn <eot> ok > spawn on e1 <eot> ok > wait <eot> > wait <eot> ok ok >',
    '<bos> goal r0 of a0 a1 > spawn a0 a1 <eot> ok > wait <eot> a0 >',
    '<bos> goal r0 of a0 a1 > finish e1 <eot> ok > wait <eot> e1 >',
  ])('answer with a well-formed turn to any transcript: "%s"', (transcript) => {
    for (const style of ['recursive', 'flat'] as const) {
      const env = deepdive.restore(deepdive.generate(key(0), 2, {}).state).fork(tokens('r0 of a0 a1'));
      const step = env.step(deepdive.expert(style, tokens(transcript), {}));
      expect(text(step.observation)).not.toBe('error syntax >');
    }
  });

  it('give up what was refused again and again', () => {
    const vain = `<bos> goal r0 of a0 a1 > ${'search a0 a1 <eot> error syntax > '.repeat(3)}`;
    expect(text(deepdive.expert('flat', tokens(vain), {}))).toBe('finish none');
    const refused = `<bos> goal r0 of a0 a1 > ${'spawn first <eot> error goal > '.repeat(3)}`;
    expect(text(deepdive.expert('recursive', tokens(refused), {}))).toBe('finish none');
  });
});

describe('randomTurn', () => {
  const transcript = lexer({})('<bos> goal r5 of e3 r2 > search e3 r2 <eot> e7 e9 >');
  const turns = Array.from({ length: 400 }, (_, i) => deepdive.randomTurn(key(i), transcript, {}));
  const words = turns.map((turn) => texter({})(turn));

  it('is well-formed and short', () => {
    const env = deepdive.restore(deepdive.generate(key(0), 3, {}).state);
    for (const turn of turns) {
      expect(texter({})(env.step(turn).observation)).not.toBe('error syntax >');
      expect(turn.length).toBeLessThanOrEqual(6);
    }
  });

  it('tries everything but finish, about entities that the transcript mentions', () => {
    expect(new Set(words.map((turn) => turn.split(' ')[0]))).toEqual(new Set(['search', 'open', 'spawn', 'wait']));
    const opened = words.filter((turn) => turn.startsWith('open'));
    expect(new Set(opened)).toEqual(new Set(['open e3', 'open e7', 'open e9']));
    for (const [verb, first] of [
      ['search', 'e3 r2'],
      ['spawn', 'first'],
    ]) {
      const looked = words.filter((turn) => turn.startsWith(`${verb} `));
      const own = looked.filter((turn) => turn === `${verb} ${first}`).length;
      expect(own).toBeGreaterThan(0.35 * looked.length);
      expect(looked.some((turn) => / a\d a\d/.test(turn))).toBe(true);
    }
  });

  it('is a pure function of its key, and needs no transcript', () => {
    expect(deepdive.randomTurn(key(4), transcript, {})).toEqual(turns[4]);
    const env = deepdive.restore(deepdive.generate(key(0), 3, {}).state);
    for (let seed = 0; seed < 30; seed++) {
      const { observation } = env.step(deepdive.randomTurn(key(seed), [], {}));
      expect(texter({})(observation)).not.toBe('error syntax >');
    }
  });
});
