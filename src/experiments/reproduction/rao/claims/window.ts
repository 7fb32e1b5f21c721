/** Single against recursive agents on crafting: in a window that is too small for a plan, and in one that is not. */
import { GAP_RULE, GAP_WORDS, gapVerdict } from '../../claim.ts';
import { difference, over } from '../../measure.ts';
import type { Table } from '../../section.ts';
import { numberCell, pointsCell, shareText } from '../../words.ts';
import { bandFigure, bandTable, difficultyFigure, type RaoClaim, sourceNotes } from '../claim.ts';
import { bandOf, meanDepth, meanOver, successOver } from '../measure.ts';
import type { ArmFigures } from '../report.ts';

interface Window {
  readonly id: string;
  readonly title: string;
  readonly arms: readonly [recursive: string, single: string];
  readonly claim: string;
  /** The paper's success on hard tasks. */
  readonly paper: { readonly recursive: number; readonly single: number };
  readonly paperRows: readonly (readonly [string, Readonly<Record<string, string>>])[];
}

const SMALL: Window = {
  id: 'small-window',
  title: 'Beyond the context window',
  arms: ['small-recursive', 'small-single'],
  claim:
    'With a small window the single agent solves 24 % of all tasks and none of the hard ones; the recursive agent solves 100 % of the easy, 96 % of the medium and 88 % of the hard tasks.',
  paper: { recursive: 0.88, single: 0 },
  paperRows: [
    ['Paper, recursive', { easy: '100 %', medium: '96 %', hard: '88 %' }],
    ['Paper, single', { hard: '0 %' }],
  ],
};

const LARGE: Window = {
  id: 'large-window',
  title: 'More than the window',
  arms: ['large-recursive', 'large-single'],
  claim:
    'With a window that holds the whole solution the single agent still solves only 20 % of the hard tasks, the recursive agent 88 %: delegation gives more than room.',
  paper: { recursive: 0.88, single: 0.2 },
  paperRows: [
    ['Paper, recursive', { medium: '98 %', hard: '88 %' }],
    ['Paper, single', { hard: '20 %' }],
  ],
};

export const smallWindow = claimOf(SMALL);
export const largeWindow = claimOf(LARGE);

function claimOf({ id, title, arms: ids, claim, paper, paperRows }: Window): RaoClaim {
  return {
    id,
    title,
    arms: ids,
    section: (_, arms) => {
      const [recursive, single] = arms as readonly [ArmFigures, ArmFigures];
      const hard = bandOf(recursive, 'hard') ?? { low: 0, high: -1 };
      const ours = [over(successOver(recursive, hard)), over(successOver(single, hard))] as const;
      const gap = difference(successOver(recursive, hard), successOver(single, hard));
      const verdict = gapVerdict(gap, paper.recursive - paper.single);
      const figures = `On hard tasks the recursive agent solves ${shareText(ours[0])} and the single agent ${shareText(
        ours[1],
      )}, a difference of ${pointsCell(gap)}.`;
      return {
        claim,
        finding: `${figures} ${GAP_WORDS[verdict]}`,
        verdict,
        figures: [
          bandFigure('Success by band of difficulty', arms),
          difficultyFigure('Success by crafting depth', 'Crafting depth', arms),
        ],
        tables: [bandTable('Tasks solved, with 95 % intervals over seeds', arms, paperRows), effortTable(arms)],
        notes: [GAP_RULE, ...sourceNotes(arms)],
      };
    },
  };
}

/** How the trees grow with difficulty. */
function effortTable(arms: readonly ArmFigures[]): Table {
  const columns = [
    ['Agents per task', (one) => one.meanAgents],
    ['Deepest agent', meanDepth],
    ['Turns in all', (one) => one.meanTurns],
    ['Turns in a row', (one) => one.meanCriticalTurns],
    ['Tokens', (one) => one.meanTokens],
  ] as const satisfies readonly (readonly [string, Parameters<typeof meanOver>[2]])[];
  return {
    caption: 'What an attempt takes on average; the depth of the root is 0',
    head: ['Agent and band', ...columns.map(([name]) => name)],
    rows: arms.flatMap((arm) =>
      arm.bands.flatMap(({ name }) => {
        const band = bandOf(arm, name);
        if (!band) return [];
        return [
          [`${arm.title}: ${name}`, ...columns.map(([, figure]) => numberCell(over(meanOver(arm, band, figure))))],
        ];
      }),
    ),
  };
}
