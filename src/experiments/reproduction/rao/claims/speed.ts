/** Time: more steps in all, but fewer one after the other. On tasks that both agents solve. */
import type { Verdict } from '../../claim.ts';
import { type Estimate, estimate, isAbove, pointOf } from '../../estimate.ts';
import type { Figure } from '../../section.ts';
import { listed, numberCell, percent, significant, times } from '../../words.ts';
import { type RaoClaim, sourceNotes } from '../claim.ts';
import { bandsOf, type Range } from '../measure.ts';
import type { ArmFigures, Comparison, SharedTasks } from '../report.ts';

/** What is compared on the tasks of a band; each is the mean over the seeds that have such tasks. */
interface BandTimes {
  readonly name: string;
  /** Tasks that both agents solve, of all seeds. */
  readonly solved: number;
  /** Recursive by single: turns of all agents. */
  readonly moreTurns: Estimate | null;
  /** Single by recursive: turns that follow one another. */
  readonly shorterPath: Estimate | null;
  /** Single by recursive: seconds of the wall clock. */
  readonly faster: Estimate | null;
  /** Sub-agents one after the other, by side by side: seconds of the same trees. */
  readonly parallelGain: Estimate | null;
}

/** Bands for which the paper claims more speed; on easy tasks the single agent is slightly faster there. */
const CLAIMED = ['medium', 'hard'];

export const speed: RaoClaim = {
  id: 'speed',
  title: 'Less time although more steps',
  arms: ['large-recursive', 'large-single'],
  section: (report, arms) => {
    const [recursive, single] = arms as readonly [ArmFigures, ArmFigures];
    const comparisons = report.comparisons.filter((one) => one.recursive === recursive.id && one.single === single.id);
    const bands = bandsOf(recursive).map((band) => timesOf(comparisons, band));
    const judged = bands.filter(({ name, solved }) => CLAIMED.includes(name) && solved > 0);
    return {
      claim:
        'On tasks that both solve, recursive agents are 1.8 times (medium) and 2.5 times (hard) faster although they take 1.8 and 2.8 times as many steps; on easy tasks the single agent is slightly faster.',
      finding: findingOf(judged),
      verdict: verdictOf(judged),
      figures: [ratioFigure(bands)],
      tables: [
        {
          caption: 'Ratios on tasks that both agents solve, with 95 % intervals over seeds',
          head: [
            'Band',
            'Tasks that both solve',
            'Turns in all, recursive by single',
            'Turns in a row, single by recursive',
            'Wall clock, single by recursive',
            'Wall clock, in turn by side by side',
          ],
          rows: bands.map(({ name, solved, moreTurns, shorterPath, faster, parallelGain }) => [
            name,
            significant(solved),
            ...[moreTurns, shorterPath, faster, parallelGain].map((value) => numberCell(value)),
          ]),
        },
      ],
      notes: [
        'It counts as reproduced when on the hardest band with tasks that both solve the recursive agent takes more turns in all and less time, the latter with a 95 % interval over seeds that says so; as partly reproduced when its turns in a row are fewer but its time is not surely less. Easy tasks are not counted.',
        'Turns in a row are those on the critical path: siblings count once where they run side by side. The wall clock is read one task at a time, with nothing else being computed; the last column compares the recursive agent’s own trees, sub-agents one after the other or side by side.',
        ...sourceNotes(arms),
      ],
    };
  },
};

function timesOf(comparisons: readonly Comparison[], band: Range & { name: string }): BandTimes {
  const shared = comparisons.map(({ byDifficulty }) =>
    byDifficulty.filter(({ difficulty }) => difficulty >= band.low && difficulty <= band.high),
  );
  const over = (cost: CostName, turned: (ratio: number) => number) =>
    estimate(
      shared.flatMap((rows) => {
        const ratio = meanRatio(rows.map((row) => row[cost]));
        return ratio === null ? [] : [turned(ratio)];
      }),
    );
  const asIs = (ratio: number) => ratio;
  const inverse = (ratio: number) => 1 / ratio;
  return {
    name: band.name,
    solved: shared.flat().reduce((sum, { both }) => sum + both, 0),
    moreTurns: over('turns', asIs),
    shorterPath: over('criticalTurns', inverse),
    faster: over('seconds', inverse),
    parallelGain: over('parallelOverSerial', inverse),
  };
}

type CostName = 'turns' | 'criticalTurns' | 'seconds' | 'parallelOverSerial';

/** Geometric mean over all tasks of several difficulties; null without any. */
function meanRatio(ratios: readonly SharedTasks[CostName][]): number | null {
  const found = ratios.flatMap((one) => (one !== null && one.tasks > 0 ? [one] : []));
  const tasks = found.reduce((sum, one) => sum + one.tasks, 0);
  return tasks === 0 ? null : Math.exp(found.reduce((sum, one) => sum + one.tasks * Math.log(one.ratio), 0) / tasks);
}

function verdictOf(judged: readonly BandTimes[]): Verdict {
  const hardest = judged.at(-1);
  if (!hardest) return 'not reproduced';
  const { moreTurns, faster, shorterPath } = hardest;
  if (moreTurns && moreTurns.mean > 1 && faster && isAbove(faster, 1)) return 'reproduced';
  return shorterPath && shorterPath.mean > 1 ? 'partly' : 'not reproduced';
}

function findingOf(judged: readonly BandTimes[]): string {
  if (judged.length === 0) {
    return 'The claim cannot be shown here: there is no medium or hard task that both agents solve, so there is nothing to compare times on.';
  }
  const sentences = judged.map(({ name, moreTurns, shorterPath, faster }) =>
    [
      `On ${name} tasks that both solve, the recursive agent takes ${times(moreTurns?.mean ?? 0)} as many turns in all`,
      `${percent(1 / (shorterPath?.mean ?? 1))} as many one after the other`,
      faster === null
        ? 'and a time that was not measured.'
        : faster.mean >= 1
          ? `and is ${times(faster.mean)} as fast by the clock.`
          : `and takes ${times(1 / faster.mean)} as long by the clock.`,
    ].join(', '),
  );
  const words = {
    reproduced: 'The claim holds here.',
    partly: 'The path of turns that wait for each other is shorter, but the clock does not surely show it here.',
    'not reproduced': 'The claim does not reproduce here.',
  }[verdictOf(judged)];
  return [...sentences, words].join(' ');
}

function ratioFigure(bands: readonly BandTimes[]): Figure {
  const shown = bands.filter(({ solved }) => solved > 0);
  const series = (name: string, value: (band: BandTimes) => Estimate | null) => ({
    name,
    points: shown.flatMap((band) => {
      const found = value(band);
      return found === null ? [] : [pointOf(band.name, found, 'number')];
    }),
  });
  return {
    kind: 'bars',
    title: 'More turns, less time',
    xLabel: `Tasks that both solve: ${listed(shown.map(({ name }) => name))}`,
    yLabel: 'Times the other agent’s',
    unit: 'number',
    series: [
      series('Turns in all, recursive by single', ({ moreTurns }) => moreTurns),
      series('Turns in a row, single by recursive', ({ shorterPath }) => shorterPath),
      series('Wall clock, single by recursive', ({ faster }) => faster),
    ].filter(({ points }) => points.length > 0),
  };
}
