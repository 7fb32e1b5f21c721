/** The gate alone, with a clock that the test moves. */
import { describe, expect, it, vi } from 'vitest';
import { Gate, RunClosed } from '../../../src/workers/gate.ts';
import { ManualTimer } from '../../support/manual-timer.ts';
import { settled } from './threads.ts';

function gate() {
  const timer = new ManualTimer();
  const held = vi.fn(async () => {});
  const passed = vi.fn();
  const one = new Gate(timer);
  const pass = () => one.round(held).then(() => passed('through'), passed);
  return { timer, held, passed, gate: one, pass };
}

describe('round', () => {
  it.each(['running', 'stepping'] as const)('is passed at once when %s', async (mode) => {
    const { gate: one, pass, passed, held } = gate();
    one.set(mode);
    await pass();
    expect(passed).toHaveBeenCalledWith('through');
    expect(held).not.toHaveBeenCalled();
  });

  it('holds while paused, tells once, and counts the time as standing', async () => {
    const { gate: one, pass, passed, held, timer } = gate();
    const passing = pass();
    await settled();
    one.roundDelayMs = 5;
    one.set('paused');
    await settled();
    timer.pass(700);
    expect(passed).not.toHaveBeenCalled();
    expect(held).toHaveBeenCalledTimes(1);
    one.set('running');
    await passing;
    expect(passed).toHaveBeenCalledWith('through');
    expect(one.stoodMs).toBe(700);
  });

  it('goes on when the wish came while the pause was being told', async () => {
    const { gate: one } = gate();
    await one.round(async () => one.set('running'));
    expect(one.mode).toBe('running');
  });

  it('waits out the delay of slow motion', async () => {
    const { gate: one, pass, passed, timer } = gate();
    one.set('running');
    one.roundDelayMs = 400;
    const passing = pass();
    await settled();
    timer.pass(399);
    await settled();
    expect(passed).not.toHaveBeenCalled();
    timer.pass(1);
    await passing;
    expect(passed).toHaveBeenCalledWith('through');
    expect(one.stoodMs).toBe(400);
  });

  it('does not wait out a delay that is no longer wanted', async () => {
    const { gate: one, pass, passed, timer } = gate();
    one.set('running');
    one.roundDelayMs = 60_000;
    const passing = pass();
    one.roundDelayMs = 0;
    await passing;
    expect(passed).toHaveBeenCalledWith('through');
    expect(timer.waiting).toBe(0);
  });

  it.each(['paused', 'running'] as const)('throws when the run is closed, from %s', async (mode) => {
    const { gate: one, pass, passed } = gate();
    one.set(mode);
    one.roundDelayMs = 1000;
    const passing = pass();
    await settled();
    one.set('closed');
    await passing;
    expect(passed.mock.lastCall?.[0]).toBeInstanceOf(RunClosed);
  });
});

it('is not opened again once it is closed', async () => {
  const { gate: one, pass, passed } = gate();
  one.set('closed');
  one.set('running');
  expect(one.mode).toBe('closed');
  await pass();
  expect(passed.mock.lastCall?.[0]).toBeInstanceOf(RunClosed);
});
