/** Which runs there are, and in which order. */
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../cli/options.mjs';
import { itemsOf, wantedOf } from '../../../../cli/reproduce/items.mjs';
import type { Item } from '../../../../cli/reproduce/results.mjs';
import { type Arm, armExperiment } from '../../../../src/experiments/reproduction/arm.ts';
import { RAO_ARMS } from '../../../../src/experiments/reproduction/rao/arms.ts';

const [first, second] = RAO_ARMS as readonly [Arm, Arm];
const arms = [first, { ...second, seeds: [2, 3] }];
const OPTIONS = { engine: 'wasm', set: [], tasks: null, runs: '/runs' };
const items = (order: 'arms' | 'seeds', seeds: readonly number[], more: Partial<Parameters<typeof itemsOf>[2]> = {}) =>
  itemsOf({ arms, order }, seeds, { ...OPTIONS, ...more }, armExperiment);
const named = (all: readonly Item[]) => all.map(({ arm, seed }) => `${arms.indexOf(arm)}:${seed}`);

describe('the items', () => {
  it('are of every arm and seed, without the seeds that an arm does not take', () => {
    expect(named(items('arms', [1, 2, 3]))).toEqual(['0:1', '0:2', '0:3', '1:2', '1:3']);
    expect(named(items('seeds', [1, 2, 3]))).toEqual(['0:1', '0:2', '1:2', '0:3', '1:3']);
    expect(named(items('arms', [3, 9]))).toEqual(['0:3', '0:9', '1:3']);
  });

  it('have a folder, an experiment and the measurements of their arm', () => {
    const [item] = items('arms', [7], { set: ['training.lambda=0.4'] });
    expect(item?.folder).toBe(`/runs/${first.id}/seed-7`);
    expect(item?.experiment).toMatchObject({ seed: 7, engine: 'wasm', training: { lambda: 0.4 } });
    expect(item?.measurements).toBe(first.measurements);
  });

  it('have as many tasks as a trial asks for', () => {
    const [item] = items('arms', [7], { tasks: 3 });
    expect(item?.measurements).toEqual(first.measurements.map((one) => ({ ...one, tasks: 3 })));
  });

  it('with a setting that there is not are refused in words', () => {
    expect(() => items('arms', [1], { set: ['training.lamda=1'] })).toThrow(UsageError);
    expect(() => items('arms', [1], { set: ['training.lamda=1'] })).toThrow(/training\.lambda/);
  });
});

describe('those that are wanted', () => {
  it('are of the named arms, or all', () => {
    const all = items('arms', [1, 2]);
    expect(wantedOf(all, null, arms)).toEqual(all);
    expect(named(wantedOf(all, [second.id], arms))).toEqual(['1:2']);
  });

  it('are refused in words when there is no such arm, or it takes no such seed', () => {
    const all = items('arms', [1]);
    expect(() => wantedOf(all, ['none'], arms)).toThrow(/no arm "none"\. The arms are: /);
    expect(() => wantedOf(all, [second.id], arms)).toThrow(`Theirs are ${second.id}: 2, 3.`);
    expect(() => wantedOf(all, [second.id], arms)).toThrow(UsageError);
  });
});
