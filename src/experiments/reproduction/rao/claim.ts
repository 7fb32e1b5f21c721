/** What the files of RAO's claims share: figures, tables and notes that several of them show. */
import { type Claim, startText } from '../claim.ts';
import { pointOf } from '../estimate.ts';
import { over } from '../measure.ts';
import type { Figure, Series, Table } from '../section.ts';
import { listed, seedsText, shareCell } from '../words.ts';
import { bandsOf, meanOver, successOver } from './measure.ts';
import type { ArmFigures, RaoReport, RunFigures } from './report.ts';

export type RaoClaim = Claim<RaoReport>;

/** Success by band, a group of bars per band and a bar per arm. */
export function bandFigure(title: string, arms: readonly ArmFigures[]): Figure {
  return {
    kind: 'bars',
    title,
    xLabel: 'Difficulty',
    yLabel: 'Tasks solved',
    unit: 'share',
    series: arms.map(
      (arm): Series => ({
        name: arm.title,
        points: bandsOf(arm).flatMap((band) => {
          const success = over(successOver(arm, band));
          return success === null ? [] : [pointOf(band.name, success, 'share')];
        }),
      }),
    ),
  };
}

/** Success by difficulty, a line per arm; the trained range is the first arm's. */
export function difficultyFigure(title: string, xLabel: string, arms: readonly ArmFigures[]): Figure {
  const trained = arms[0]?.trained;
  return {
    kind: 'lines',
    title,
    xLabel,
    yLabel: 'Tasks solved',
    unit: 'share',
    series: arms.map(
      (arm): Series => ({
        name: arm.title,
        points: difficultiesOf(arm).flatMap((difficulty) => {
          const success = over(successOver(arm, { low: difficulty, high: difficulty }));
          return success === null ? [] : [pointOf(difficulty, success, 'share')];
        }),
      }),
    ),
    ...(trained ? { trained } : {}),
  };
}

/** Success by band, a row per arm; `paper` adds a row of the paper's numbers for the arm of its id. */
export function bandTable(
  caption: string,
  arms: readonly ArmFigures[],
  paper: readonly (readonly [name: string, byBand: Readonly<Record<string, string>>])[] = [],
): Table {
  const names = [...new Set(arms.flatMap((arm) => bandsOf(arm).map(({ name }) => name)))];
  return {
    caption,
    head: ['Agent', ...names],
    rows: [
      ...arms.map((arm) => [
        arm.title,
        ...names.map((name) => {
          const band = bandsOf(arm).find((one) => one.name === name);
          return band ? shareCell(over(successOver(arm, band))) : 'not evaluated';
        }),
      ]),
      ...paper.map(([name, byBand]) => [name, ...names.map((band) => byBand[band] ?? 'not stated')]),
    ],
  };
}

export function difficultiesOf(arm: ArmFigures): number[] {
  const all = arm.runs.flatMap(({ byDifficulty }) => byDifficulty.map(({ difficulty }) => difficulty));
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Partial credit counted: mean score on one difficulty. */
export function scoreAt(arm: ArmFigures, difficulty: number) {
  return meanOver(arm, { low: difficulty, high: difficulty }, ({ score }) => score);
}

/** Where the figures come from: seeds, tasks, bands, and what the arms change in their presets. */
export function sourceNotes(arms: readonly ArmFigures[]): string[] {
  const [first] = arms;
  if (!first) return [];
  const seeds = Math.min(...arms.map(({ runs }) => runs.length));
  const tasks = Math.min(...arms.flatMap(({ runs }) => runs.flatMap(({ byDifficulty }) => byDifficulty.map(tasksOf))));
  const bands = first.bands.map(({ name, low, high }) => `${name} ${low === high ? low : `${low} to ${high}`}`);
  return [
    `Means over ${seedsText(seeds)} with 95 % intervals over seeds, on ${tasks} tasks per difficulty and seed that no training saw.`,
    `Difficulties: ${listed(bands)}.`,
    ...arms.map(armNote),
  ];
}

/** What an arm was: enough to know what was tried. */
function armNote(arm: ArmFigures): string {
  const trained = arm.trained[0] === arm.trained[1] ? arm.trained[0] : `${arm.trained[0]} to ${arm.trained[1]}`;
  return `${arm.title}: trained on difficulties ${trained}, ${startText(arm)}.`;
}

function tasksOf({ tasks }: RunFigures['byDifficulty'][number]): number {
  return tasks;
}
