/** The rule of thinning, and a checksum that nothing escapes. */
import { describe, expect, it } from 'vitest';
import type { AgentState } from '../../../src/rl/planning/agent.ts';
import type { Checkpoint } from '../../../src/rl/records.ts';
import { checkpointChecksum, fromStored, thinnable, toStored } from '../../../src/store/checkpoints.ts';
import { agentState } from '../../support/episodes.ts';
import { checkpoint, planningCheckpoint } from '../../support/stored-runs.ts';

/** As computed by the first version that stored anything. */
const AS_EVER = 2_569_393_169;

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

  it('of a checkpoint without agents is what it always was, or stored runs could not be read', () => {
    const data = Float32Array.from([0.5, -1.25, 3, 1e-3]);
    const sizes = { vocabulary: 8, context: 16, width: 4, layers: 1, heads: 2, hidden: 6 };
    const old: Checkpoint = {
      cursor: { phase: 'training', update: 7, phaseTokens: 1234, total: 19 },
      model: {
        config: { ...sizes, valueHead: false, ropeBase: 10_000 },
        parameters: data,
        firstMoment: data.map((x) => x / 2),
        secondMoment: data.map((x) => x * x),
        step: 19,
      },
    };
    expect(checkpointChecksum(old)).toBe(AS_EVER);
  });

  const { planning = { reference: new Float32Array(0), agents: [] }, ...without } = planningCheckpoint(3);
  const [first, second] = planning.agents as [AgentState, AgentState];
  const withFirst = (change: Partial<AgentState>) => ({ ...planning, agents: [{ ...first, ...change }, second] });
  it.each<[string, Checkpoint['planning']]>([
    ['a parameter of the reference', { ...planning, reference: nudged(planning.reference) }],
    ['an agent less', { ...planning, agents: [first] }],
    ['agents in another order', { ...planning, agents: [second, first] }],
    ["an agent's episode", withFirst({ episode: 3 })],
    ["an agent's plan", withFirst({ plan: [5] })],
    ['no plan', withFirst({ plan: null })],
    ["the plan's age", withFirst({ planAge: 2 })],
    ['an action', withFirst({ actions: [7, 8, 8] })],
    ['a bit of the reward', withFirst({ tally: { ...first.tally, reward: 0.3 } })],
    ['the tokens written', withFirst({ tally: { ...first.tally, tokens: 8 } })],
  ])('changes with %s', (_what, other) => {
    const expected = checkpointChecksum({ ...without, planning });
    expect(checkpointChecksum({ ...without, ...(other && { planning: other }) })).not.toBe(expected);
    expect(checkpointChecksum(without)).not.toBe(expected);
  });

  it('does not depend on the order of fields', () => {
    const turned = { ...cursor, phase: cursor.phase };
    const config = Object.fromEntries(Object.entries(model.config).reverse()) as unknown as typeof model.config;
    expect(checkpointChecksum({ cursor: turned, model: { ...model, config } })).toBe(
      checkpointChecksum({ cursor, model }),
    );
  });
});

describe('a stored checkpoint', () => {
  it('gives back what it took', () => {
    expect(fromStored(toStored('a', checkpoint(3), true))).toEqual(checkpoint(3));
    expect(toStored('a', checkpoint(3), true)).toMatchObject({ runId: 'a', total: 3, keep: 1 });
    expect(fromStored(structuredClone(toStored('a', planningCheckpoint(3), false)))).toEqual(planningCheckpoint(3));
  });

  it('counts all that it takes', () => {
    const { planning, ...without } = planningCheckpoint(3);
    const bytes = 4 * without.model.parameters.length;
    expect(toStored('a', without, false).bytes).toBe(3 * bytes);
    expect(toStored('a', planningCheckpoint(3), false).bytes).toBe(4 * bytes + JSON.stringify(planning?.agents).length);
  });

  it('has a buffer of its own for a reference that is a piece of a larger one', () => {
    const { planning, ...without } = planningCheckpoint(3);
    const { length } = without.model.parameters;
    const reference = new Float32Array(10 * length).subarray(length, 2 * length);
    const stored = toStored('a', { ...without, planning: { agents: planning?.agents ?? [], reference } }, false);
    expect(stored.checkpoint.planning?.reference.buffer.byteLength).toBe(4 * length);
  });

  const stored = toStored('a', planningCheckpoint(3), false);
  const { planning } = stored.checkpoint;
  const withAgents = (agents: unknown) => ({ ...planning, agents });
  it.each<[string, unknown, string | RegExp]>([
    ['no reference', { agents: [] }, 'The checkpoint is not valid at "checkpoint.planning.reference"'],
    ['agents that are none', withAgents('many'), 'The list of agents is not valid'],
    ['an agent without a plan', withAgents([{ ...agentState(), plan: undefined }]), 'not valid at "0.plan"'],
    ['words for actions', withAgents([agentState({ actions: ['left'] as never })]), 'a list of tokens is expected'],
    ['more steps than actions', withAgents([agentState({ actions: [7] })]), 'there must be one action per step'],
    [
      'a reference of another network',
      { ...planning, reference: new Float32Array(7) },
      /reference has 7 numbers and the network has \d+\./,
    ],
    ['an agent less', withAgents(planning?.agents.slice(1)), 'its bytes have changed since it was saved'],
    ['no agents any more', undefined, 'its bytes have changed since it was saved'],
  ])('with %s is refused in words', (_what, changed, message) => {
    const { planning: _, ...rest } = stored.checkpoint;
    const record = { ...stored, checkpoint: { ...rest, ...(changed !== undefined && { planning: changed }) } };
    expect(() => fromStored(record)).toThrow(message);
  });

  it('is not made of a reference that does not fit the network', () => {
    const misfit = { ...planningCheckpoint(3), planning: { reference: new Float32Array(7), agents: [] } };
    expect(() => toStored('a', misfit, false)).toThrow('reference has 7 numbers');
  });
});
