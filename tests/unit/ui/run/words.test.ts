/** The run screen's words: statuses, stages, speeds, trees. */
import { describe, expect, test } from 'vitest';
import { nudged } from '../../../../src/ui/run/knob-field.tsx';
import { SPEEDS, speedAt, speedIndex, speedText } from '../../../../src/ui/run/speed.ts';
import { runStage } from '../../../../src/ui/run/stage.ts';
import { statusWords } from '../../../../src/ui/run/status-words.ts';
import { recordWords } from '../../../../src/ui/run/tree-words.ts';
import { record, trace } from '../session/fixtures.ts';

const cursor = { phase: 'training', update: 7, phaseTokens: 100, total: 30 } as const;
const progress = { cursor, activity: 'Evaluating', fraction: 0.5, secondsLeft: 60 };

test.each([
  ['opening', '', 'Opening', 'Choosing an engine'],
  ['running', '', 'Running', 'Evaluating · Update 7'],
  ['paused', 'The tab was hidden.', 'Paused', 'The tab was hidden. · Update 7'],
  ['failed', '', 'Failed', 'unknown reason'],
  ['failed', 'No memory left.', 'Failed', 'No memory left.'],
  ['closed', '', 'Closed', 'saved'],
] as const)('%s with message "%s"', (status, message, state, detail) => {
  const words = statusWords(status, message, progress, 'rao');
  expect(words.state).toBe(state);
  expect(words.detail).toContain(detail);
});

test('stages', () => {
  expect(runStage(null, 'rao')).toBe('Not saved yet');
  expect(runStage({ ...cursor, phase: 'warm-start' }, 'rao')).toBe('Warm start, step 7');
  expect(runStage({ ...cursor, phase: 'warm-start' }, 'dynamic-planning')).toBe('Priming, step 7');
  expect(runStage(cursor, 'rao')).toBe('Update 7');
  expect(runStage({ ...cursor, phase: 'done' }, 'rao')).toBe('Done after 30 steps');
});

describe('speed', () => {
  test('every speed has its place on the slider, from slow to full', () => {
    expect(SPEEDS.map(speedIndex)).toEqual(SPEEDS.map((_, i) => i));
    expect(speedAt(0)).toBe(2000);
    expect(speedAt(99)).toBe(0);
    expect(speedIndex(900)).toBe(speedIndex(1000));
  });

  test('in words', () => {
    expect(SPEEDS.map(speedText)).toContain('Full speed');
    expect(speedText(2000)).toBe('Slow motion, 2 s a round');
    expect(speedText(100)).toBe('100 ms a round');
  });
});

test('a tree in one line', () => {
  expect(recordWords(record(3))).toBe('step 3 · training · difficulty 2 · 1 agent · solved');
  const failed = { ...record(3), tree: { ...record(3).tree, traces: [trace('0', 0), trace('0.0')] } };
  expect(recordWords(failed)).toContain('2 agents · not solved');
});

test('arrow keys move numbers within their range and without the dust of binary fractions', () => {
  expect(nudged('0.2', 0.1, 0, 2)).toBe('0.3');
  expect(nudged('0.05', -0.1, 0, 2)).toBe('0');
  expect(nudged('1.95', 0.1, 0, 2)).toBe('2');
  expect(nudged('many', 1, 0, 2)).toBe('many');
});
