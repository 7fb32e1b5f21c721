/** The planning advantage, which the paper defines and never measured: by the age of the plan, and by what was decided. */
import { type Estimate, estimate } from '../../estimate.ts';
import { difference, over, type PerSeed, perSeed } from '../../measure.ts';
import type { Figure, Point, Table } from '../../section.ts';
import { significant } from '../../words.ts';
import { type PlanningClaim, ruleText, sourceNotes, verdictOf } from '../claim.ts';
import type { AdvantageFigures, ArmFigures } from '../report.ts';
import { cellsFor, meanText, signed } from '../words.ts';

/** Plans that have been carried for more steps are old ones. */
const YOUNG = 8;

type Moments = Pick<AdvantageFigures, 'moments' | 'mean'>;

export const advantage: PlanningClaim = {
  id: 'advantage',
  title: 'The worth of a new plan, measured',
  arms: ['crafter-dynamic'],
  section: (_, [arm]) => {
    const agent = arm as ArmFigures;
    const cells = cellsFor([agent]);
    const all = worth(agent, (found) => found);
    const [planned, kept] = [
      worth(agent, ({ decided }) => decided.planned),
      worth(agent, ({ decided }) => decided.kept),
    ];
    const [old, young] = [
      worth(agent, ({ byAge }) => pooled(byAge.filter(({ from }) => from > YOUNG))),
      worth(agent, ({ byAge }) => pooled(byAge.filter(({ to }) => to <= YOUNG))),
    ];
    const timing = difference(planned, kept);
    const drift = difference(old, young);
    const verdict = verdictOf([timing, drift]);
    const judged = {
      reproduced: 'Both are as the paper’s account has it.',
      partly: 'Only part of the paper’s account shows here, or it rests on one seed.',
      'not reproduced': 'The paper’s account does not show in these measurements.',
    }[verdict];
    const [first] = agent.runs.flatMap(({ measurements }) => measurements.advantage?.advantage ?? []);
    return {
      claim:
        'An agent should plan when a new plan is worth more than it costs (A_plan > C_plan); a plan drifts out of date, so the worth of a new one grows with the age of the old. The paper leaves it to reinforcement learning to sense this, and does not measure it.',
      finding:
        `A new plan is worth ${meanText(all, signed)} on average. Where the agent itself plans it is worth ${meanText(planned, signed)} and where it goes on with its plan ${meanText(kept, signed)}, ` +
        `a difference of ${cells.signed(timing)}. With a plan older than ${YOUNG} steps it is worth ${meanText(old, signed)} and with a younger one ${meanText(young, signed)}, ` +
        `a difference of ${cells.signed(drift)}. ${judged}`,
      verdict,
      figures: [ageFigure(agent)],
      tables: [decisionTable(agent, { all, planned, kept, old, young })],
      notes: [
        ruleText(
          'a new plan is worth more where the agent plans than where it does not, and more against old plans than against young ones',
        ),
        ...(first
          ? [
              `At a moment, the world and the agent are copied: ${first.rollouts} copies write a new plan there and ${first.rollouts} do not; after this step all of them plan as they always do, for ${first.steps} steps in all. The difference of their discounted returns is what planning now, rather than later, is worth, in units of Crafter’s reward (1 per achievement). An agent that plans often soon makes up for a plan that it was denied, which keeps the worth small.`,
              'What plans cost is not subtracted from what is earned; the value estimate that stands for everything after the last step was learned with it.',
            ]
          : []),
        `Moments are drawn evenly from all steps at which a plan is carried. Returns vary far more from copy to copy than plans change them, so ${significant(momentsOf(agent))} moments in all leave wide intervals.`,
        ...sourceNotes([agent], ['advantage']),
      ],
    };
  },
};

/** Mean worth per seed over those moments; seeds without any are left out. */
function worth(arm: ArmFigures, those: (found: AdvantageFigures) => Moments | null): PerSeed {
  return perSeed(arm, ({ measurements }) => {
    const found = measurements.advantage?.advantage;
    return found ? (those(found)?.mean ?? null) : null;
  });
}

/** Several groups of moments as one; null without any. */
function pooled(groups: readonly Moments[]): Moments | null {
  const moments = groups.reduce((sum, group) => sum + group.moments, 0);
  if (moments === 0) return null;
  return { moments, mean: groups.reduce((sum, group) => sum + group.moments * (group.mean ?? 0), 0) / moments };
}

function momentsOf({ runs }: ArmFigures): number {
  return runs.reduce((sum, { measurements }) => sum + (measurements.advantage?.advantage?.moments ?? 0), 0);
}

function ageFigure(arm: ArmFigures): Figure {
  const groups = arm.runs.flatMap(({ measurements }) => measurements.advantage?.advantage?.byAge ?? []);
  const ages = [...new Map(groups.map(({ from, to }) => [from, to]))].sort(([a], [b]) => a - b);
  return {
    kind: 'bars',
    title: 'Worth of a new plan by the age of the old one',
    xLabel: 'Steps that the old plan was carried for',
    yLabel: 'Reward gained by planning anew',
    unit: 'number',
    series: [
      {
        name: 'Mean over seeds',
        points: ages.flatMap(([from, to]): Point[] => {
          const value = over(worth(arm, ({ byAge }) => byAge.find((group) => group.from === from) ?? null));
          return value === null ? [] : [signedPoint(from === to ? String(from) : `${from} to ${to}`, value)];
        }),
      },
    ],
  };
}

/** Unlike other points, its interval may go below zero. */
function signedPoint(x: string, { mean, interval }: Estimate): Point {
  return interval === null ? { x, y: mean } : { x, y: mean, low: interval[0], high: interval[1] };
}

function decisionTable(
  arm: ArmFigures,
  { all, planned, kept, old, young }: Readonly<Record<'all' | 'planned' | 'kept' | 'old' | 'young', PerSeed>>,
): Table {
  const cells = cellsFor([arm]);
  const counted = (those: (found: AdvantageFigures) => Moments | null) =>
    arm.runs.reduce((sum, { measurements }) => {
      const found = measurements.advantage?.advantage;
      return sum + (found ? (those(found)?.moments ?? 0) : 0);
    }, 0);
  const positive = estimate(arm.runs.flatMap(({ measurements }) => measurements.advantage?.advantage?.positive ?? []));
  const row = (name: string, values: PerSeed, those: (found: AdvantageFigures) => Moments | null) => [
    ...[name, significant(counted(those)), cells.signed(over(values))],
  ];
  return {
    caption: `What a new plan is worth; above zero at ${cells.share(positive)} of all moments`,
    head: ['Moments', 'How many', 'Worth'],
    rows: [
      row('all', all, (found) => found),
      row('the agent itself plans', planned, ({ decided }) => decided.planned),
      row('the agent keeps its plan', kept, ({ decided }) => decided.kept),
      row(`old plan older than ${YOUNG} steps`, old, ({ byAge }) => pooled(byAge.filter(({ from }) => from > YOUNG))),
      row(`old plan of up to ${YOUNG} steps`, young, ({ byAge }) => pooled(byAge.filter(({ to }) => to <= YOUNG))),
    ],
  };
}
