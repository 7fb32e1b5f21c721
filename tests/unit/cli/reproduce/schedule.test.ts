import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ScheduleDisplay, scheduleLine } from '../../../../cli/reproduce/schedule.mjs';

const SHOWN = { number: 3, of: 80, name: 'small-single, seed 3', activity: 'training', fraction: 0.5 };

/** A display, and what it has written since it was last asked; a terminal has a width. */
function display(columns?: number): { display: ScheduleDisplay; written: () => string } {
  const stream = Object.assign(new PassThrough(), columns === undefined ? {} : { isTTY: true, columns });
  return {
    display: new ScheduleDisplay(stream as unknown as NodeJS.WriteStream),
    written: () => String(stream.read() ?? ''),
  };
}

describe('the line', () => {
  it('says where it is and how long everything takes', () => {
    expect(scheduleLine(SHOWN, 3900, 100)).toBe(
      ' 3/80  small-single, seed 3: training ██████████░░░░░░░░░░  50 %  1:05 h left in all',
    );
    expect(scheduleLine(SHOWN, null, 100)).toBe(' 3/80  small-single, seed 3: training ██████████░░░░░░░░░░  50 %');
  });

  it('fits into a narrow terminal', () => {
    expect(scheduleLine(SHOWN, 3900, 40)).toHaveLength(39);
  });
});

describe('without a terminal', () => {
  it('it is written now and then', () => {
    const { display: shown, written } = display();
    for (let i = 0; i <= 100; i++) shown.show({ ...SHOWN, fraction: i / 100 }, 3900);
    shown.show({ ...SHOWN, activity: 'evaluating', fraction: 0 }, 3900);
    shown.end(SHOWN.number, 'Done.');
    const lines = written().trim().split('\n');
    expect(lines).toHaveLength(7);
    expect(lines[5]).toContain('evaluating');
    expect(lines[6]).toBe('Done.');
  });

  it('it is no more often written when two runs take turns', () => {
    const { display: shown, written } = display();
    for (let i = 0; i <= 100; i++) {
      shown.show({ ...SHOWN, fraction: i / 100 }, 3900);
      shown.show({ ...SHOWN, number: 4, fraction: i / 100 }, 3900);
    }
    expect(written().trim().split('\n')).toHaveLength(10);
  });
});

describe('on a terminal', () => {
  it('it is written over', () => {
    const { display: shown, written } = display(100);
    shown.show(SHOWN, 3900);
    expect(written()).toBe(scheduleLine(SHOWN, 3900, 100));
    shown.show(SHOWN, 60);
    expect(written()).toBe(`\r\x1b[J${scheduleLine(SHOWN, 60, 100)}`);
    shown.end(SHOWN.number, 'Done.');
    expect(written()).toBe('\r\x1b[JDone.\n');
    shown.say('All.');
    expect(written()).toBe('All.\n');
  });

  it('several are written together, in their order, with the time once', () => {
    const { display: shown, written } = display(100);
    const other = { ...SHOWN, number: 2, fraction: 0.1 };
    shown.show(SHOWN, 3900);
    written();
    shown.show(other, 3900);
    const lines = [scheduleLine(other, null, 100), scheduleLine(SHOWN, null, 100), '1:05 h left in all'];
    expect(written()).toBe(`\r\x1b[J${lines.join('\n')}`);
    shown.end(other.number, 'Done.');
    expect(written()).toBe('\r\x1b[2A\x1b[JDone.\n');
    shown.show(SHOWN, 60);
    expect(written()).toBe(scheduleLine(SHOWN, 60, 100));
  });
});
