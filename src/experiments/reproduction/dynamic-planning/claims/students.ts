/** The paper's four students under reinforcement learning: primed or not, planning or not. */
import { meanCurve } from '../../curve.ts';
import { difference, over } from '../../measure.ts';
import type { Figure } from '../../section.ts';
import { listed, significant } from '../../words.ts';
import { bar, type PlanningClaim, ruleText, sourceNotes, verdictOf } from '../claim.ts';
import { frequencyOf, scoreOf } from '../measure.ts';
import type { ArmFigures, CurvePoint } from '../report.ts';
import { cellsFor, fine, meanText, nameAmong } from '../words.ts';

/** In the paper's order, the best first, with the ends of its curves. */
const STUDENTS = [
  { id: 'crafter-dynamic', paper: 0.4 },
  { id: 'crafter-never', paper: 0.33 },
  { id: 'crafter-unprimed-never', paper: 0.288 },
  { id: 'crafter-unprimed', paper: 0.204 },
] as const;

/** The first so many are primed. */
const PRIMED = 2;

/** Seeds up to this one were run at first. */
const FIRST_SEEDS = 5;

export const students: PlanningClaim = {
  id: 'students',
  title: 'Four students learn by reinforcement',
  arms: STUDENTS.map(({ id }) => id),
  section: (_, arms) => {
    const scores = arms.map((arm) => scoreOf(arm, 'own'));
    const cells = cellsFor(arms);
    const gaps = scores.slice(1).map((score, i) => difference(scores[i] as typeof score, score));
    const verdict = verdictOf(gaps);
    const ordered = arms.map((arm, i) => `${meanText(scores[i] as (typeof scores)[number])} (${lower(arm)})`);
    const judged = {
      reproduced: 'This is the paper’s order, and every difference is sure.',
      partly: 'Part of the paper’s order is sure.',
      'not reproduced': 'The paper’s order does not reproduce here.',
    }[verdict];
    const [lead] = gaps;
    return {
      claim:
        'After 200,000 steps of reinforcement learning the primed agent that decides when to plan reaches 40 % of all achievements, the primed one without plans 33 %, the unprimed one without plans 28.8 %, and the unprimed one that may plan 20.4 %.',
      finding: `After reinforcement learning the four reach ${listed(ordered)}. Among the primed, the lead of the one that decides when to plan is ${cells.points(lead ?? null)}. ${judged}`,
      verdict,
      figures: [curves(arms), bars(arms)],
      tables: [
        {
          caption: 'After reinforcement learning, in the paper’s order',
          head: ['Agent', 'After imitation', 'Score', 'Above the next', 'Plans per step', 'Paper'],
          rows: arms.map((arm, i) => {
            const { paper } = STUDENTS[i] as (typeof STUDENTS)[number];
            return [
              arm.title,
              i < PRIMED ? cells.share(over(scoreOf(arm, 'own-primed'))) : 'none',
              cells.share(over(scores[i] as (typeof scores)[number])),
              i < gaps.length ? cells.points(gaps[i] ?? null) : '',
              cells.share(over(frequencyOf(arm, 'own'))),
              fine(paper),
            ];
          }),
        },
      ],
      notes: [
        ruleText('each of the four scores above the next'),
        'Curves are of the episodes that the training played and that ended in the same stretch of it. All episodes begin with the training, so that at first only those end that are cut short by death; the bars are of whole episodes that no training saw.',
        `Here, reinforcement learning has ${significant(meanSteps(arms))} steps of the world, the paper’s 200,000. A later evaluation in the paper gives 38.7 % for its primed agent that decides when to plan, 29.8 % for the primed one without plans and 21 % for the unprimed one that may plan.`,
        ...trialsNotes(arms.slice(0, PRIMED)),
        ...sourceNotes(arms, ['own', 'own-primed']),
      ],
    };
  },
};

function curves(arms: readonly ArmFigures[]): Figure {
  const score = (point: CurvePoint) => point.score;
  return {
    kind: 'lines',
    title: 'Score during reinforcement learning',
    xLabel: 'Steps of the world',
    yLabel: 'Mean score of an episode',
    unit: 'share',
    series: arms.map((arm) => ({ name: nameAmong(arm, arms), points: meanCurve(arm, 'steps', score) })),
  };
}

function bars(arms: readonly ArmFigures[]): Figure {
  return {
    kind: 'bars',
    title: 'Score on held-out episodes',
    xLabel: 'When',
    yLabel: 'Mean score of an episode',
    unit: 'share',
    series: arms.map((arm) => ({
      name: nameAmong(arm, arms),
      points: [
        ...bar('After imitation', scoreOf(arm, 'own-primed')),
        ...bar('After reinforcement learning', scoreOf(arm, 'own')),
      ],
    })),
  };
}

/** How the settings and the number of seeds came about, and what the seeds show that were added. */
function trialsNotes(primed: readonly ArmFigures[]): string[] {
  const settings = 'The settings of the primed agents were chosen by trials on seeds 1 and 2.';
  const added = primed.map((arm) => over(new Map([...scoreOf(arm, 'own')].filter(([seed]) => seed > FIRST_SEEDS))));
  const [dynamic, never] = added;
  if (!dynamic || !never) return [settings];
  const cells = cellsFor(primed);
  return [
    settings,
    `The primed agents have more seeds than the others because ${FIRST_SEEDS} left their intervals overlapping. In the seeds that were added for that, the one that decides when to plan reaches ${cells.share(dynamic)} and the one that never plans ${cells.share(never)}.`,
  ];
}

function meanSteps(arms: readonly ArmFigures[]): number {
  const steps = arms.flatMap(({ runs }) => runs.map((run) => run.steps));
  return steps.reduce((a, b) => a + b, 0) / steps.length;
}

function lower({ title }: ArmFigures): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
