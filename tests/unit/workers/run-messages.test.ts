/** What a run worker takes for a command, and what it says about the rest. */
import { describe, expect, it } from 'vitest';
import type { RunCommand } from '../../../src/workers/protocol.ts';
import { readRunCommand } from '../../../src/workers/run-messages.ts';
import { tinyPlanningExperiment } from '../../support/tiny-planning-experiment.ts';

const OPEN = { type: 'open', runId: 'r', experiment: tinyPlanningExperiment(), resume: true } as const;

describe('a command', () => {
  it.each<RunCommand>([
    OPEN,
    { ...OPEN, measure: true },
    { type: 'play' },
    { type: 'pause' },
    { type: 'step' },
    { type: 'speed', roundDelayMs: 0 },
    { type: 'evaluate' },
    {
      type: 'evaluate',
      difficulties: [1, 2],
      tasks: 3,
      samples: 1,
      temperature: 0,
      attempts: true,
      speed: 1,
      moments: 2,
    },
    { type: 'close' },
  ])('is taken as it is: $type', (command) => {
    expect(readRunCommand(structuredClone(command))).toEqual(command);
  });
});

describe('anything else', () => {
  it.each<[string, unknown]>([
    ['type', { type: 'jump' }],
    ['type', {}],
    ['all of it', null],
    ['all of it', 'play'],
    ['runId', { ...OPEN, runId: '' }],
    ['runId', { ...OPEN, runId: 7 }],
    ['experiment', { ...OPEN, experiment: 'dynamic-crafter' }],
    ['resume', { ...OPEN, resume: undefined }],
    ['measure', { ...OPEN, measure: 'yes' }],
    ['roundDelayMs', { type: 'speed', roundDelayMs: -1 }],
    ['roundDelayMs', { type: 'speed', roundDelayMs: Number.POSITIVE_INFINITY }],
    ['roundDelayMs', { type: 'speed' }],
    ['difficulties', { type: 'evaluate', difficulties: 3 }],
    ['difficulties.1', { type: 'evaluate', difficulties: [1, '2'] }],
    ['tasks', { type: 'evaluate', tasks: '5' }],
    ['temperature', { type: 'evaluate', temperature: Number.NaN }],
  ])('is refused, with the place where it is wrong: %s of %o', (place, data) => {
    expect(() => readRunCommand(data)).toThrow(`cannot read: ${place}.`);
  });
});
