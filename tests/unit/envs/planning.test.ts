/**
 * What every environment for planning agents promises, whatever its rules: one body for all of them. What is particular
 * to one is tested where it lives.
 */
import { describe, expect, it } from 'vitest';
import type { Settings, Token } from '../../../src/envs/environment.ts';
import type { PlanningSpec, World } from '../../../src/envs/planning.ts';
import { planningEnvironment, planningIds } from '../../../src/envs/registry.ts';
import { derive, integer, key } from '../../../src/random/index.ts';

interface Case {
  readonly spec: PlanningSpec;
  /** Settings under which episodes are short enough for tests. */
  readonly settings: Settings;
}

/** Where the usual settings make episodes that are too long for tests. */
const SHORT: Readonly<Record<string, Settings>> = { crafter: { length: 60 } };

const CASES: readonly Case[] = planningIds.map((id) => ({
  spec: planningEnvironment(id),
  settings: SHORT[id] ?? {},
}));

/** Episodes that are looked at of each environment. */
const EPISODES = 4;

function begin({ spec, settings }: Case, episode: number): World {
  const difficulties = spec.difficulties(settings);
  const difficulty = difficulties[episode % difficulties.length]!;
  return spec.restore(spec.generate(key(episode), difficulty, settings).state);
}

/** Acts at random until the end or for that many steps, looking at the world before every step. */
function wander(world: World, actions: readonly Token[], steps: number, look: (step: number) => void): void {
  for (let step = 0; step < steps; step++) {
    look(step);
    const action = actions[integer(derive(key(77), step), actions.length)]!;
    const { terminated, truncated } = world.act(action);
    if (terminated || truncated) return;
  }
}

