import { describe, expect, test } from 'vitest';
import { findKnob } from '../../../../src/experiments/knobs/index.ts';
import { DEFAULT_PRESET } from '../../../../src/experiments/presets/index.ts';
import { draftOf, withEdit } from '../../../../src/ui/run/draft.ts';

const base = DEFAULT_PRESET.experiment;

test('no edits, no changes', () => {
  const draft = draftOf(base, new Map());
  expect(draft).toEqual({ experiment: base, changed: [], problems: [], needsReset: false });
});

describe('edits', () => {
  test('that a run can take midway', () => {
    const draft = draftOf(base, new Map([['training.lambda', '0.4']]));
    expect(draft.experiment.training.lambda).toBe(0.4);
    expect(draft.changed.map(({ path }) => path)).toEqual(['training.lambda']);
    expect(draft.needsReset).toBe(false);
  });

  test('that take a new run', () => {
    expect(draftOf(base, new Map([['model.layers', '3']])).needsReset).toBe(true);
    expect(draftOf(base, new Map([['environment.settings.tiers', '8']])).needsReset).toBe(true);
  });

  test('that cannot be read leave the value in force and are told at their knob', () => {
    const draft = draftOf(base, new Map([['training.lambda', 'much']]));
    expect(draft.experiment).toEqual(base);
    expect(draft.problems.map(({ path }) => path)).toEqual(['training.lambda']);
  });

  test('that contradict other values are told too', () => {
    const draft = draftOf(base, new Map([['model.heads', '3']]));
    expect(draft.problems.map(({ path }) => path)).toEqual(['model.heads']);
  });
});

test('an edit back to the value in force is no edit', () => {
  const knob = findKnob('training.tasks', base);
  if (!knob) throw new Error('The knob is missing.');
  const edited = withEdit(base, new Map(), knob, '3');
  expect([...edited]).toEqual([['training.tasks', '3']]);
  expect(withEdit(base, edited, knob, String(base.training.tasks)).size).toBe(0);
});
