/** How often the agent plans: less and less after priming, more and more without. */
import { meanCurve } from '../../curve.ts';
import { armOf, difference, over, type PerSeed, perSeed } from '../../measure.ts';
import type { Figure } from '../../section.ts';
import { significant } from '../../words.ts';
import { bar, type PlanningClaim, ruleText, sourceNotes, verdictOf } from '../claim.ts';
import { frequencyOf } from '../measure.ts';
import type { ArmFigures, CurvePoint } from '../report.ts';
import { cellsFor, meanText } from '../words.ts';

export const frequency: PlanningClaim = {
  id: 'frequency',
  title: 'How often it plans',
  arms: ['crafter-dynamic', 'crafter-unprimed'],
  section: (report, arms) => {
    const [primed, unprimed] = arms as readonly [ArmFigures, ArmFigures];
    const search = armOf(report, 'pogs-dynamic');
    const [before, after] = [frequencyOf(primed, 'own-primed'), frequencyOf(primed, 'own')];
    const [first, last] = [firstFrequency(unprimed), frequencyOf(unprimed, 'own')];
    const falls = difference(before, after);
    const rises = difference(last, first);
    const free = armOf(report, 'crafter-cost-none');
    // What is imitated does not depend on what plans cost later, so its first share is the primed agent's.
    const freeAfter = free && frequencyOf(free, 'own');
    const freeBefore = freeAfter && new Map([...before].filter(([seed]) => freeAfter.has(seed)));
    const verdict = verdictOf([falls, rises, ...(freeAfter && freeBefore ? [difference(freeBefore, freeAfter)] : [])]);
    const judged = {
      reproduced: 'Both are as in the paper.',
      partly: 'Only part of it is as in the paper, or rests on one seed.',
      'not reproduced': 'The claim does not reproduce here.',
    }[verdict];
    const all = [...arms, ...(free ? [free] : []), ...(search ? [search] : [])];
    const cells = cellsFor(all);
    const row = (name: string, from: PerSeed, to: PerSeed, paper: string) => [
      ...[name, cells.share(over(from)), cells.share(over(to))],
      ...[cells.points(difference(to, from)), paper],
    ];
    return {
      claim:
        'Reinforcement learning makes the primed agent plan less often, from 7.3 % to 4.3 % of its steps; the unprimed one comes to plan ever more, from 78.5 % to 85 %.',
      finding:
        `The primed agent plans at ${meanText(before)} of its steps before reinforcement learning and at ${meanText(after)} after it, ` +
        `a change of ${cells.points(difference(after, before))}, with a price of ${significant(primed.planCost)} on each token of a plan. ` +
        (freeAfter && freeBefore
          ? `Where plans cost nothing, as in most of the paper’s runs, it goes from ${meanText(freeBefore)} to ${meanText(freeAfter)}. `
          : '') +
        `The unprimed agent plans at ${meanText(first)} of its steps at first and at ${meanText(last)} in the end, ` +
        `a change of ${cells.points(rises)}. ${judged}`,
      verdict,
      figures: [
        frequencyFigure('The primed agent', primed, before, after),
        frequencyFigure('The unprimed agent', unprimed, new Map(), last),
      ],
      tables: [
        {
          caption: 'Share of steps with a plan',
          head: ['Agent', 'Before', 'After', 'Change', 'Paper'],
          rows: [
            row(primed.title, before, after, '7.3 % to 4.3 %'),
            ...(freeAfter && freeBefore
              ? [row(`The same where plans cost nothing`, freeBefore, freeAfter, '7.3 % to 4.3 %')]
              : []),
            row(unprimed.title, first, last, '78.5 % to 85 %'),
            ...(search
              ? [row(search.title, frequencyOf(search, 'own-primed'), frequencyOf(search, 'own'), 'not trained')]
              : []),
          ],
        },
      ],
      notes: [
        ruleText(
          'the primed agent’s share of steps with a plan falls, also where plans cost nothing, and the unprimed one’s rises',
        ),
        'Before and after are measured on held-out episodes; before, of the unprimed agent, is the first stretch of its training. A language model that was never trained for it writes plans by habit; a network that knows nothing draws its first word at random, and a plan is one of many.',
        ...sourceNotes(all, ['own', 'own-primed']),
      ],
    };
  },
};

/** In the first stretch of the training. */
function firstFrequency(arm: ArmFigures): PerSeed {
  return perSeed(arm, ({ curve }) => curve[0]?.frequency ?? null);
}

/** In per cent as a number, for the axis of shares goes up to all of them. */
function frequencyFigure(title: string, arm: ArmFigures, before: PerSeed, after: PerSeed): Figure {
  const height = ({ frequency: share }: CurvePoint) => (share === null ? null : 100 * share);
  const ends = [...hundredfold(before, 0), ...hundredfold(after, lastStep(arm))];
  return {
    kind: 'lines',
    title: `Plans per 100 steps: ${title.toLowerCase()}`,
    xLabel: 'Steps of the world in reinforcement learning',
    yLabel: 'Plans per 100 steps',
    unit: 'number',
    series: [
      { name: 'While training', points: meanCurve(arm, 'steps', height, 'number') },
      { name: 'On held-out episodes', points: ends },
    ],
  };
}

function hundredfold(values: PerSeed, x: number) {
  const scaled = new Map([...values].map(([seed, value]) => [seed, 100 * value]));
  return bar('', scaled, 'number').map((point) => ({ ...point, x }));
}

/** Of the seed that trained for the fewest. */
function lastStep({ runs }: ArmFigures): number {
  return Math.min(...runs.map(({ steps }) => steps));
}
