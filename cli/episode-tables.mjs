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
    ['best', ({ best }) => bestWords(best)],
    ['reward', (row) => decimal(row.meanReward)],
    ['steps', (row) => decimal(row.meanSteps)],
    ['plans/step', (row) => row.frequency.toFixed(3)],
    ['tokens', (row) => decimal(row.meanTokens)],
    ['of plans', (row) => decimal(row.meanPlanTokens)],
    ['completed', (row) => share(row.completed)],
    ['followed', (row) => share(row.followed)],
  ];
  const head = `Agent that ${ruleWords(result)} after step ${result.step}, temperature ${result.temperature}`;
  const parts = [
    `${head}\n${table(columns, rows)}`,
    milestoneTable(rows, milestones),
    ...bestEpisodes(rows, milestones),
  ];
  if (result.advantage) parts.push(advantageTable(result.advantage));
  return parts.join('\n\n');
}

/**
 * "14 of 22"; of what was not noted, and where there is but one thing to reach, the score.
 *
 * @param {EpisodeDifficulty['best']} best
 */
function bestWords({ score, milestones }) {
  if (milestones.length < 2) return share(score);
  return `${milestones.filter(Boolean).length} of ${milestones.length}`;
}

/**
 * What the best episode of each difficulty has not reached, since it is mostly less than what it has; nothing where there
 * is but one thing to reach.
 *
 * @param {readonly EpisodeDifficulty[]} rows
 * @param {readonly string[]} names
 */
function bestEpisodes(rows, names) {
  return rows.flatMap(({ difficulty, best }) => {
    if (best.milestones.length < 2) return [];
    const missed = names.filter((_, i) => !best.milestones[i]);
    const where = rows.length > 1 ? ` of difficulty ${difficulty}` : '';
    const without = missed.length > 0 ? `all but ${missed.join(', ')}` : 'everything';
    return [`Best episode${where}: ${bestWords(best)} in ${best.steps} steps, ${without}.`];
  });
}

/** @param {NonNullable<EpisodeEvaluation['advantage']>} advantage */
function advantageTable(advantage) {
  const { moments, rollouts, steps, positive, byAge, decided } = advantage;
  const head = 'What a new plan is worth: the reward that it adds to going on with the old one';
  if (moments === 0) return `${head}\nNo plan was carried in these episodes, so nothing could be measured.`;
  /** @type {[string, import('../src/rl/records.ts').MomentMean | null][]} */
  const lines = [
    ['all moments', advantage],
    ['where it plans itself', decided.planned],
    ['where it keeps its plan', decided.kept],
    ...byAge.map((row) => /** @type {[string, import('../src/rl/records.ts').MomentMean]} */ ([ageWords(row), row])),
  ];
  const known = lines.flatMap(([name, row]) => (row ? [{ name, ...row }] : []));
  const width = Math.max(...known.map(({ name }) => name.length));
  /** @type {[string, (line: typeof known[number]) => string][]} */
  const columns = [
    [''.padEnd(width), ({ name }) => name.padEnd(width)],
    ['moments', (line) => String(line.moments)],
    ['worth', ({ mean }) => signed(mean)],
    ['95 %', ({ low, high }) => (Number.isNaN(low) ? '–' : `${signed(low)} to ${signed(high)}`)],
  ];
  return [
    head,
    table(columns, known),
    `${share(positive)} of the moments gain by it. ${rollouts} copies with it and ${rollouts} without, ${steps} steps each; all may plan again from the second on.`,
  ].join('\n');
}

/** @param {{ readonly from: number, readonly to: number }} age */
function ageWords({ from, to }) {
  if (to === 1) return 'plan carried for 1 step';
  return `plan carried for ${from === to ? from : `${from} to ${to}`} steps`;
}

/** @param {number} value */
function signed(value) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
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
  const carried = { random: 'a random plan', constant: 'always the same plan', coach: "a coach's plan" }[content];
  return `${words} and carries ${carried} instead`;
}
