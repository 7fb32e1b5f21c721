/** The inside of an agent worker: replay, errors as events; and the check of what comes out of one. */
import { describe, expect, it } from 'vitest';
import type { EnvironmentSpec } from '../../../src/envs/environment.ts';
import { key } from '../../../src/random/index.ts';
import type { AgentInput, AgentTask } from '../../../src/rl/agent.ts';
import { AgentHost } from '../../../src/workers/agent-host.ts';
import { readAgentEvent } from '../../../src/workers/agent-messages.ts';
import type { AgentCall, AgentEvent } from '../../../src/workers/protocol.ts';
import { ADD, FINISH, TOY } from '../../support/toy-environment.ts';

const limits = { delegation: true, turns: 9, turnTokens: 4, depthCap: 2, context: 60, temperature: 1 };
const { goal, state } = TOY.generate(key(1), 1, {});
const task: AgentTask = {
  id: 'a',
  path: '0',
  depth: 0,
  spawnTurn: -1,
  goal,
  state,
  limits,
  descendants: 2,
  key: key(3),
};
const start: AgentInput = { kind: 'start' };
const turn = (token: number): AgentInput => ({
  kind: 'completion',
  tokens: [token],
  logProbs: [-1],
  entropies: [1],
  full: false,
});

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
    advance(there, { agent: 'a', task, input: start });
    advance(there, { agent: 'a', input: turn(ADD) });
    const expected = advance(there, { agent: 'a', input: turn(FINISH) });
    const answer = advance(host(), { agent: 'a', task, log: [start, turn(ADD)], input: turn(FINISH) });
    expect(answer).toEqual(expected);
    expect(answer).toMatchObject({ type: 'advanced', batch: 5, outputs: [{ agent: 'a', next: { kind: 'done' } }] });
  });

  it('says what went wrong instead of throwing', () => {
    expect(advance(host(), { agent: 'b', input: start })).toEqual({
      type: 'failed',
      batch: 5,
      message: 'No agent b lives here; it must be started with its task first.',
    });
  });

  it('says why it knows no environment when the first batch comes', () => {
    const one = host();
    expect(one.handle({ type: 'configure', environment: { id: 'moon', settings: {} } })).toBeNull();
    expect(advance(one, { agent: 'a', task, input: start })).toMatchObject({
      type: 'failed',
      message: 'There is no environment "moon".',
    });
    const unconfigured = new AgentHost(() => TOY as EnvironmentSpec);
    expect(advance(unconfigured, { agent: 'a', task, input: start })).toMatchObject({ type: 'failed' });
  });

  it('forgets agents that are dropped', () => {
    const one = host();
    advance(one, { agent: 'a', task, input: start });
    expect(one.handle({ type: 'drop', agents: ['a', 'unknown'] })).toBeNull();
    expect(advance(one, { agent: 'a', input: turn(ADD) })).toMatchObject({ type: 'failed' });
  });
});

describe('readAgentEvent', () => {
  it('takes what a host says', () => {
    const one = host();
    for (const event of [
      advance(one, { agent: 'a', task, input: start }),
      advance(one, { agent: 'a', input: turn(FINISH) }),
      advance(one, { agent: 'a', input: start }),
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
    { type: 'advanced', batch: 1, outputs: [{ agent: 'a', spawned: [], next: { kind: 'sing' } }] },
    { type: 'advanced', batch: 1, outputs: [{ agent: 'a', spawned: [], next: { kind: 'complete' } }] },
    { type: 'advanced', batch: 1, outputs: [{ agent: 'a', spawned: [], next: { kind: 'done', trace: {} } }] },
    { type: 'advanced', batch: 1, outputs: [{ agent: 1, spawned: [], next: { kind: 'wait' } }] },
    { type: 'failed', batch: 1 },
    { type: 'hello', batch: 1 },
  ])('refuses %j', (data) => {
    expect(readAgentEvent(data)).toBeNull();
  });
});
