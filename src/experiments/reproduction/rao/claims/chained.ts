/** Chained work: how much runs side by side where sub-tasks are independent or chained, and what recursion gains there. */
import { GAP_RULE, GAP_WORDS, gapVerdict } from '../../claim.ts';
import { pointOf } from '../../estimate.ts';
import { difference, over } from '../../measure.ts';
import { listed, percent, pointsCell, shareCell, shareText } from '../../words.ts';
import { difficultyFigure, type RaoClaim, sourceNotes } from '../claim.ts';
import { parallelShare, successOver } from '../measure.ts';
import type { ArmFigures } from '../report.ts';

/** Shares of the paper's delegations that run beside a sibling. */
const PAPER_SHARE = { independent: 0.85, chained: 0.015 };
/** The same as the paper states them; `percent` would round the smaller one. */
const PAPER_WORDS = { independent: '85 %', chained: '1.5 %' };
/** The paper's success on multi-hop questions. */
const PAPER_HOPS = { recursive: 0.4, single: 0.24 };
/** Many hops: more than any that was trained on. */
const MANY_HOPS = { low: 6, high: 8 };

export const parallelism: RaoClaim = {
  id: 'parallelism',
  title: 'Side by side where the work allows it',
  arms: ['small-recursive', 'oolong-recursive', 'deepdive-recursive'],
  section: (_, arms) => {
    const [crafting, reading, chained] = arms as readonly [ArmFigures, ArmFigures, ArmFigures];
    const gaps = [crafting, reading].map((arm) => difference(parallelShare(arm), parallelShare(chained)));
    const smallest = gaps.reduce((a, b) => (a === null || (b !== null && b.mean >= a.mean) ? a : b));
    const verdict = gapVerdict(smallest, PAPER_SHARE.independent - PAPER_SHARE.chained);
    const shares = arms.map((arm) => ({ arm, share: over(parallelShare(arm)) }));
    const judged = {
      reproduced: 'The agents delegate in parallel where they can, as in the paper, without being paid for it.',
      partly: 'There is a difference, but a smaller one than in the paper, or it rests on one seed.',
      'not reproduced': 'The claim does not reproduce here.',
    }[verdict];
    return {
      claim: `Where sub-tasks are independent ${PAPER_WORDS.independent} of all delegations run side by side, where they are chained ${PAPER_WORDS.chained}.`,
      finding: `Of all sub-agents, ${listed(
        shares.map(({ arm, share }) => `${shareText(share)} (${arm.title})`),
      )} run beside a sibling. ${judged}`,
      verdict,
      figures: [
        {
          kind: 'bars',
          title: 'Sub-agents that run beside a sibling',
          xLabel: 'Independent sub-tasks: crafting, Oolong; chained: DeepDive',
          yLabel: 'Share of all sub-agents',
          unit: 'share',
          series: [
            {
              name: 'Share that runs side by side',
              points: shares.flatMap(({ arm, share }) => (share === null ? [] : [pointOf(arm.title, share, 'share')])),
            },
          ],
        },
      ],
      tables: [
        {
          caption: 'Share of all sub-agents that run beside a sibling, with 95 % intervals over seeds',
          head: ['Agent', 'Share'],
          rows: [
            ...shares.map(({ arm, share }) => [arm.title, share === null ? 'no sub-agents' : shareCell(share)]),
            ['Paper, independent sub-tasks', PAPER_WORDS.independent],
            ['Paper, chained sub-tasks', PAPER_WORDS.chained],
          ],
        },
      ],
      notes: [
        `The difference is that between DeepDive and the one of the other two that is nearer to it. ${GAP_RULE}`,
        ...sourceNotes(arms),
      ],
    };
  },
};

export const manyHops: RaoClaim = {
  id: 'many-hops',
  title: 'Questions of many hops',
  arms: ['deepdive-recursive', 'deepdive-single'],
  section: (_, arms) => {
    const [recursive, single] = arms as readonly [ArmFigures, ArmFigures];
    const values = [successOver(recursive, MANY_HOPS), successOver(single, MANY_HOPS)] as const;
    const gap = difference(values[0], values[1]);
    const verdict = gapVerdict(gap, PAPER_HOPS.recursive - PAPER_HOPS.single);
    return {
      claim: `On multi-hop questions the recursive agent solves ${percent(PAPER_HOPS.recursive)}, the single agent ${percent(
        PAPER_HOPS.single,
      )}.`,
      finding: `On questions of ${MANY_HOPS.low} to ${MANY_HOPS.high} hops the recursive agent solves ${shareText(
        over(values[0]),
      )} and the single agent ${shareText(over(values[1]))}, a difference of ${pointsCell(gap)}. ${GAP_WORDS[verdict]}`,
      verdict,
      figures: [difficultyFigure('Success by number of hops', 'Hops', arms)],
      tables: [
        {
          caption: 'Questions solved, with 95 % intervals over seeds',
          head: ['Agent', `${MANY_HOPS.low} to ${MANY_HOPS.high} hops`],
          rows: [
            [recursive.title, shareCell(over(values[0]))],
            [single.title, shareCell(over(values[1]))],
            ['Difference', pointsCell(gap)],
          ],
        },
      ],
      notes: [GAP_RULE, ...sourceNotes(arms)],
    };
  },
};
