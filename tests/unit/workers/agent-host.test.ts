/** The inside of an agent worker: replay, errors as events; and the check of what comes out of one. */
import { describe, expect, it } from 'vitest';
import type { EnvironmentSpec } from '../../../src/envs/environment.ts';
import { key } from '../../../src/random/index.ts';
import type { AgentLimits, AgentTask } from '../../../src/rl/agent.ts';
import type { Turn } from '../../../src/rl/agent-tree.ts';
import { AgentHost } from '../../../src/workers/agent-host.ts';
import { readAgentEvent } from '../../../src/workers/agent-messages.ts';
import type { AgentCall, AgentEvent } from '../../../src/workers/protocol.ts';
import { ADD, FINISH, NUMBER, SPAWN, TOY } from '../../support/toy-environment.ts';

const limits: AgentLimits = {
  delegation: true,
  turns: 9,
  turnBudget: 'agent',
  childSees: 'goal',
  turnTokens: 4,
  depthCap: 2,
  context: 60,
  temperature: 1,
};
const { goal, state } = TOY.generate(key(1), 1, {});
const root: AgentTask = { depth: 0, spawnTurn: -1, goal, state, limits, budget: { turns: 9, descendants: 2 } };
const begin: AgentCall = { tree: 'a', root, turns: [] };
const turn = (...tokens: number[]): Turn => ({ agent: 0, tokens, full: false });

function host(): AgentHost {
  const one = new AgentHost((id) => {
    if (id !== 'toy') throw new RangeError(`There is no environment "${id}".`);
    return TOY as EnvironmentSpec;
  });
  one.handle({ type: 'configure', environment: { id: 'toy', settings: {} } });
  return one;
}

const advance = (one: AgentHost, ...calls: AgentCall[]): AgentEvent | null =>
  one.handle({ type: 'advance', batch: 5, calls });

describe('the host', () => {
  it('replays a log and answers the new input alone, as if it had been there all along', () => {
    const there = host();
    advance(there, begin);
    advance(there, { tree: 'a', turns: [turn(ADD)] });
    const expected = advance(there, { tree: 'a', turns: [turn(FINISH)] });
    const answer = advance(host(), { ...begin, log: [turn(ADD)], turns: [turn(FINISH)] });
    expect(answer).toEqual(expected);
    const ended = { agent: 0, next: { end: 'finished', turns: 2, score: 1 } };
    expect(answer).toMatchObject({
      type: 'advanced',
      batch: 5,
      outputs: [{ tree: 'a', reports: [ended], over: true }],
    });
  });

  it('replays a tree that has only been started', () => {
    const answer = advance(host(), { ...begin, log: [], turns: [turn(SPAWN, NUMBER + 1)] });
    expect(answer).toMatchObject({
      outputs: [{ reports: [{ agent: 0 }, { agent: 1, born: { parent: 0, goal: [1], spawnTurn: 0 } }], over: false }],
    });
  });

  it('says what went wrong instead of throwing', () => {
    expect(advance(host(), { tree: 'b', turns: [] })).toEqual({
      type: 'failed',
      batch: 5,
      message: 'No tree b grows here; it must be started with its root first.',
    });
    const one = host();
    advance(one, begin);
    expect(advance(one, { tree: 'a', turns: [{ ...turn(ADD), agent: 1 }] })).toMatchObject({
      type: 'failed',
      message: 'Agent 1 of this tree did not ask for a turn.',
    });
  });

  it('says why it knows no environment when the first batch comes', () => {
    const one = host();
    expect(one.handle({ type: 'configure', environment: { id: 'moon', settings: {} } })).toBeNull();
    expect(advance(one, begin)).toMatchObject({
      type: 'failed',
      message: 'There is no environment "moon".',
    });
    const unconfigured = new AgentHost(() => TOY as EnvironmentSpec);
    expect(advance(unconfigured, begin)).toMatchObject({ type: 'failed' });
  });

  it('forgets trees that are dropped', () => {
    const one = host();
    advance(one, begin);
    expect(one.handle({ type: 'drop', trees: ['a', 'unknown'] })).toBeNull();
    expect(advance(one, { tree: 'a', turns: [turn(ADD)] })).toMatchObject({ type: 'failed' });
  });
});

const reporting = (report: unknown) => ({ tree: 'a', reports: [report], over: false });

describe('readAgentEvent', () => {
  it('takes what a host says', () => {
    const one = host();
    for (const event of [
      advance(one, begin),
      advance(one, { tree: 'a', turns: [turn(FINISH)] }),
      advance(one, { tree: 'a', turns: [] }),
    ]) {
      expect(readAgentEvent(event)).toBe(event);
    }
  });

  it.each([
    null,
    undefined,
    'advanced',
    {},
    { type: 'advanced', batch: 1 },
    { type: 'advanced', batch: 1.5, outputs: [] },
    { type: 'advanced', batch: 1, outputs: [null] },
    { type: 'advanced', batch: 1, outputs: [{ tree: 'a', reports: [] }] },
    { type: 'advanced', batch: 1, outputs: [{ tree: 1, reports: [], over: true }] },
    { type: 'advanced', batch: 1, outputs: [reporting({ agent: 0, observed: [], joins: [], next: 'sing' })] },
    { type: 'advanced', batch: 1, outputs: [reporting({ agent: 0, observed: [], joins: [], next: {} })] },
    { type: 'advanced', batch: 1, outputs: [reporting({ agent: 0, observed: [], joins: 3, next: 'turn' })] },
    { type: 'advanced', batch: 1, outputs: [reporting({ agent: 0, joins: [], next: 'turn' })] },
    { type: 'advanced', batch: 1, outputs: [reporting({ agent: '0', observed: [], joins: [], next: 'turn' })] },
    { type: 'failed', batch: 1 },
    { type: 'hello', batch: 1 },
  ])('refuses %j', (data) => {
    expect(readAgentEvent(data)).toBeNull();
  });
});
