/** The score by Crafter's own formula, beside the public scoreboard. */
import { isAbove } from '../../estimate.ts';
import { armOf, over, type PerSeed } from '../../measure.ts';
import type { Table } from '../../section.ts';
import { significant } from '../../words.ts';
import { bar, type PlanningClaim, sourceNotes } from '../claim.ts';
import { figureOf, scoreOf } from '../measure.ts';
import type { ArmFigures, MeasurementFigures } from '../report.ts';
import { cellsFor, fine, meanText } from '../words.ts';

/** The paper's evaluation, as a share of all achievements. */
const PAPER = 0.387;

/** Score, in per cent, and reward after a million steps, as published with Crafter. */
const PUBLISHED: readonly (readonly [name: string, score: number, reward: string])[] = [
  ['Human', 50.5, '14.3'],
  ['SPRING (GPT-4), reads about the game', 27.3, '12.3'],
  ['Achievement Distillation, knows the achievements', 21.8, '12.6'],
  ['Curious Replay', 19.4, 'not stated'],
  ['PPO (ResNet)', 15.6, '10.3'],
  ['DreamerV3', 14.5, '11.7'],
  ['DreamerV2', 10, '9'],
  ['PPO', 4.6, '4.2'],
  ['Rainbow', 4.3, '6'],
  ['Random', 1.6, '2.1'],
];

const OURS = ['crafter-dynamic', 'crafter-never', 'crafter-unprimed-never', 'crafter-unprimed'];

export const scoreboard: PlanningClaim = {
  id: 'scoreboard',
  title: 'How good it is at Crafter',
  arms: ['crafter-dynamic'],
  section: (report, [arm]) => {
    const agent = arm as ArmFigures;
    const arms = OURS.flatMap((id) => armOf(report, id) ?? []);
    const share = over(scoreOf(agent, 'own'));
    const verdict =
      share !== null && isAbove(share, PAPER)
        ? 'reproduced'
        : share !== null && share.mean >= PAPER
          ? 'partly'
          : 'not reproduced';
    const judged = {
      reproduced: 'That is surely no less than the paper’s.',
      partly: 'That is no less than the paper’s, but not surely.',
      'not reproduced': 'That is less than the paper’s.',
    }[verdict];
    return {
      claim:
        'The paper’s trained agent reaches 38.7 % of all achievements per episode. It gives no score by Crafter’s own formula, by which methods are compared in public.',
      finding: `The trained agent reaches ${meanText(scoreOf(agent, 'own'))} of all achievements per episode. ${judged} By Crafter’s formula its score is ${meanText(formula(agent))}, on whole episodes that no training saw.`,
      verdict,
      figures: [successFigure(agent)],
      tables: [board(arms), successTable(arms)],
      notes: [
        `It counts as reproduced when the 95 % interval over seeds of the share of achievements lies above the paper’s ${fine(PAPER)}, and as partly reproduced when only the mean is no less.`,
        'Crafter’s score is exp(mean ln(1 + s)) − 1 over the success rates s of the 22 achievements, in per cent: what is rarely achieved weighs more than in the plain mean.',
        'The public scores are of the episodes of the training itself, a million steps, most of them from nothing but pixels. Here they are of held-out episodes after the training, the world is read as words, and the primed agents were shown a scripted player that knows the game: the two are beside each other, not in the same competition.',
        ...arms.map(budgetNote),
        ...sourceNotes(arms),
      ],
    };
  },
};

/** Crafter's score per seed, as a share. */
function formula(arm: ArmFigures): PerSeed {
  return figureOf(arm, 'own', crafterScore);
}

function crafterScore({ milestones }: MeasurementFigures): number | null {
  if (milestones.length === 0) return null;
  return Math.expm1(milestones.reduce((sum, rate) => sum + Math.log1p(100 * rate), 0) / milestones.length) / 100;
}

/** What was spent. */
function budgetNote({ title, runs, demonstrations }: ArmFigures): string {
  const mean = (of: (run: (typeof runs)[number]) => number) =>
    significant(runs.reduce((sum, run) => sum + of(run), 0) / runs.length);
  const shown =
    demonstrations === null
      ? ''
      : `${significant(demonstrations.episodes)} episodes of the player, of up to ${significant(demonstrations.episodeSteps)} steps, to imitate (${mean(({ primingTokens }) => primingTokens)} tokens), then `;
  return `${title}: ${shown}${mean(({ steps }) => steps)} steps of reinforcement learning.`;
}

function board(arms: readonly ArmFigures[]): Table {
  const cells = cellsFor(arms);
  const rows = [
    ...PUBLISHED.map(([name, score, reward]) => ({ score, cells: [name, `${score} %`, reward, 'not stated'] })),
    ...arms.map((arm) => {
      const score = over(formula(arm));
      return {
        score: 100 * (score?.mean ?? 0),
        cells: [
          `Here: ${arm.title}`,
          cells.share(score),
          cells.number(over(figureOf(arm, 'own', ({ meanReward }) => meanReward))),
          cells.share(over(scoreOf(arm, 'own'))),
        ],
      };
    }),
  ];
  return {
    caption: 'Crafter’s score beside the public scoreboard (a million steps)',
    head: ['Who', 'Score', 'Reward', 'Achievements per episode'],
    rows: rows.sort((a, b) => b.score - a.score).map((row) => row.cells),
  };
}

function rate(arm: ArmFigures, index: number): PerSeed {
  return figureOf(arm, 'own', ({ milestones }) => milestones[index] ?? null);
}

/** The most frequent first. */
function byRate(agent: ArmFigures): { readonly name: string; readonly index: number }[] {
  return agent.milestones
    .map((name, index) => ({ name: name.replaceAll('_', ' '), index, mean: over(rate(agent, index))?.mean ?? 0 }))
    .sort((a, b) => b.mean - a.mean);
}

function successFigure(agent: ArmFigures) {
  return {
    kind: 'bars',
    title: 'Success by achievement',
    xLabel: 'Achievement',
    yLabel: 'Share of episodes',
    unit: 'share',
    series: [{ name: agent.title, points: byRate(agent).flatMap(({ name, index }) => bar(name, rate(agent, index))) }],
  } as const;
}

function successTable(arms: readonly ArmFigures[]): Table {
  const cells = cellsFor(arms);
  return {
    caption: 'Share of held-out episodes in which each achievement is reached',
    head: ['Achievement', ...arms.map(({ title }) => title)],
    rows: byRate(arms[0] as ArmFigures).map(({ name, index }) => [
      name,
      ...arms.map((arm) => cells.share(over(rate(arm, index)))),
    ]),
  };
}
