/** Training efficiency: success on held-out tasks against updates, tokens and time. */

import { type Height, meanCurve, meanHeights } from '../../curve.ts';
import { type Estimate, isAbove } from '../../estimate.ts';
import { difference, over } from '../../measure.ts';
import type { Figure, Section } from '../../section.ts';
import { listed, pointsCell, shareCell } from '../../words.ts';
import { type RaoClaim, sourceNotes } from '../claim.ts';
import type { ArmFigures, CurvePoint } from '../report.ts';

type Axis = 'update' | 'tokens' | 'seconds';

const AXES: readonly { axis: Axis; label: string; per: string }[] = [
  { axis: 'update', label: 'Optimizer steps', per: 'optimizer step' },
  { axis: 'tokens', label: 'Trained tokens', per: 'trained token' },
  { axis: 'seconds', label: 'Seconds of training', per: 'second' },
];

/** Only what is trained on is evaluated during imitation too. */
const trained: Height<CurvePoint> = (point) => point.trained;

interface Race {
  readonly name: string;
  readonly axis: (typeof AXES)[number];
  readonly recursive: Estimate | null;
  readonly single: Estimate | null;
  readonly lead: Estimate | null;
}

export const efficiency: RaoClaim = {
  id: 'efficiency',
  title: 'Learning faster',
  arms: ['small-recursive', 'small-single', 'large-recursive', 'large-single'],
  section: (_, arms) => {
    const [smallRecursive, smallSingle, largeRecursive, largeSingle] = arms as readonly [
      ArmFigures,
      ArmFigures,
      ArmFigures,
      ArmFigures,
    ];
    const races = [
      ...AXES.map((axis) => race('small window', axis, smallRecursive, smallSingle)),
      ...AXES.map((axis) => race('large window', axis, largeRecursive, largeSingle)),
    ];
    const won = races.filter(({ lead }) => lead !== null && isAbove(lead, 0));
    const verdict: Section['verdict'] =
      won.length === races.length ? 'reproduced' : won.length > 0 ? 'partly' : 'not reproduced';
    return {
      claim: 'Recursive agents learn faster per update than single agents, even when the window holds whole solutions.',
      finding: findingOf(races, won),
      verdict,
      figures: AXES.map((axis) => figureOf(axis, arms)),
      tables: [
        {
          caption: 'Success averaged over the training, on held-out tasks as difficult as those trained on',
          head: ['Against', 'Recursive', 'Single', 'Difference'],
          rows: races.map(({ name, axis, recursive, single, lead }) => [
            `${axis.label}, ${name}`,
            shareCell(recursive),
            shareCell(single),
            pointsCell(lead),
          ]),
        },
      ],
      notes: [
        'It counts as reproduced when the recursive agent’s average success over the training is higher in both windows against updates, tokens and seconds, each with a 95 % interval over seeds above zero, and as partly reproduced when it is in some of them.',
        'Each average goes as far as the shorter of the two trainings. Seconds are those of training alone, without evaluations.',
        ...sourceNotes(arms),
      ],
    };
  },
};

function race(name: string, axis: (typeof AXES)[number], recursive: ArmFigures, single: ArmFigures): Race {
  const [a, b] = meanHeights(recursive, single, axis.axis, trained);
  return { name, axis, recursive: over(a), single: over(b), lead: difference(a, b) };
}

function findingOf(races: readonly Race[], won: readonly Race[]): string {
  const lost = races.filter((one) => !won.includes(one));
  if (won.length === 0) {
    return `The claim does not reproduce here: averaged over the training, the recursive agent is not surely ahead of the single agent in anything that was measured: ${leads(lost)}.`;
  }
  const ahead = `Averaged over the training, the recursive agent’s success is ahead of the single agent’s ${leads(won)}.`;
  return lost.length === 0 ? ahead : `${ahead} It is not surely ahead ${leads(lost)}.`;
}

/** "in the small window by +5 points (+1 to +9) per optimizer step and …; in the large window by …" */
function leads(races: readonly Race[]): string {
  return [...new Set(races.map(({ name }) => name))]
    .map((name) => {
      const own = races.filter((race) => race.name === name);
      return `in the ${name} by ${listed(own.map(({ axis, lead }) => `${pointsCell(lead)} per ${axis.per}`))}`;
    })
    .join('; ');
}

function figureOf({ axis, label }: (typeof AXES)[number], arms: readonly ArmFigures[]): Figure {
  return {
    kind: 'lines',
    title: `Success against ${label.toLowerCase()}`,
    xLabel: label,
    yLabel: 'Tasks solved',
    unit: 'share',
    series: arms.map((arm) => ({ name: arm.title, points: meanCurve(arm, axis, trained) })),
  };
}
