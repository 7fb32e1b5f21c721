/** The rule of thinning, and a checksum that nothing escapes. */
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../src/rl/records.ts';
import { checkpointChecksum, fromStored, thinnable, toStored } from '../../../src/store/checkpoints.ts';
import { checkpoint } from '../../support/stored-runs.ts';

describe('thinnable', () => {
  const summary = (total: number, keep = false) => ({ runId: 'a', total, keep, bytes: 1 });
  const totals = (list: readonly { total: number }[]) => list.map(({ total }) => total);

  it('leaves the newest and the marked ones, in whatever order they come', () => {
    const all = [summary(30), summary(0), summary(20), summary(10, true), summary(40)];
    expect(totals(thinnable(all, 2))).toEqual([20, 0]);
    expect(totals(thinnable(all, 1))).toEqual([30, 20, 0]);
    expect(totals(thinnable(all, 9))).toEqual([]);
  });

  it('never gives up the newest', () => {
    expect(totals(thinnable([summary(1), summary(2)], 0))).toEqual([1]);
    expect(thinnable([summary(1)], -3)).toEqual([]);
    expect(thinnable([], 2)).toEqual([]);
  });
});

describe('the checksum', () => {
  const { cursor, model } = checkpoint(3);
  const LORA = { rank: 2, alpha: 4, targets: ['q_proj'] } as const;
  const nudged = (data: Float32Array) => data.map((x, i) => (i === 5 ? x + 1e-3 : x));
  it.each<[string, Checkpoint]>([
    ['a parameter', { cursor, model: { ...model, parameters: nudged(model.parameters) } }],
    ['a first moment', { cursor, model: { ...model, firstMoment: nudged(model.firstMoment) } }],
    ['a second moment', { cursor, model: { ...model, secondMoment: nudged(model.secondMoment) } }],
    [
      'swapped moments',
      { cursor, model: { ...model, firstMoment: model.secondMoment, secondMoment: model.firstMoment } },
    ],
    ['the step', { cursor, model: { ...model, step: 4 } }],
    ['the phase', { cursor: { ...cursor, phase: 'done' }, model }],
    ['the tokens', { cursor: { ...cursor, phaseTokens: 1 }, model }],
    ['the value head', { cursor, model: { ...model, config: { ...model.config, valueHead: true } } }],
    ['adapters', { cursor, model: { ...model, config: { ...model.config, lora: LORA } } }],
    ['the rotary base', { cursor, model: { ...model, config: { ...model.config, ropeBase: 9999 } } }],
  ])('changes with %s', (_what, other) => {
    expect(checkpointChecksum(other)).not.toBe(checkpointChecksum({ cursor, model }));
  });

  it('does not depend on the order of fields', () => {
    const turned = { ...cursor, phase: cursor.phase };
    const config = Object.fromEntries(Object.entries(model.config).reverse()) as unknown as typeof model.config;
    expect(checkpointChecksum({ cursor: turned, model: { ...model, config } })).toBe(
      checkpointChecksum({ cursor, model }),
    );
  });
});

it('gives back what it took', () => {
  expect(fromStored(toStored('a', checkpoint(3), true))).toEqual(checkpoint(3));
  expect(toStored('a', checkpoint(3), true)).toMatchObject({ runId: 'a', total: 3, keep: 1 });
});
