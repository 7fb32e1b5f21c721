import { describe, expect, it } from 'vitest';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import { backtracks, isReached, stepsTaken } from '../../../../src/envs/pogs/state.ts';
import { labelToken } from '../../../../src/envs/pogs/vocabulary.ts';
import { rememberingWalker, walkOn } from '../../../../src/envs/pogs/walkers.ts';
import { derive, key } from '../../../../src/random/index.ts';

describe('generate', () => {
  it('is a pure function of its arguments', () => {
    const task = pogs.generate(key(5), 2, {});
    expect(pogs.generate(key(5), 2, {})).toEqual(task);
    expect(structuredClone(task)).toEqual(task);
    expect(pogs.generate(key(6), 2, {}).state).not.toEqual(task.state);
    expect(task).toMatchObject({ id: 'pogs-2-0000000000000005', difficulty: 2, goal: [labelToken(task.state.target)] });
    expect(task.state).toMatchObject({ hops: 2, maxSteps: 30 });
    expect(task.state.walk).toHaveLength(1);
    expect(task.state.walk[0]).not.toBe(task.state.target);
  });

  it.each([
    [1, {}],
    [2, {}],
    [3, {}],
    [1, { nodes: 8, hops: 3 }],
    [2, { nodes: 9, steps: 10 }],
    [3, { nodes: 7, hops: 1, steps: 15 }],
    // Few steps for so many nodes: a target at random is mostly out of reach.
    [0, { nodes: 40, hops: 1, steps: 5 }],
    [1, { nodes: 40, steps: 5 }],
    [2, { nodes: 40, hops: 3, steps: 11 }],
    // As few of both as can be.
    [1, { nodes: 16, hops: 5, steps: 9 }],
    [3, { nodes: 7, hops: 1, steps: 10 }],
    [3, { nodes: 14, hops: 2, steps: 14 }],
  ])(
    'leaves for difficulty %i and %j trees on which a search goes back so often, and arrives',
    (difficulty, settings) => {
      for (let i = 0; i < 4; i++) {
        const { state, goldSteps } = pogs.generate(derive(key(7), i), difficulty, settings);
        const searches = Array.from({ length: 200 }, (_, j) => walkOn(state, rememberingWalker(derive(key(8), j))));
        // Some luck of the search must make it go back so often, and some must bring it there.
        expect(Math.max(...searches.map(({ walk }) => backtracks(walk)))).toBeGreaterThanOrEqual(difficulty);
        expect(searches.filter(isReached).map(stepsTaken)).toContain(goldSteps);
      }
    },
  );

  it('offers no difficulty that cannot be had', () => {
    for (let hops = 1; hops <= 5; hops++) {
      for (const steps of [5, 8, 11, 14, 19, 23]) {
        const settings = { nodes: 40, hops, steps };
        for (const difficulty of pogs.difficulties(settings)) {
          expect(() => pogs.generate(key(hops), difficulty, settings), `${hops} ${steps}`).not.toThrow();
        }
      }
    }
    expect(pogs.difficulties({ nodes: 40, hops: 1, steps: 5 })).toEqual([0, 1]);
    expect(pogs.difficulties({ nodes: 16, hops: 5, steps: 5 })).toEqual([0]);
    expect(pogs.difficulties({ nodes: 40, hops: 5, steps: 100 })).toEqual([0, 1, 2]);
    expect(pogs.difficulties({})).toEqual([0, 1, 2, 3]);
  });

  it('leaves all trees for difficulty 0, those without a way back too', () => {
    const counts = Array.from({ length: 100 }, (_, i) => {
      const { state } = pogs.generate(derive(key(9), i), 0, {});
      return backtracks(walkOn(state, rememberingWalker(key(i))).walk);
    });
    const none = counts.filter((count) => count === 0).length;
    expect(none).toBeGreaterThan(50);
    expect(none).toBeLessThan(80);
  });

  it('lets labels mean nothing: each begins, is searched for, and has neighbours equally often', () => {
    const nodes = 10;
    const tasks = Array.from({ length: 1000 }, (_, i) => pogs.generate(derive(key(10), i), 1, { nodes }));
    const share = (of: (state: (typeof tasks)[number]['state'], label: number) => number) =>
      Array.from(
        { length: nodes },
        (_, label) => tasks.reduce((sum, { state }) => sum + of(state, label), 0) / tasks.length,
      );
    // Tolerances are four standard errors.
    for (const starts of share((state, label) => Number(state.walk[0] === label)))
      expect(Math.abs(starts - 0.1)).toBeLessThan(0.038);
    for (const targets of share((state, label) => Number(state.target === label)))
      expect(Math.abs(targets - 0.1)).toBeLessThan(0.038);
    for (const degree of share((state, label) => state.tree[label]?.length ?? 0))
      expect(Math.abs(degree - 1.8)).toBeLessThan(0.115);
  });

  it('says what to change when no such task exists', () => {
    expect(() => pogs.generate(key(0), 3, { nodes: 10 })).toThrow(
      'Graph search makes tasks of difficulty 0, 1, 2 with 10 nodes, a sight of 2 and 30 steps; got 3. ' +
        'Ask for less, raise nodes or steps, or lower hops.',
    );
    expect(() => pogs.generate(key(0), 0.5, {})).toThrow(RangeError);
  });
});
