/** What a price on the tokens of plans does: fewer and shorter plans, at about the same score. */
import type { Verdict } from '../../claim.ts';
import { armOf, difference, over, type PerSeed, paired } from '../../measure.ts';
import type { Figure } from '../../section.ts';
import { listed, significant } from '../../words.ts';
import { bar, type PlanningClaim, sourceNotes } from '../claim.ts';
import { figureOf, frequencyOf, planLength, scoreOf } from '../measure.ts';
import type { ArmFigures } from '../report.ts';
import { cellsFor, meanText, nameAmong } from '../words.ts';

/** How much the score may change with any seed, as a share of all achievements, and still count as hardly changed. */
const HARDLY = 0.02;

/** By what factor plans have to be longer where they are free, so that it is more than chance. */
const LONGER = 1.05;

export const cost: PlanningClaim = {
  id: 'cost',
  title: 'A price on plans',
  arms: ['crafter-cost-none', 'crafter-cost-high'],
  section: (report, [none, high]) => {
    const [free, dear] = [none, high] as [ArmFigures, ArmFigures];
    const between = armOf(report, 'crafter-dynamic');
    const arms = [free, ...(between ? [between] : []), dear].sort((a, b) => a.planCost - b.planCost);
    const cells = cellsFor(arms);
    const rarer = everySeed(frequencyOf(free, 'own'), frequencyOf(dear, 'own'));
    const shorter = everySeed(lengthOf(free), lengthOf(dear), (a, b) => a - LONGER * b);
    const [freeScore, dearScore] = [scoreOf(free, 'own'), scoreOf(dear, 'own')];
    const change = difference(dearScore, freeScore);
    const unchanged = everySeed(freeScore, dearScore, (a, b) => HARDLY - Math.abs(a - b));
    const holding = [
      ...(rarer.holds ? ['plans become rarer'] : []),
      ...(shorter.holds ? ['plans become shorter'] : []),
      ...(unchanged.holds ? ['the score hardly changes'] : []),
    ];
    const whole = holding.length === 3 && rarer.seeds > 1;
    const verdict: Verdict = whole ? 'reproduced' : rarer.holds ? 'partly' : 'not reproduced';
    return {
      claim:
        'A penalty per token of a plan makes plans fewer and shorter; the score of the task is largely unaffected.',
      finding:
        `Where plans cost nothing, the trained agent plans at ${plansText(free)}; where they cost much, at ${plansText(dear)}. The score changes by ${cells.points(change)}. ` +
        (holding.length > 0
          ? `Of the claim it holds here that ${listed(holding)}.`
          : 'Nothing of the claim holds here.'),
      verdict,
      figures: [frequencies(arms)],
      tables: [
        {
          caption: 'After reinforcement learning with different prices',
          head: ['Agent', 'Price of a token', 'Price of a plan', 'Score', 'Plans per 100 steps', 'Tokens per plan'],
          rows: arms.map((arm) => [
            arm.title,
            significant(arm.planCost),
            priceOfPlan(arm),
            cells.share(over(scoreOf(arm, 'own'))),
            cells.amount(over(figureOf(arm, 'own', (one) => 100 * one.frequency))),
            cells.amount(over(lengthOf(arm))),
          ]),
        },
      ],
      notes: [
        'It counts as reproduced when, from no price to the highest, plans become rarer, and shorter by 5 %, with every one of at least two seeds, and the score changes by at most 2 points with each; as partly reproduced when plans become rarer with every seed. Few seeds make no useful interval, so seeds are counted.',
        'The paper takes 0.001 and 0.005 per token. With its plans of about 120 tokens that is 0.12 and 0.6 per plan, in a world that pays 1 for an achievement. Plans here have a few tokens, so the price of a token is higher; what a plan costs is in the table.',
        ...sourceNotes(arms),
      ],
    };
  },
};

function plansText(arm: ArmFigures): string {
  const share = `${meanText(frequencyOf(arm, 'own'))} of its steps`;
  const length = over(lengthOf(arm));
  return length === null ? share : `${share}, with ${significant(length.mean)} tokens per plan`;
}

function lengthOf(arm: ArmFigures): PerSeed {
  return figureOf(arm, 'own', planLength);
}

function priceOfPlan(arm: ArmFigures): string {
  const length = over(lengthOf(arm));
  return length === null ? 'no plans' : significant(length.mean * arm.planCost);
}

/** Whether `gap` is above zero with every seed that has both; by itself, it is by how much the first is more. */
function everySeed(
  first: PerSeed,
  second: PerSeed,
  gap = (a: number, b: number) => a - b,
): { readonly holds: boolean; readonly seeds: number } {
  const gaps = [...paired(first, second, gap).values()];
  return { holds: gaps.length > 0 && gaps.every((gap) => gap > 0), seeds: gaps.length };
}

function frequencies(arms: readonly ArmFigures[]): Figure {
  return {
    kind: 'bars',
    title: 'Plans by what they cost',
    xLabel: 'After reinforcement learning',
    yLabel: 'Number',
    unit: 'number',
    series: arms.map((arm) => ({
      name: nameAmong(arm, arms),
      points: [
        ...bar(
          'Plans per 100 steps',
          figureOf(arm, 'own', (one) => 100 * one.frequency),
          'number',
        ),
        ...bar('Tokens per plan', lengthOf(arm), 'number'),
      ],
    })),
  };
}
