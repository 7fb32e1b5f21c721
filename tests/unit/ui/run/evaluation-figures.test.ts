/** Figures of an evaluation: which lines are drawn, what is left out, and when routing is warned of. */
import { describe, expect, test } from 'vitest';
import { FIGURES, routerWarning, seriesOf } from '../../../../src/ui/run/evaluation-figures.ts';
import { evaluationWords } from '../../../../src/ui/run/evaluation-picker.tsx';
import { difficultyResult } from '../../../support/evaluations.ts';
import { detailedEvaluation, evaluation } from '../../../support/stored-runs.ts';

function figure(id: string) {
  const found = FIGURES.find((each) => each.id === id);
  if (!found) throw new Error(`There is no figure ${id}.`);
  return found;
}

describe('series', () => {
  test('have the interval where there is one', () => {
    expect(seriesOf(figure('success'), 'Recursive', [difficultyResult(3)])).toEqual([
      { label: 'Recursive', points: [{ difficulty: 3, value: 0.5, interval: [0.366, 0.634] }] },
    ]);
    const unknown = difficultyResult(3, { score: Number.NaN, scoreLow: Number.NaN, scoreHigh: Number.NaN });
    expect(seriesOf(figure('score'), 'Recursive', [unknown])[0]?.points[0]).toEqual({
      difficulty: 3,
      value: Number.NaN,
      interval: null,
    });
  });

  test('show the critical path, unless everything is on it', () => {
    const labels = (rows: Parameters<typeof seriesOf>[2]) =>
      seriesOf(figure('turns'), 'Agent', rows).map(({ label }) => label);
    expect(labels([difficultyResult(1)])).toEqual(['Agent: in all', 'Agent: critical path']);
    expect(labels([difficultyResult(1, { meanTurns: 4, meanCriticalTurns: 4 })])).toEqual(['Agent: in all']);
  });

  test('of several attempts name how many', () => {
    const rows = [difficultyResult(1, { samples: 8, passAt: [0.5, 0.7, 0.9] })];
    expect(seriesOf(figure('pass'), 'Agent', rows).map(({ label, points }) => [label, points[0]?.value])).toEqual([
      ['Agent: one attempt', 0.5],
      ['Agent: any of 8 attempts', 0.9],
    ]);
    expect(figure('pass').applies?.(rows)).toBe(true);
    expect(figure('pass').applies?.([difficultyResult(1)])).toBe(false);
  });
});

test('routing is warned of from a fifth of the trees on', () => {
  expect(routerWarning([difficultyResult(1, { routers: 0.19 }), difficultyResult(2, { routers: Number.NaN })])).toBe(
    '',
  );
  expect(routerWarning([difficultyResult(1), difficultyResult(4, { routers: 0.5 })])).toMatch(/50 % at difficulty 4/);
});

test('an evaluation is named by what was asked for', () => {
  expect(evaluationWords(evaluation(12))).toBe('Step 12: difficulties 1 to 2, 50 tasks each');
  expect(evaluationWords(detailedEvaluation(4))).toBe(
    'Step 4: difficulties 7 to 8, 3 tasks each, 2 attempts at temperature 0.7, attempts kept, timed',
  );
});
