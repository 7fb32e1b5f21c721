/**
 * What the scripted experts of every environment promise: they are right, alone and in trees, whatever children are told.
 * How they go about it is particular to each and tested where it lives.
 */
import { describe, expect, it } from 'vitest';
import type { EnvironmentSpec, Settings } from '../../src/envs/environment.ts';
import { key } from '../../src/random/index.ts';
import { driver } from './drive-trees.ts';

/** Every agent ended by itself, has reached its goal, and was refused nothing. */
export const FLAWLESS = { score: 1, end: 'finished', errors: 0, refused: 0 } as const;

/** `seeds` are those of the tasks of a difficulty. */
export function flatExpertSuite<State>(
  spec: EnvironmentSpec<State>,
  settings: Settings,
  difficulties: readonly number[],
  seeds: (difficulty: number) => readonly number[],
): void {
  const { drive, scripted } = driver(spec);
  it.each(difficulties)(
    'the flat expert is right alone at difficulty %i, in as many turns as the task says',
    async (difficulty) => {
      for (const seed of seeds(difficulty)) {
        const task = spec.generate(key(seed), difficulty, settings);
        const traces = await drive(task, settings, scripted('flat', settings), { delegation: false });
        expect(traces).toHaveLength(1);
        expect(traces[0]).toMatchObject({ ...FLAWLESS, turns: task.goldSteps });
      }
    },
  );
}

/** The recursive expert copes with everything that a child may be told beside its goal. */
export function inheritanceSuite<State>(spec: EnvironmentSpec<State>): void {
  const { drive, scripted } = driver(spec);
  describe.each(['goal', 'context', 'ancestors'] as const)('when children see "%s"', (childSees) => {
    it.each(spec.difficulties({}).slice(0, 5))('every agent solves its task at difficulty %i', async (difficulty) => {
      for (const seed of [0, 1, 2]) {
        const task = spec.generate(key(seed), difficulty, {});
        const script = scripted('recursive', {});
        const traces = await drive(task, {}, script, { childSees });
        for (const trace of traces) expect(trace).toMatchObject(FLAWLESS);
        // At the depth cap the flat expert takes over, from such an opening too.
        const shallow = await drive(task, {}, script, { childSees, depthCap: 1 });
        for (const trace of shallow) expect(trace).toMatchObject({ score: 1, end: 'finished', errors: 0 });
      }
    });
  });
}
