/** An evaluation of agents that carry plans, as tables of plain text for the terminal. */
import { between, decimal, share, table } from './tables.mjs';

/**
 * @typedef {import('../src/rl/records.ts').EpisodeEvaluation} EpisodeEvaluation
 * @typedef {import('../src/rl/records.ts').EpisodeDifficulty} EpisodeDifficulty
 */

/**
 * @param {EpisodeEvaluation} result
 * @param {readonly string[]} milestones what the environment calls them
 */
export function episodeTables(result, milestones) {
  const rows = result.byDifficulty;
  /** @type {[string, (row: EpisodeDifficulty) => string][]} */
  const columns = [
    ['difficulty', (row) => String(row.difficulty)],
    ['episodes', (row) => String(row.episodes)],
    ['score', (row) => share(row.score)],
    ['95 %', (row) => between(row.low, row.high)],
    ['reward', (row) => decimal(row.meanReward)],
    ['steps', (row) => decimal(row.meanSteps)],
    ['plans/step', (row) => row.frequency.toFixed(3)],
    ['tokens', (row) => decimal(row.meanTokens)],
    ['of plans', (row) => decimal(row.meanPlanTokens)],
    ['completed', (row) => share(row.completed)],
    ['followed', (row) => share(row.followed)],
  ];
  const head = `Agent that ${ruleWords(result)} after step ${result.step}, temperature ${result.temperature}`;
  return `${head}\n${table(columns, rows)}\n\n${milestoneTable(rows, milestones)}`;
}

/**
 * @param {readonly EpisodeDifficulty[]} rows
 * @param {readonly string[]} names
 */
function milestoneTable(rows, names) {
  const width = Math.max(...names.map((name) => name.length));
  /** @type {[string, (line: { name: string, index: number }) => string][]} */
  const columns = [
    ['milestone'.padEnd(width), ({ name }) => name.padEnd(width)],
    ...rows.map(
      (row) =>
        /** @type {[string, (line: { index: number }) => string]} */ ([
          String(row.difficulty),
          ({ index }) => share(row.milestones[index] ?? Number.NaN),
        ]),
    ),
  ];
  return `Share of episodes that reach each milestone, by difficulty\n${table(
    columns,
    names.map((name, index) => ({ name, index })),
  )}`;
}

/**
 * When the agent plans, and what it carries if not its own plans.
 *
 * @param {Pick<EpisodeEvaluation, 'planning'>} result
 */
function ruleWords({ planning: { when, every, rate, content } }) {
  const words = {
    learned: 'plans when it decides to',
    never: 'never plans',
    every: every === 1 ? 'plans at every step' : `plans every ${every} steps`,
    random: `plans at random, at ${share(rate)} of its steps,`,
  }[when];
  if (when === 'never' || content === 'own') return words;
  return `${words} and carries ${content === 'random' ? 'a random plan' : 'always the same plan'} instead`;
}
