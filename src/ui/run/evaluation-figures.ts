/**
 * What an evaluation can be looked at for: a table of figures, each a way to read a value, and where there is one an
 * interval, from the result of a difficulty. Charts, legends and texts are made from it.
 */
import type { DifficultyResult } from '../../rl/records.ts';
import type { IntervalSeries } from '../charts/interval-chart.tsx';
import { decimal, percent } from '../format.ts';

/** One line of a chart: a quantity of one agent. */
export interface FigureLine {
  /** Beside the agent's name where a figure has several lines; '' for the only one. */
  readonly label: string | ((rows: readonly DifficultyResult[]) => string);
  readonly value: (row: DifficultyResult) => number;
  readonly interval?: (row: DifficultyResult) => readonly [low: number, high: number];
}

export interface Figure {
  readonly id: string;
  /** In the choice of figures. */
  readonly title: string;
  /** What is drawn, in a sentence. */
  readonly note: string;
  /** Shares are drawn from 0 to 1, numbers from 0 to whatever they reach. */
  readonly unit: 'share' | 'number';
  readonly lines: readonly FigureLine[];
  /** Where it says something; everywhere when absent. */
  readonly applies?: (rows: readonly DifficultyResult[]) => boolean;
}

const samplesOf = (rows: readonly DifficultyResult[]) => Math.max(1, ...rows.map((row) => row.samples));

export const FIGURES: readonly Figure[] = [
  {
    id: 'success',
    title: 'Success',
    note: 'Share of attempts that solve their task.',
    unit: 'share',
    lines: [{ label: '', value: (row) => row.success, interval: (row) => [row.low, row.high] }],
  },
  {
    id: 'score',
    title: 'Mean score',
    note: 'Mean score of the answers; a nearly right one counts in part.',
    unit: 'share',
    lines: [{ label: '', value: (row) => row.score, interval: (row) => [row.scoreLow, row.scoreHigh] }],
  },
  {
    id: 'pass',
    title: 'One attempt and several',
    note: 'Chance that a single attempt solves a task, and that at least one of all attempts does.',
    unit: 'share',
    lines: [
      { label: 'one attempt', value: (row) => row.passAt[0] ?? row.success, interval: (row) => [row.low, row.high] },
      { label: (rows) => `any of ${samplesOf(rows)} attempts`, value: (row) => row.passAt.at(-1) ?? row.success },
    ],
    applies: (rows) => samplesOf(rows) > 1,
  },
  {
    id: 'turns',
    title: 'Turns',
    note: 'Mean turns per tree: of all agents, and those that follow one another when siblings run side by side.',
    unit: 'number',
    lines: [
      { label: 'in all', value: (row) => row.meanTurns },
      { label: 'critical path', value: (row) => row.meanCriticalTurns },
    ],
  },
  {
    id: 'tokens',
    title: 'Tokens',
    note: 'Mean tokens per tree: of all agents, and those that follow one another when siblings run side by side.',
    unit: 'number',
    lines: [
      { label: 'in all', value: (row) => row.meanTokens },
      { label: 'critical path', value: (row) => row.meanCriticalTokens },
    ],
  },
  {
    id: 'parallel',
    title: 'Working side by side',
    note: 'Share of all sub-agents that ran beside a sibling.',
    unit: 'share',
    lines: [{ label: '', value: (row) => row.parallelFraction }],
  },
];

/** Not a line over difficulties, but a column of depths at each. */
export const DEPTHS = { id: 'depths', title: 'Depth of the trees' } as const;

/** From this share of trees on, handing the whole goal on deserves a warning. */
const MANY_ROUTERS = 0.2;

/** A warning in words where many roots only hand their goal on; '' where they do not. */
export function routerWarning(rows: readonly DifficultyResult[]): string {
  const many = rows.filter((row) => row.routers >= MANY_ROUTERS);
  if (many.length === 0) return '';
  const where = many.map((row) => `${percent(row.routers)} at difficulty ${row.difficulty}`).join(', ');
  return `Many roots only hand their whole goal on to one sub-agent and do nothing themselves: ${where}. That costs turns and solves nothing.`;
}

/** One agent's lines of a figure, as a chart draws them. A line that repeats the first says nothing and is left out. */
export function seriesOf(figure: Figure, agent: string, rows: readonly DifficultyResult[]): IntervalSeries[] {
  const [first] = figure.lines;
  return figure.lines
    .filter((line) => line === first || rows.some((row) => line.value(row) !== first?.value(row)))
    .map(({ label, value, interval }) => {
      const name = typeof label === 'string' ? label : label(rows);
      return {
        label: name === '' ? agent : `${agent}: ${name}`,
        points: rows.map((row) => ({
          difficulty: row.difficulty,
          value: value(row),
          interval: interval && Number.isFinite(interval(row)[0]) ? interval(row) : null,
        })),
      };
    });
}

export function formatOf({ unit }: Pick<Figure, 'unit'>): (value: number) => string {
  return unit === 'share' ? percent : decimal;
}
