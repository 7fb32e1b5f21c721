import { describe, expect, it } from 'vitest';
import type { PlayerOptions, PlayerTurn } from '../../../../src/envs/planning.ts';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import { decodePlan, STYLES } from '../../../../src/envs/pogs/plan.ts';
import { Pogs } from '../../../../src/envs/pogs/pogs.ts';
import { backtracks, current, type PogsState } from '../../../../src/envs/pogs/state.ts';
import { distanceBetween } from '../../../../src/envs/pogs/tree.ts';
import { labelOf } from '../../../../src/envs/pogs/vocabulary.ts';
import { nextState } from '../../../../src/model/grammar.ts';
import { derive, key } from '../../../../src/random/index.ts';
import { stateOf } from './fixtures.ts';

const OPTIONS: PlayerOptions = { style: 2, noise: 0, interval: [2, 12] };

interface Played {
  readonly turns: readonly (PlayerTurn & { readonly here: number })[];
  readonly end: PogsState;
}

function play(state: PogsState, seed: number, options: Partial<PlayerOptions> = {}): Played {
  const world = new Pogs(state);
  const player = pogs.player(
    key(seed),
    { ...OPTIONS, ...options },
    { nodes: state.tree.length, hops: state.hops, steps: state.maxSteps },
  );
  const turns: Played['turns'][number][] = [];
  for (let over = false; !over; ) {
    const here = current(world.snapshot());
    const turn = player.next(world);
    turns.push({ ...turn, here });
    const { terminated, truncated } = world.act(turn.action);
    over = terminated || truncated;
  }
  return { turns, end: world.snapshot() };
}

const episodes = (n: number, difficulty: number, options: Partial<PlayerOptions> = {}) =>
  Array.from({ length: n }, (_, i) => play(pogs.generate(derive(key(1), i), difficulty, {}).state, i, options));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the scripted player', () => {
  it('finds the target as the search that remembers everything does', () => {
    const played = episodes(300, 1);
    expect(played.every(({ end }) => current(end) === end.target)).toBe(true);
    // 10.1 steps and 1.0 backtracks in the reference; four standard errors.
    expect(Math.abs(mean(played.map(({ turns }) => turns.length)) - 10.1)).toBeLessThan(1.4);
    expect(Math.abs(mean(played.map(({ end }) => backtracks(end.walk))) - 1)).toBeLessThan(0.25);
  });

  it('writes turns that the grammar allows, in every style', () => {
    const { grammar, open, close } = pogs.words({});
    const vocabulary = pogs.vocabulary({}).names.length;
    STYLES.forEach((_, style) => {
      for (const { turns } of episodes(20, 1, { style, noise: 0.2 })) {
        for (const { plan, action } of turns) {
          const written = plan ? [open, ...plan, close, action] : [action];
          const end = written.reduce((state, token) => nextState(grammar, vocabulary, state, token), grammar.free);
          expect(end).toBe(nextState(grammar, vocabulary, grammar.act, action));
        }
      }
    });
  });

  it('plans at the first step and then after 2 to 12 steps', () => {
    const gaps = episodes(150, 2).flatMap(({ turns }) => {
      const planned = turns.flatMap(({ plan }, step) => (plan ? [step] : []));
      expect(planned[0]).toBe(0);
      return planned.slice(1).map((step, i) => step - (planned[i] as number));
    });
    expect(Math.min(...gaps)).toBe(2);
    expect(Math.max(...gaps)).toBe(12);
    for (const every of [1, 3]) {
      for (const { turns } of episodes(10, 2, { interval: [every, every] })) {
        expect(turns.map(({ plan }) => plan !== null)).toEqual(turns.map((_, step) => step % every === 0));
      }
    }
  });

  it('goes where its plan says until it sees what is around the end of it', () => {
    let [kept, left] = [0, 0];
    for (const { turns, end } of episodes(200, 2, { style: 4, interval: [100, 100] })) {
      const { from, route } = decodePlan(turns[0]?.plan ?? [], 20);
      expect(from).toBe(end.walk[0]);
      const goal = route.at(-1) as number;
      for (const [i, { here, action }] of turns.entries()) {
        if (labelOf(action, 20) === route[i]) kept++;
        else {
          // Two hops are seen: from a neighbour, all that the goal leads to.
          expect(distanceBetween(end.tree, here, goal)).toBeLessThan(2);
          left++;
          break;
        }
      }
    }
    expect(kept).toBeGreaterThan(200);
    expect(left).toBeGreaterThan(20);
  });

  it('replaces a plan that has ended or proved wrong at once, in the style that does', () => {
    let renewed = 0;
    for (const { turns } of episodes(50, 2, { style: 5, interval: [100, 100] })) {
      let path: readonly number[] = [];
      for (const { plan, here, action } of turns) {
        // The rest of a way that is longer than a plan may be is not told.
        const told = path.length <= 6 || path.slice(0, 6).includes(here);
        if (plan) {
          renewed++;
          path = [here, ...decodePlan(plan, 20).route];
        } else if (told) expect(labelOf(action, 20)).toBe(path[path.indexOf(here) + 1]);
      }
    }
    expect(renewed).toBeGreaterThan(150);
  });

  it('moves at random as often as it is told to, says so, and still arrives', () => {
    const noisy = episodes(100, 1, { noise: 0.3 });
    const turns = noisy.flatMap((played) => played.turns);
    const share = mean(turns.map(({ noise }) => Number(noise)));
    expect(Math.abs(share - 0.3)).toBeLessThan(0.06);
    expect(mean(noisy.map(({ end }) => Number(current(end) === end.target)))).toBeGreaterThan(0.85);
    for (const { end } of noisy) {
      end.walk.slice(1).forEach((node, i) => {
        expect(end.tree[end.walk[i] as number]).toContain(node);
      });
    }
    expect(
      episodes(20, 1)
        .flatMap((played) => played.turns)
        .some(({ noise }) => noise),
    ).toBe(false);
  });

  it('depends on its key and on what can be seen, on nothing else', () => {
    const { state } = pogs.generate(key(4), 2, {});
    expect(play(state, 1, { noise: 0.2 })).toEqual(play(state, 1, { noise: 0.2 }));
    expect(play(state, 1, { noise: 0.2 }).turns).not.toEqual(play(state, 2, { noise: 0.2 }).turns);
    // What it cannot see yet does not move it: the far ends of this tree are exchanged.
    const far = stateOf({ target: 8, hops: 1 });
    const near = (target: number) => play({ ...far, target }, 3).turns.slice(0, 1);
    expect(near(8)).toEqual(near(9));
  });

  it.each([
    [{ style: 6 }, /plan styles 0 to 5; got 6/],
    [{ noise: 1.5 }, /noise is a probability; got 1.5/],
    [{ interval: [0, 3] as const }, /at least 1 step; got 0/],
  ])('refuses %j', (options, message) => {
    expect(() => pogs.player(key(0), { ...OPTIONS, ...options }, {})).toThrow(message);
  });
});
