/** Whether it matters what a plan says and when it is written: controls that the paper lacks. */
import { armOf, difference, over } from '../../measure.ts';
import { listed } from '../../words.ts';
import { bar, type PlanningClaim, ruleText, sourceNotes, verdictOf } from '../claim.ts';
import { frequencyOf, scoreOf } from '../measure.ts';
import type { ArmFigures } from '../report.ts';
import { cellsFor, meanText } from '../words.ts';

const CONTROLS = [
  { id: 'shuffled', name: 'a random plan', text: 'carries a random plan in place of its own' },
  { id: 'constant', name: 'always the same plan', text: 'carries always the same plan' },
  { id: 'random', name: 'own plan, at random times', text: 'plans as often at random times' },
] as const;

export const controls: PlanningClaim = {
  id: 'controls',
  title: 'What a plan says, and when',
  arms: ['crafter-dynamic'],
  section: (report, [arm]) => {
    const agent = arm as ArmFigures;
    const search = armOf(report, 'pogs-dynamic');
    const arms = search ? [agent, search] : [agent];
    const cells = cellsFor(arms);
    const own = scoreOf(agent, 'own');
    const changes = CONTROLS.map(({ id, text }) => ({ text, change: difference(scoreOf(agent, id), own) }));
    const verdict = verdictOf(CONTROLS.map(({ id }) => difference(own, scoreOf(agent, id))));
    const judged = {
      reproduced: 'What the plan says and when it is written both matter.',
      partly: 'Not all of it surely matters.',
      'not reproduced': 'Neither what the plan says nor when it is written surely matters here.',
    }[verdict];
    return {
      claim: 'The method rests on what a plan says, and on the moment at which it is written. The paper tests neither.',
      finding: `The trained agent reaches ${meanText(own)} of all achievements with its own plans. Against that, its score changes by ${listed(
        changes.map(({ text, change }) => `${cells.points(change)} when it ${text}`),
      )}. ${judged}`,
      verdict,
      figures: [
        {
          kind: 'bars',
          title: 'Score with other plans, and at other times',
          xLabel: 'What the agent carries',
          yLabel: 'Mean score of an episode',
          unit: 'share',
          series: arms.map((one) => ({
            name: one === agent ? 'Crafter' : 'Graph search',
            points: [
              ...bar('its own plan', scoreOf(one, 'own')),
              ...CONTROLS.flatMap(({ id, name }) => bar(name, scoreOf(one, id))),
            ],
          })),
        },
      ],
      tables: [
        {
          caption: 'The trained agent with controls in place of its plans',
          head: ['World and plan', 'Score', 'Against its own plans', 'Plans per 100 steps'],
          rows: arms.flatMap((one) =>
            [{ id: 'own', name: 'its own plan' } as const, ...CONTROLS]
              .filter(({ id }) => one.runs.some(({ measurements }) => measurements[id]))
              .map(({ id, name }) => [
                `${one === agent ? 'Crafter' : 'Graph search'}: ${name}`,
                cells.share(over(scoreOf(one, id))),
                id === 'own' ? '' : cells.points(difference(scoreOf(one, id), scoreOf(one, 'own'))),
                cells.amount(over(new Map([...frequencyOf(one, id)].map(([seed, value]) => [seed, 100 * value])))),
              ]),
          ),
        },
      ],
      notes: [
        ruleText('each of the three controls on Crafter scores below the agent with its own plans'),
        'With a random plan, or always the same one, the agent itself decides when to plan, and is given that plan in place of writing its own, in the form of those that it imitated: nothing but the content is strange. At random times, it writes and carries its own plans, with the same probability at every step: its own share of steps with a plan.',
        ...sourceNotes(arms, ['own', ...CONTROLS.map(({ id }) => id)]),
      ],
    };
  },
};
