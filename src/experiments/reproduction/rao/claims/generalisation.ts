/** Deeper tasks than any trained on: crafting after medium tasks only, and inputs of many windows after few. */
import type { Verdict } from '../../claim.ts';
import { type Estimate, isAbove, pointOf } from '../../estimate.ts';
import { difference, over, paired } from '../../measure.ts';
import { percent, pointsCell, shareCell, shareText } from '../../words.ts';
import { bandTable, difficultiesOf, difficultyFigure, type RaoClaim, scoreAt, sourceNotes } from '../claim.ts';
import { bandOf, successOver } from '../measure.ts';
import type { ArmFigures } from '../report.ts';

/** The paper's hard and medium success after training on medium tasks. */
const PAPER = { medium: 0.96, hard: 0.88 };
/** The paper's mean scores on inputs of 55 and 175 thousand tokens after training on up to about 60 thousand. */
const PAPER_LONG = { near: 0.454, far: 0.249 };
/** Difficulties of Oolong: input doubles with each, and 2 is one window. */
const FOUR_WINDOWS = 4;
const MOST_WINDOWS = 7;

const NOWHERE = { low: 0, high: -1 };

export const deeperTasks: RaoClaim = {
  id: 'deeper-tasks',
  title: 'Deeper tasks than trained on',
  arms: ['medium-recursive', 'medium-single'],
  section: (_, arms) => {
    const [recursive, single] = arms as readonly [ArmFigures, ArmFigures];
    const success = (arm: ArmFigures, band: string) => successOver(arm, bandOf(arm, band) ?? NOWHERE);
    const [medium, hard, extreme] = (['medium', 'hard', 'extreme'] as const).map((band) =>
      over(success(recursive, band)),
    );
    const lead = difference(success(recursive, 'hard'), success(single, 'hard'));
    const kept = share(hard, medium);
    const verdict = verdictOf(lead, kept);
    const figures = `Trained on medium tasks only, the recursive agent solves ${shareText(medium)} of the medium, ${shareText(
      hard,
    )} of the hard and ${shareText(extreme)} of the extreme tasks: on hard ones it keeps ${percent(
      kept,
    )} of its success. Its lead over the single agent on hard tasks is ${pointsCell(lead)}.`;
    const judged = {
      reproduced: 'It generalises as the paper says.',
      partly: 'It generalises, but less than in the paper, or this rests on one seed.',
      'not reproduced': 'The claim does not reproduce here.',
    }[verdict];
    return {
      claim: `Trained on medium tasks only, the recursive agent solves ${percent(PAPER.medium)} of the medium and ${percent(
        PAPER.hard,
      )} of the hard tasks.`,
      finding: `${figures} ${judged}`,
      verdict,
      figures: [difficultyFigure('Success after training on medium tasks', 'Crafting depth', arms)],
      tables: [
        bandTable('Tasks solved after training on medium tasks', arms, [
          ['Paper, recursive', { medium: percent(PAPER.medium), hard: percent(PAPER.hard) }],
        ]),
      ],
      notes: [
        `It counts as reproduced when the recursive agent keeps on hard tasks at least the paper’s share of its success on medium ones (${percent(
          PAPER.hard / PAPER.medium,
        )}) and its lead over the single agent has a 95 % interval above zero; as partly reproduced when it keeps at least half.`,
        'The single agent has a window and turns that the flat solution of hard tasks fits in.',
        ...sourceNotes(arms),
      ],
    };
  },
};

function verdictOf(lead: Estimate | null, kept: number): Verdict {
  if (lead === null || lead.mean <= 0 || kept < 0.5) return 'not reproduced';
  if (lead.interval === null) return 'partly';
  if (!isAbove(lead, 0)) return 'not reproduced';
  return kept >= PAPER.hard / PAPER.medium ? 'reproduced' : 'partly';
}

export const longInputs: RaoClaim = {
  id: 'long-inputs',
  title: 'Inputs of many windows',
  arms: ['oolong-recursive', 'oolong-single'],
  section: (_, arms) => {
    const [recursive, single] = arms as readonly [ArmFigures, ArmFigures];
    const [near, far] = [scoreAt(recursive, FOUR_WINDOWS), scoreAt(recursive, MOST_WINDOWS)];
    const kept = over(paired(far, near, (a, b) => (b > 0 ? a / b : 0)));
    const paper = PAPER_LONG.far / PAPER_LONG.near;
    const verdict: Verdict =
      kept === null || kept.mean < paper ? 'not reproduced' : isAbove(kept, paper) ? 'reproduced' : 'partly';
    const alone = over(scoreAt(single, MOST_WINDOWS));
    const judged = {
      reproduced: 'It keeps more than in the paper, on inputs eight times as long as those trained on.',
      partly: 'That is as much as in the paper, though not surely so.',
      'not reproduced': 'The claim does not reproduce here: it loses more than in the paper.',
    }[verdict];
    return {
      claim: `Trained on inputs of up to about 60 thousand tokens, the recursive agent scores ${PAPER_LONG.near} on 55 thousand and still ${PAPER_LONG.far} on 175 thousand.`,
      finding: `The recursive agent scores ${shareText(over(near))} on inputs of 4 windows, the longest it was trained on, and ${shareText(
        over(far),
      )} on inputs of 32, where the single agent scores ${shareText(alone)}. It keeps ${shareCell(kept)} of its score. ${judged}`,
      verdict,
      figures: [
        {
          kind: 'bars',
          title: 'Score by length of the input',
          xLabel: 'Length of the input in windows; trained on up to 4',
          yLabel: 'Mean score',
          unit: 'share',
          series: arms.map((arm) => ({
            name: arm.title,
            points: difficultiesOf(arm).flatMap((difficulty) => {
              const score = over(scoreAt(arm, difficulty));
              return score === null ? [] : [pointOf(windows(difficulty), score, 'share')];
            }),
          })),
        },
      ],
      tables: [
        {
          caption: 'Mean score by length of the input in windows, with 95 % intervals over seeds',
          head: ['Agent', ...difficultiesOf(recursive).map(windows)],
          rows: arms.map((arm) => [
            arm.title,
            ...difficultiesOf(recursive).map((difficulty) => shareCell(over(scoreAt(arm, difficulty)))),
          ]),
        },
      ],
      notes: [
        `It counts as reproduced when the share of the score kept from 4 to 32 windows has a 95 % interval above the paper’s ${percent(
          paper,
        )}, and as partly reproduced when its mean is at least that.`,
        'Scores give partial credit: 0.75 to the power of the error for numbers, the overlap for lists.',
        ...sourceNotes(arms),
      ],
    };
  },
};

/** Length of an input in windows. */
function windows(difficulty: number): string {
  return difficulty === 1 ? '½' : String(2 ** (difficulty - 2));
}

function share(part: Estimate | null | undefined, whole: Estimate | null | undefined): number {
  return part && whole && whole.mean > 0 ? part.mean / whole.mean : 0;
}