describe.each(CASES)('$spec.title', (example) => {
  const { spec, settings } = example;
  const vocabulary = spec.vocabulary(settings);
  const words = spec.words(settings);
  const size = vocabulary.names.length;
  const isToken = (token: Token) => Number.isInteger(token) && token >= 0 && token < size;
  const following = (state: number, token: Token) => words.grammar.next[state * size + token]!;
  const read = (start: number, tokens: readonly Token[]) =>
    tokens.reduce((state, token) => (state < 0 ? -1 : following(state, token)), start);

  describe('settings', () => {
    it('have defaults in range, unique names and a help text each', () => {
      expect(new Set(spec.settings.map(({ name }) => name)).size).toBe(spec.settings.length);
      for (const setting of spec.settings) {
        expect(setting.default).toBeGreaterThanOrEqual(setting.min);
        expect(setting.default).toBeLessThanOrEqual(setting.max);
        expect(setting.help.length).toBeGreaterThan(20);
      }
    });

    it('are checked by every function that takes them', () => {
      const bad = { nonsense: 1 };
      const message = /no setting "nonsense"/;
      expect(() => spec.vocabulary(bad)).toThrow(message);
      expect(() => spec.words(bad)).toThrow(message);
      expect(() => spec.difficulties(bad)).toThrow(message);
      expect(() => spec.bands(bad)).toThrow(message);
      expect(() => spec.generate(key(0), spec.difficulties({})[0]!, bad)).toThrow(message);
      expect(() => spec.player(key(0), { style: 0, noise: 0, interval: [2, 12] }, bad)).toThrow(message);
      expect(() => spec.readPlan('', bad)).toThrow(message);
      expect(() => spec.randomPlan(key(0), bad)).toThrow(message);
      expect(() => spec.coach(bad)).toThrow(message);
    });

    it('leave difficulties, ascending, that bands cover without gaps', () => {
      const difficulties = spec.difficulties(settings);
      expect([...difficulties].sort((a, b) => a - b)).toEqual(difficulties);
      const covered = spec
        .bands(settings)
        .flatMap(({ low, high }) => difficulties.filter((d) => low <= d && d <= high));
      expect(covered).toEqual(difficulties);
    });
  });

  describe('words', () => {
    it('have names that are unique and free of spaces', () => {
      expect(new Set(vocabulary.names).size).toBe(size);
      expect(vocabulary.names.filter((name) => name === '' || /\s/.test(name))).toEqual([]);
      expect([vocabulary.pad, vocabulary.endOfTurn, words.open, words.close, ...words.actions].every(isToken)).toBe(
        true,
      );
    });

    it('have a grammar whose turns begin as they should and end with an action', () => {
      const { next, free, plan, act } = words.grammar;
      expect(next.length % size).toBe(0);
      const states = next.length / size;
      expect(next.every((state) => state >= -1 && state < states)).toBe(true);
      const allowed = (state: number) =>
        vocabulary.names.flatMap((_, token) => (following(state, token) < 0 ? [] : [token]));
      const actions = [...words.actions].sort((a, b) => a - b);
      expect(allowed(act)).toEqual(actions);
      expect(allowed(plan)).toEqual([words.open]);
      expect(allowed(free)).toEqual([words.open, ...actions].sort((a, b) => a - b));
      for (const action of actions) expect(allowed(following(act, action))).toEqual([vocabulary.endOfTurn]);
    });
  });

  describe('plans', () => {
    const plans = Array.from({ length: 50 }, (_, i) => spec.randomPlan(key(i), settings));

    it('at random are well-formed, and differ', () => {
      for (const plan of plans) {
        expect(plan.length).toBeLessThanOrEqual(words.longestPlan);
        const closed = read(words.grammar.free, [words.open, ...plan, words.close]);
        expect(following(closed, words.actions[0]!)).toBeGreaterThanOrEqual(0);
      }
      expect(new Set(plans.map((plan) => plan.join())).size).toBeGreaterThan(40);
      expect(spec.randomPlan(key(0), settings)).toEqual(plans[0]);
    });

    it('in English are understood again', () => {
      for (const plan of plans) {
        const text = spec.wordPlan(plan, settings);
        expect(spec.readPlan(text, settings), text).toEqual({ plan });
      }
    });

    it('that cannot be understood have a problem, and a part of the text that it is about', () => {
      for (const text of ['', 'xyzzy', 'xyzzy, then 3']) {
        const reading = spec.readPlan(text, settings);
        if ('plan' in reading) throw new Error(`"${text}" was understood.`);
        expect(reading.problem).toMatch(/^\S.*\S$/s);
        expect(reading.from).toBeGreaterThanOrEqual(0);
        expect(reading.to).toBeGreaterThanOrEqual(reading.from);
        expect(reading.to).toBeLessThanOrEqual(text.length);
      }
    });

    it('can be watched: nothing has come of them before the first action', () => {
      const world = begin(example, 0);
      for (const plan of plans) {
        const progress = spec.track(plan, world).progress();
        expect(progress.followed).toBeNull();
        expect(progress.reached.length).toBeGreaterThan(0);
        expect(progress.reached.some(Boolean)).toBe(false);
      }
    });
  });

  describe('worlds', () => {
    it('are pure functions of key, difficulty and settings', () => {
      const difficulty = spec.difficulties(settings)[0]!;
      const task = spec.generate(key(1), difficulty, settings);
      expect(spec.generate(key(1), difficulty, settings)).toEqual(task);
      expect(spec.generate(key(2), difficulty, settings).id).not.toBe(task.id);
      expect(task.difficulty).toBe(difficulty);
      expect(task.goldSteps).toBeGreaterThan(0);
    });

    it('show known words, no more than the longest observation, and a score and milestones', () => {
      for (let episode = 0; episode < EPISODES; episode++) {
        const world = begin(example, episode);
        wander(world, words.actions, 200, () => {
          const seen = world.observe();
          expect(seen.every(isToken)).toBe(true);
          expect(seen.length).toBeLessThanOrEqual(words.longestObservation);
          expect(world.observe()).toEqual(seen);
        });
        expect(world.score()).toBeGreaterThanOrEqual(0);
        expect(world.score()).toBeLessThanOrEqual(1);
        expect(world.milestones()).toHaveLength(spec.milestones.length);
      }
    });

    it('go on identically from a cloned state', () => {
      const world = begin(example, 1);
      wander(world, words.actions, 12, () => {
        const copy = spec.restore(structuredClone(world.snapshot()));
        expect(copy.observe()).toEqual(world.observe());
        expect(copy.snapshot()).toEqual(world.snapshot());
      });
      // The original itself goes on, and so does a copy of it that was made on the way.
      const original = begin(example, 1);
      wander(original, words.actions, 6, () => {});
      const copy = spec.restore(structuredClone(original.snapshot()));
      for (let i = 0, over = false; i < 20 && !over; i++) {
        const action = words.actions[integer(derive(key(78), i), words.actions.length)]!;
        const outcome = original.act(action);
        expect(copy.act(action)).toEqual(outcome);
        expect(copy.observe()).toEqual(original.observe());
        expect(copy.snapshot()).toEqual(original.snapshot());
        expect([copy.score(), copy.milestones()]).toEqual([original.score(), original.milestones()]);
        over = outcome.terminated || outcome.truncated;
      }
    });

    it('refuse states that are none, and those of others', () => {
      for (const state of [null, undefined, 7, 'state', [], {}]) {
        expect(() => spec.restore(state)).toThrow(RangeError);
      }
      for (const other of CASES.filter((one) => one.spec !== spec)) {
        expect(() => spec.restore(begin(other, 0).snapshot())).toThrow(RangeError);
      }
    });

    it('take a token that is no action as a step', () => {
      const world = begin(example, 2);
      let over = false;
      for (let step = 0; step < 200 && !over; step++) {
        const { terminated, truncated } = world.act(words.open);
        over = terminated || truncated;
      }
      expect(over).toBe(true);
    });
  });

  describe('the coach', () => {
    it('has a well-formed plan for every step of somebody else, and changes its mind with what it sees', () => {
      const world = begin(example, 1);
      const coach = spec.coach(settings);
      const plans = new Set<string>();
      wander(world, words.actions, 40, () => {
        coach.watch(world);
        const plan = coach.advise();
        const closed = read(words.grammar.free, [words.open, ...plan, words.close]);
        expect(following(closed, words.actions[0]!)).toBeGreaterThanOrEqual(0);
        plans.add(plan.join());
      });
      expect(plans.size).toBeGreaterThan(1);
    });

    it('says the same whether or not it was asked before', () => {
      const world = begin(example, 1);
      const [often, once] = [spec.coach(settings), spec.coach(settings)];
      wander(world, words.actions, 30, () => {
        often.watch(world);
        often.advise();
        once.watch(world);
      });
      expect(once.advise()).toEqual(often.advise());
    });

    it('knows nothing before it has seen anything', () => {
      expect(() => spec.coach(settings).advise()).toThrow('has to watch');
    });
  });

  describe('the scripted player', () => {
    it.each(spec.styles.map((name, style) => ({ name, style })))('plays in well-formed turns: $name', ({ style }) => {
      const interval: [number, number] = [2, 5];
      const play = () => {
        const world = begin(example, style);
        const player = spec.player(key(style), { style, noise: 0.2, interval }, settings);
        const turns = [];
        for (let over = false; !over; ) {
          const turn = player.next(world);
          turns.push(turn);
          const { terminated, truncated } = world.act(turn.action);
          over = terminated || truncated;
        }
        return { turns, score: world.score() };
      };
      const { turns, score } = play();
      expect(play()).toEqual({ turns, score });
      expect(turns[0]!.plan).not.toBeNull();
      let since = 0;
      for (const { plan, action } of turns) {
        const turn = plan === null ? [action] : [words.open, ...plan, words.close, action];
        expect(read(words.grammar.free, turn)).toBeGreaterThanOrEqual(0);
        since = plan === null ? since + 1 : 1;
        expect(since).toBeLessThanOrEqual(interval[1]);
      }
    });

    it('refuses options that are not possible', () => {
      const options = { style: 0, noise: 0, interval: [2, 12] } as const;
      const make = (change: object) => () => spec.player(key(0), { ...options, ...change }, settings);
      expect(make({ style: spec.styles.length })).toThrow(RangeError);
      expect(make({ noise: 1.5 })).toThrow(RangeError);
      expect(make({ interval: [0, 3] })).toThrow(RangeError);
    });
  });
});
