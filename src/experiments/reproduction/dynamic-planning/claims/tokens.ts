/** What deciding when to plan saves: tokens per episode, at a score that is no lower. */
import { GAP_RULE, GAP_WORDS, gapVerdict, type Verdict } from '../../claim.ts';
import type { Estimate } from '../../estimate.ts';
import { difference, over, paired } from '../../measure.ts';
import { significant } from '../../words.ts';
import { bar, type PlanningClaim, sourceNotes } from '../claim.ts';
import { figureOf, scoreOf, tokensOf } from '../measure.ts';
import type { ArmFigures } from '../report.ts';
import { cellsFor, meanText } from '../words.ts';

/** 1,714 tokens in place of 11,511. */
const PAPER_SAVING = 0.85;
const FIXED = 'every-4';

const ROWS = [
  { id: 'own', name: 'as it decides', paper: '1,714' },
  { id: 'never', name: 'never', paper: '560' },
  { id: 'every-16', name: 'every 16 steps', paper: '2,700' },
  { id: FIXED, name: 'every 4 steps', paper: '11,511' },
  { id: 'every-1', name: 'always', paper: '39,000' },
] as const;

export const tokens: PlanningClaim = {
  id: 'tokens',
  title: 'What planning costs in tokens',
  arms: ['crafter-dynamic'],
  section: (_, [arm]) => {
    const agent = arm as ArmFigures;
    const cells = cellsFor([agent]);
    const [own, fixed] = [tokensOf(agent, 'own'), tokensOf(agent, FIXED)];
    const saving = over(paired(own, fixed, (a, b) => 1 - a / b));
    const worse = difference(scoreOf(agent, 'own'), scoreOf(agent, FIXED));
    const verdict = judge(gapVerdict(saving, PAPER_SAVING), worse?.interval?.[1] ?? 0);
    return {
      claim:
        'The trained agent, which decides when to plan, writes 1,714 tokens per episode; the large model that plans every 4 steps, the best of the fixed intervals, writes 11,511 for about the same score (38.7 % against 37.9 %): 85 % fewer.',
      finding: `The trained agent writes ${meanText(own, significant)} tokens per episode as it decides and ${meanText(fixed, significant)} when it is made to plan every 4 steps, a change of ${cells.change(negative(saving))}. Its score changes by ${cells.points(worse)}. ${GAP_WORDS[verdict]}`,
      verdict,
      figures: [
        {
          kind: 'bars',
          title: 'Tokens that are written per episode',
          xLabel: 'When it plans',
          yLabel: 'Tokens',
          unit: 'number',
          series: [
            {
              name: 'Actions',
              points: ROWS.flatMap(({ id, name }) =>
                bar(
                  name,
                  figureOf(agent, id, ({ meanTokens, meanPlanTokens }) => meanTokens - meanPlanTokens),
                  'number',
                ),
              ),
            },
            {
              name: 'Plans',
              points: ROWS.flatMap(({ id, name }) =>
                bar(
                  name,
                  figureOf(agent, id, ({ meanPlanTokens }) => meanPlanTokens),
                  'number',
                ),
              ),
            },
          ],
        },
      ],
      tables: [
        {
          caption: 'Tokens and score by when the trained agent plans; the paper’s tokens per episode',
          head: ['When it plans', 'Score', 'Tokens per episode', 'Of these, plans', 'Tokens per step', 'Paper'],
          rows: ROWS.map(({ id, name, paper }) => [
            name,
            cells.share(over(scoreOf(agent, id))),
            cells.amount(over(tokensOf(agent, id))),
            cells.amount(over(figureOf(agent, id, ({ meanPlanTokens }) => meanPlanTokens))),
            cells.amount(
              over(figureOf(agent, id, (one) => (one.meanSteps > 0 ? one.meanTokens / one.meanSteps : null))),
            ),
            paper,
          ]),
        },
      ],
      notes: [
        `${GAP_RULE.replace('difference', 'saving')} Where the score is surely lower than with a plan every 4 steps, it counts as partly reproduced at most.`,
        'The paper compares two models, a trained one of 8 billion and an untrained one of 70 billion parameters; here it is the same trained agent, so that only the rule differs.',
        'A plan of the paper has about 120 tokens and an action about 2.5; here a plan has a few and an action one. Tokens of actions therefore weigh more, and the saving that is possible is smaller.',
        ...sourceNotes(
          [agent],
          ROWS.map(({ id }) => id),
        ),
      ],
    };
  },
};

function negative(value: Estimate | null): Estimate | null {
  return value && { ...value, mean: -value.mean, interval: value.interval && [-value.interval[1], -value.interval[0]] };
}

/** @param most upper end of the interval of how much higher the score is */
function judge(verdict: Verdict, most: number): Verdict {
  return most < 0 && verdict === 'reproduced' ? 'partly' : verdict;
}
