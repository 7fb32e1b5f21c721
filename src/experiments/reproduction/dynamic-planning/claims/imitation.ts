/** Imitation with the player's plans kept against the same episodes with the plans stripped. */
import { GAP_RULE, GAP_WORDS, gapVerdict } from '../../claim.ts';
import { armOf, difference, over } from '../../measure.ts';
import { bar, type PlanningClaim, sourceNotes } from '../claim.ts';
import { scoreOf } from '../measure.ts';
import type { ArmFigures } from '../report.ts';
import { cellsFor, meanText } from '../words.ts';

const PAPER = { kept: 0.343, stripped: 0.287 };

export const imitation: PlanningClaim = {
  id: 'imitation',
  title: 'Imitating the plans, too',
  arms: ['crafter-dynamic', 'crafter-never'],
  section: (report, arms) => {
    const [kept, stripped] = arms as readonly [ArmFigures, ArmFigures];
    const [search, planless] = ['pogs-dynamic', 'pogs-never'].map((id) => armOf(report, id));
    const worlds = [
      { name: 'Crafter', kept, stripped, paper: ['34.3 %', '28.7 %', '+5.6 points'] },
      ...(search && planless
        ? [{ name: 'Graph search', kept: search, stripped: planless, paper: Array(3).fill('not stated') as string[] }]
        : []),
    ];
    const all = worlds.flatMap((world) => [world.kept, world.stripped]);
    const cells = cellsFor(all);
    const gap = difference(primed(kept), primed(stripped));
    const verdict = gapVerdict(gap, PAPER.kept - PAPER.stripped);
    return {
      claim:
        'Imitating episodes with their plans gives 34.3 % of all achievements, the same episodes with the plans stripped 28.7 %: predicting the plan explains the action.',
      finding: `After imitation alone, the agent that was shown the plans reaches ${meanText(primed(kept))} of all achievements and the one that was not ${meanText(primed(stripped))}, a difference of ${cells.points(gap)}. ${GAP_WORDS[verdict]}`,
      verdict,
      figures: [
        {
          kind: 'bars',
          title: 'Score after imitation',
          xLabel: 'World',
          yLabel: 'Mean score of an episode',
          unit: 'share',
          series: [
            { name: 'Plans kept', points: worlds.flatMap((world) => bar(world.name, primed(world.kept))) },
            { name: 'Plans stripped', points: worlds.flatMap((world) => bar(world.name, primed(world.stripped))) },
          ],
        },
      ],
      tables: [
        {
          caption: 'Score after imitation, before any reinforcement learning',
          head: ['World', 'Plans kept', 'Plans stripped', 'Difference'],
          rows: worlds.flatMap((world) => [
            [
              world.name,
              cells.share(over(primed(world.kept))),
              cells.share(over(primed(world.stripped))),
              cells.points(difference(primed(world.kept), primed(world.stripped))),
            ],
            [`${world.name}, paper`, ...world.paper],
          ]),
        },
      ],
      notes: [
        GAP_RULE,
        'The player that is imitated is a script; the paper’s is a large language model, which reaches 34 to 38 % itself. The paper also finds that imitating plans stays nearer to the language model that it starts from; here there is none to stay near.',
        ...sourceNotes(all, ['own-primed']),
      ],
    };
  },
};

function primed(arm: ArmFigures) {
  return scoreOf(arm, 'own-primed');
}
