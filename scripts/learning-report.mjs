/**
 * What `npm run verify:learning` measured, as data and as the README's table. The report is JSON; the table is made
 * from it and from nothing else, between two markers (a test compares them).
 */
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * @typedef {{ difficulty: number, tasks: number, solved: number, success: number }} Outcome
 * @typedef {{ preset: string, seed: number, seconds: number, engine: string, byDifficulty: Outcome[] }} LearningRun
 * @typedef {{ machine: string, trained: number, bars: string[], runs: LearningRun[] }} LearningReport
 */

const REPORT = 'reports/learning.json';
const README = 'README.md';
const START = '<!-- learning: made by `npm run verify:learning` -->';
const END = '<!-- /learning -->';

/** Names of the presets, as the table calls them. */
const NAMES = { 'rao-textcraft': 'recursive', 'single-textcraft': 'single' };

/** @returns {LearningReport} */
export function readReport() {
  return JSON.parse(readFileSync(REPORT, 'utf8'));
}

/**
 * The table: success on held-out tasks by difficulty, a row per run.
 *
 * @param {LearningReport} report
 */
export function learningTable({ machine, trained, runs }) {
  const difficulties = runs[0]?.byDifficulty.map((outcome) => outcome.difficulty) ?? [];
  const head = ['agent', 'seed', ...difficulties.map((d) => (d <= trained ? `${d}` : `**${d}**`)), 'time'];
  const rows = runs.map((run) => [
    NAMES[/** @type {keyof typeof NAMES} */ (run.preset)] ?? run.preset,
    String(run.seed),
    ...run.byDifficulty.map((outcome) => outcome.success.toFixed(2)),
    `${Math.round(run.seconds)} s`,
  ]);
  const tasks = runs[0]?.byDifficulty[0]?.tasks ?? 0;
  // Aligned as the formatter aligns tables, so that formatting leaves it alone.
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const lines = [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line);
  return [
    `Success on ${tasks} held-out tasks per crafting depth after training on depths up to ${trained} (deeper ones in bold), each run`,
    `from nothing, in headless Chromium on ${machine}:`,
    '',
    ...lines,
  ].join('\n');
}

/**
 * The README's text between the markers.
 *
 * @returns {string}
 */
export function tableInReadme() {
  const text = readFileSync(README, 'utf8');
  return text.slice(text.indexOf(START) + START.length, text.indexOf(END)).trim();
}

/**
 * Writes the report, and its table into the README.
 *
 * @param {LearningReport} report
 */
export function writeReport(report) {
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
  const text = readFileSync(README, 'utf8');
  const [from, to] = [text.indexOf(START), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${README} has lost its markers "${START}" and "${END}"; put them back.`);
  writeFileSync(README, `${text.slice(0, from + START.length)}\n\n${learningTable(report)}\n\n${text.slice(to)}`);
}
