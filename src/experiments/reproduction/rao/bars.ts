/** What RAO's reproduction has to reach. Means over seeds; the time is the longest seed's. */
import type { Goal } from '../bar.ts';
import { armOf, difference, over, type PerSeed, paired, perSeed } from '../measure.ts';
import { scoreAt } from './claim.ts';
import { bandOf, successOver } from './measure.ts';
import type { ArmFigures, RaoReport } from './report.ts';

type Arms = Pick<RaoReport, 'arms'>;

export const RAO_GOALS: readonly Goal<Arms>[] = [
  ...(
    [
      ['easy', 0.99],
      ['medium', 0.98],
      ['hard', 0.95],
    ] as const
  ).map(
    ([band, limit]): Goal<Arms> => ({
      id: `crafting-${band}`,
      text: `Recursive agent, small window: solves at least ${Math.round(limit * 100)} % of ${band} crafting tasks`,
      unit: 'share',
      limit,
      value: (report) => mean(report, 'small-recursive', (arm) => inBand(arm, band)),
    }),
  ),
  {
    id: 'crafting-single',
    text: 'Single agent, small window: solves at most 5 % of hard crafting tasks',
    unit: 'share',
    limit: 0.05,
    atMost: true,
    value: (report) => mean(report, 'small-single', (arm) => inBand(arm, 'hard')),
  },
  {
    id: 'oolong',
    text: 'Recursive agent, Oolong: keeps at least 90 % of its score from 4 to 32 windows',
    unit: 'share',
    limit: 0.9,
    value: (report) =>
      mean(report, 'oolong-recursive', (arm) =>
        paired(scoreAt(arm, 7), scoreAt(arm, 4), (far, near) => (near > 0 ? far / near : 0)),
      ),
  },
  {
    id: 'deepdive',
    text: 'Recursive agent, DeepDive: at least 16 points above the single agent on 6 hops and more',
    unit: 'points',
    limit: 0.16,
    value: (report) => {
      const [recursive, single] = ['deepdive-recursive', 'deepdive-single'].map((id) => armOf(report, id));
      const hops = { low: 6, high: 8 };
      if (!recursive || !single) return null;
      return difference(successOver(recursive, hops), successOver(single, hops))?.mean ?? null;
    },
  },
  {
    id: 'minutes',
    text: 'One training of the recursive agent on crafting: at most 5 minutes',
    unit: 'minutes',
    limit: 5,
    atMost: true,
    value: (report) => {
      const arm = armOf(report, 'small-recursive');
      return arm ? Math.max(...perSeed(arm, ({ minutes }) => minutes).values()) : null;
    },
  },
];

function mean(report: Arms, id: string, values: (arm: ArmFigures) => PerSeed): number | null {
  const arm = armOf(report, id);
  return arm ? (over(values(arm))?.mean ?? null) : null;
}

function inBand(arm: ArmFigures, name: string): PerSeed {
  const band = bandOf(arm, name);
  return band ? successOver(arm, band) : new Map();
}
