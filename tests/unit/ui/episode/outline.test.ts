/** What a record of an episode says by itself: plans with the steps in which they were in force, and figures. */
import { describe, expect, test } from 'vitest';
import { figuresAt, planSpans, spanAt } from '../../../../src/ui/episode/outline.ts';
import { episodeRecord } from '../../../support/episodes.ts';

const turn = (plan: readonly number[] | null = null, reward = 0) => ({ action: 7, plan, reward, value: 0 });
const record = episodeRecord(1, { plan: [5], turns: [turn(), turn(null, 2), turn([6]), turn([7], -1), turn()] });

describe('planSpans', () => {
  test('a plan is in force until the next one, the one carried in from the start', () => {
    expect(planSpans(record)).toEqual([
      { plan: [5], from: 0, until: 2, written: false, reward: 2 },
      { plan: [6], from: 2, until: 3, written: true, reward: 0 },
      { plan: [7], from: 3, until: 5, written: true, reward: -1 },
    ]);
  });

  test('a plan carried in that is replaced at once is in force before the first turn only', () => {
    const spans = planSpans({ plan: [5], turns: [turn([6]), turn()] });
    expect(spans).toMatchObject([
      { plan: [5], from: 0, until: 0, written: false, reward: 0 },
      { plan: [6], from: 0, until: 2, written: true },
    ]);
    expect([0, 1, 2].map((step) => spanAt(spans, step)?.plan)).toEqual([[5], [6], [6]]);
  });

  test('without plans there are none', () => {
    expect(planSpans({ plan: null, turns: [turn(), turn()] })).toEqual([]);
    expect(planSpans({ plan: null, turns: [turn(), turn([6])] })).toMatchObject([{ from: 1, until: 2 }]);
  });
});

test('a new plan shows together with the first action under it', () => {
  const spans = planSpans(record);
  const shown = Array.from({ length: 6 }, (_, step) => spanAt(spans, step)?.plan);
  expect(shown).toEqual([[5], [5], [5], [6], [7], [7]]);
  expect(spanAt(planSpans({ plan: null, turns: [turn([6])] }), 0)).toBeNull();
});

test('figures count what was done up to a step, brackets of plans included', () => {
  expect(figuresAt(record, 0)).toEqual({ steps: 0, reward: 0, plans: 0, planTokens: 0, tokens: 0 });
  expect(figuresAt(record, 4)).toEqual({ steps: 4, reward: 1, plans: 2, planTokens: 6, tokens: 10 });
});
