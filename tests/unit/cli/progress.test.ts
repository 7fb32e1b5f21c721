/** Progress as people read it. */
import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { bar, duration, ProgressDisplay, progressLine } from '../../../cli/progress.mjs';

const progress = {
  type: 'progress',
  cursor: { phase: 'training', update: 18, phaseTokens: 0, total: 50 },
  activity: 'Rollout',
  fraction: 0.466,
  secondsLeft: 65,
} as const;

it.each([
  [0.4, '0 s'],
  [59.4, '59 s'],
  [59.6, '1:00 min'],
  [187, '3:07 min'],
  [3599.9, '1:00 h'],
  [8100, '2:15 h'],
  [-1, '0 s'],
])('says %d seconds', (seconds, expected) => {
  expect(duration(seconds)).toBe(expected);
});

it('draws a bar of constant width, whatever the fraction', () => {
  expect(bar(0, 4)).toBe('░░░░');
  expect(bar(0.5, 4)).toBe('██░░');
  expect(bar(2, 4)).toBe('████');
});

describe('the line', () => {
  it('says what is going on, how far it is and how long it takes', () => {
    expect(progressLine(progress, { name: 'success', value: 0.614 }, 90)).toBe(
      'Rollout                █████████░░░░░░░░░░░  46 %  update 18  success 0.61  1:05 min left',
    );
  });

  it('leaves out what is not known', () => {
    const line = progressLine(
      { ...progress, secondsLeft: null, cursor: { ...progress.cursor, phase: 'warm-start' } },
      null,
      60,
    );
    expect(line).toMatch(/46 % {2}step 18$/);
  });

  it('never fills the terminal, or it would wrap', () => {
    for (const width of [1, 10, 40, 80, 300])
      expect(progressLine(progress, { name: 'score', value: 1 }, width).length).toBeLessThan(width);
  });
});

/** A stream that keeps what is written; a terminal if it has columns. */
function recorder(columns?: number): { stream: WriteStream; text: () => string } {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  Object.assign(stream, columns === undefined ? {} : { isTTY: true, columns });
  return { stream: stream as unknown as WriteStream, text: () => text };
}

describe('the display', () => {
  it('rewrites one line on a terminal, and makes room for messages', () => {
    const { stream, text } = recorder(80);
    const display = new ProgressDisplay(stream);
    display.show(progress);
    display.show({ ...progress, fraction: 0.47 });
    display.say('Saved.');
    expect(text().split('\n')).toHaveLength(2);
    expect(text().endsWith('\r\x1b[2KSaved.\n')).toBe(true);
  });

  it('writes a line now and then elsewhere', () => {
    const { stream, text } = recorder();
    const display = new ProgressDisplay(stream);
    for (let i = 0; i <= 100; i++) display.show({ ...progress, fraction: i / 100 });
    const lines = text().trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.length).toBeLessThan(25);
    expect(text()).not.toContain('\x1b');
  });
});
