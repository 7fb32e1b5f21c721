/**
 * Evaluations of agents that delegate, and their comparison, as tables of plain text for the terminal. Says the same as
 * the JSON, shorter.
 */
import { between, decimal, share, table } from './tables.mjs';

/**
 * @typedef {import('../src/rl/records.ts').EvaluationResult} EvaluationResult
 * @typedef {import('../src/rl/records.ts').DifficultyResult} DifficultyResult
 * @typedef {import('../src/rl/intervals.ts').Ratio} Ratio
 * @typedef {import('../src/experiments/evaluation-comparison.ts').EvaluationComparison} EvaluationComparison
 * @typedef {import('../src/experiments/evaluation-comparison.ts').ComparisonRow} ComparisonRow
 */

/** From this share of trees on, routing deserves a word. */
const MANY_ROUTERS = 0.2;

/** @param {EvaluationResult} result */
export function evaluationTables(result) {
  const rows = result.byDifficulty;
  const samples = rows[0]?.samples ?? 1;
  const partial = rows.some((row) => row.score !== row.success);
  /** @type {[string, (row: DifficultyResult) => string][]} */
  const columns = [
    ['difficulty', (row) => String(row.difficulty)],
    ['tasks', (row) => String(row.tasks)],
    [samples > 1 ? `avg@${samples}` : 'success', (row) => share(row.success)],
    ['95 %', (row) => between(row.low, row.high)],
    ...(samples > 1 ? [passColumn(samples)] : []),
    ...(partial ? scoreColumns() : []),
    ['agents', (row) => decimal(row.meanAgents)],
    ['turns', (row) => decimal(row.meanTurns)],
    ['critical', (row) => decimal(row.meanCriticalTurns)],
    ['tokens', (row) => decimal(row.meanTokens)],
    ['critical', (row) => decimal(row.meanCriticalTokens)],
    ['parallel', (row) => share(row.parallelFraction)],
    ['depths 0, 1, …', (row) => row.depthHistogram.join(' ')],
  ];
  const agent = result.delegation ? 'Recursive agent' : 'Single agent';
  const parts = [`${agent} after step ${result.step}\n${table(columns, rows)}`];
  const routed = rows.filter((row) => row.routers >= MANY_ROUTERS);
  if (routed.length > 0) {
    const where = routed.map((row) => `${share(row.routers)} at ${row.difficulty}`).join(', ');
    parts.push(`Many roots only hand their whole goal on to one sub-agent: ${where}.`);
  }
  if (result.speed && result.speed.length > 0) parts.push(speedTable(result.speed));
  return parts.join('\n\n');
}

/**
 * @param {EvaluationComparison} comparison
 * @param {string} first what to call the first run
 * @param {string} second
 */
export function comparisonTables({ byDifficulty, overall }, first, second) {
  const rows = [...byDifficulty.map((row) => ({ name: String(row.difficulty), row })), { name: 'all', row: overall }];
  const columns = (/** @type {[string, (row: ComparisonRow) => string][]} */ own) =>
    /** @type {[string, (line: { name: string, row: ComparisonRow }) => string][]} */ ([
      ['difficulty', (line) => line.name],
      ...own.map(([head, cell]) => [head, (/** @type {{ row: ComparisonRow }} */ line) => cell(line.row)]),
    ]);
  const timed = overall.seconds !== null || overall.parallelOverSerial !== null;
  return [
    `Which tasks are solved (first: ${first}; second: ${second})`,
    table(
      columns([
        ['tasks', (row) => String(row.tasks)],
        ['both', (row) => String(row.both)],
        ['only first', (row) => String(row.onlyFirst)],
        ['only second', (row) => String(row.onlySecond)],
        ['neither', (row) => String(row.neither)],
      ]),
      rows,
    ),
    '',
    'Costs of the first relative to the second on tasks that both solve (geometric mean, 95 % interval)',
    table(
      columns([
        ['turns', (row) => times(row.turns)],
        ['critical turns', (row) => times(row.criticalTurns)],
        ['tokens', (row) => times(row.tokens)],
        ['critical tokens', (row) => times(row.criticalTokens)],
        .../** @type {[string, (row: ComparisonRow) => string][]} */ (
          timed
            ? [
                ['wall clock', (row) => times(row.seconds)],
                ['parallel / serial', (row) => times(row.parallelOverSerial)],
              ]
            : []
        ),
      ]),
      rows,
    ),
  ].join('\n');
}

/** @param {NonNullable<EvaluationResult['speed']>} speed */
function speedTable(speed) {
  const rows = [...new Set(speed.map((row) => row.difficulty))].map((difficulty) => {
    const own = speed.filter((row) => row.difficulty === difficulty);
    const mean = (/** @type {'parallelSeconds' | 'serialSeconds'} */ field) =>
      own.reduce((sum, row) => sum + row[field], 0) / own.length;
    return { difficulty, tasks: own.length, parallel: mean('parallelSeconds'), serial: mean('serialSeconds') };
  });
  return `Mean seconds per task, each alone\n${table(
    [
      ['difficulty', (row) => String(row.difficulty)],
      ['tasks', (row) => String(row.tasks)],
      ['side by side', (row) => row.parallel.toFixed(3)],
      ['one after the other', (row) => row.serial.toFixed(3)],
      ['ratio', (row) => `${(row.parallel / row.serial).toFixed(2)}×`],
    ],
    rows,
  )}`;
}

/**
 * @param {number} samples
 * @returns {[string, (row: DifficultyResult) => string]}
 */
function passColumn(samples) {
  return [`pass@${samples}`, (row) => share(row.passAt.at(-1) ?? Number.NaN)];
}

/** @returns {[string, (row: DifficultyResult) => string][]} */
function scoreColumns() {
  return [
    ['score', (row) => share(row.score)],
    ['95 %', (row) => between(row.scoreLow, row.scoreHigh)],
  ];
}

/** @param {Ratio | null} ratio */
function times(ratio) {
  if (ratio === null) return '–';
  const { interval } = ratio;
  return `${ratio.ratio.toFixed(2)}×${interval ? ` (${interval[0].toFixed(2)}–${interval[1].toFixed(2)})` : ''}`;
}
