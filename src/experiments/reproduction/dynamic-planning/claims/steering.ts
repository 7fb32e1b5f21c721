/** Steering: whether plans that are given are followed, before and after reinforcement learning, and how far a coach gets. */
import type { Verdict } from '../../claim.ts';
import { isAbove } from '../../estimate.ts';
import { difference, over, type PerSeed } from '../../measure.ts';
import type { Table } from '../../section.ts';
import { listed, seedsText, significant } from '../../words.ts';
import { COACHED_STEPS } from '../arms.ts';
import { bar, type PlanningClaim, sourceNotes } from '../claim.ts';
import { bestHas, bestOf, figureOf, scoreOf } from '../measure.ts';
import type { ArmFigures, MeasurementFigures } from '../report.ts';
import { cellsFor, meanText } from '../words.ts';

const DIAMOND = 'collect_diamond';

const PLAYS = [
  { id: 'own', name: 'on its own', paper: '13' },
  { id: 'alone', name: 'on its own, as long and as cool as with the coach', paper: 'not tested' },
  { id: 'coach', name: 'with the coach', paper: '21, with a person' },
  { id: 'coach-primed', name: 'with the coach, before reinforcement learning', paper: 'not stated' },
] as const;

export const steering: PlanningClaim = {
  id: 'steering',
  title: 'Steered by somebody else',
  arms: ['crafter-dynamic'],
  section: (_, [arm]) => {
    const agent = arm as ArmFigures;
    const cells = cellsFor([agent]);
    const [before, after] = [followed(agent, 'shuffled-primed'), followed(agent, 'shuffled')];
    const more = difference(after, before);
    const lead = difference(bestOf(agent, 'coach'), bestWithout(agent));
    const diamonds = [...bestHas(agent, 'coach', DIAMOND).values()];
    const found = diamonds.filter((one) => one === 1).length;
    const ahead = lead !== null && isAbove(lead, 0);
    const learned = more !== null && isAbove(more, 0);
    const verdict: Verdict =
      ahead && learned && 2 * found > diamonds.length
        ? 'reproduced'
        : ahead || learned || (lead?.interval === null && lead.mean > 0)
          ? 'partly'
          : 'not reproduced';
    const judged = {
      reproduced: 'The claim holds here.',
      partly: 'Part of the claim holds here.',
      'not reproduced': 'The claim does not reproduce here.',
    }[verdict];
    return {
      claim:
        'With plans that a person writes, the best of 20 episodes of the trained agent reaches 21 of the 22 achievements, the diamond included; the best of 100 episodes on its own reaches 13. That it follows plans which it is given comes with reinforcement learning.',
      finding:
        `With a scripted coach in the place of the person, the best of ${episodesOf(agent, 'coach')} episodes reaches ${meanText(bestOf(agent, 'coach'), significant)} achievements, averaged over seeds, and the best of ${episodesOf(agent, 'own')} on its own ${meanText(bestOf(agent, 'own'), significant)}: ` +
        `the coach’s lead over the best without it is ${cells.signed(lead)}. The best coached episode has the diamond with ${found} of ${seedsText(diamonds.length)}. ` +
        `Given random plans, the agent achieves what the plan says first in ${meanText(before)} of the cases before reinforcement learning and in ${meanText(after)} after it, a change of ${cells.points(more)}. ${judged}`,
      verdict,
      figures: [
        {
          kind: 'bars',
          title: 'Achievements of the best episode',
          xLabel: 'Who plans',
          yLabel: 'Achievements',
          unit: 'number',
          series: [
            {
              name: 'Mean over seeds',
              points: PLAYS.flatMap(({ id, name }) => bar(name, bestOf(agent, id), 'number')),
            },
          ],
        },
        {
          kind: 'bars',
          title: 'Given plans that are followed',
          xLabel: 'Who gives them',
          yLabel: 'Share of plans whose goal was achieved first',
          unit: 'share',
          series: [
            {
              name: 'After imitation',
              points: [
                ...bar('chance', followed(agent, 'shuffled-primed')),
                ...bar('the coach', followed(agent, 'coach-primed')),
              ],
            },
            {
              name: 'After reinforcement learning',
              points: [...bar('chance', followed(agent, 'shuffled')), ...bar('the coach', followed(agent, 'coach'))],
            },
          ],
        },
      ],
      tables: [bestTable(agent)],
      notes: [
        'It counts as reproduced when the best coached episode is above the best without the coach, as long and as cool or not, and random plans are followed more after reinforcement learning than before, both with 95 % intervals over seeds above zero, and the best coached episode has the diamond with most seeds; as partly reproduced when one of the two intervals lies above zero, or when there is only one seed and its best coached episode is ahead.',
        `The coach is a script that looks on, remembers what has been seen and writes a plan at every step, in words that the agent knows; it never acts. Coached episodes may take ${significant(COACHED_STEPS)} steps, and the agent’s tokens are drawn at temperature ${temperatures(agent)}; “as long and as cool” says what that alone does.`,
        'Of plans under which something was achieved, those count as followed whose goal that first was. Most random plans cannot be carried out where they are given, so their share is low whatever the agent does.',
        unreached(agent),
        ...sourceNotes([agent], [...PLAYS.map(({ id }) => id), 'shuffled', 'shuffled-primed']),
      ],
    };
  },
};

/** The fewest of any seed. */
function episodesOf({ runs }: ArmFigures, measurement: string): string {
  return significant(Math.min(...runs.flatMap(({ measurements }) => measurements[measurement]?.episodes ?? [])));
}

/** "0.6 in place of 1" */
function temperatures({ runs }: ArmFigures): string {
  return ['coach', 'own']
    .map((id) => runs.find(({ measurements }) => measurements[id])?.measurements[id]?.temperature ?? 0)
    .map(significant)
    .join(' in place of ');
}

/** The better of its own episodes: those like in the training, and those as long and as cool as with the coach. */
function bestWithout(arm: ArmFigures): PerSeed {
  const alone = bestOf(arm, 'alone');
  return new Map([...bestOf(arm, 'own')].map(([seed, best]) => [seed, Math.max(best, alone.get(seed) ?? best)]));
}

function followed(arm: ArmFigures, measurement: string): PerSeed {
  return figureOf(arm, measurement, (one) => one.followed);
}

function bestTable(agent: ArmFigures): Table {
  const cells = cellsFor([agent]);
  const range = (values: PerSeed) => [...values.values()].sort((a, b) => a - b).join(', ') || 'not measured';
  return {
    caption: 'Best episodes and all episodes by who plans',
    head: ['Who plans', 'Best of each seed', 'With diamond', 'Score of all', 'Followed', 'Paper’s best'],
    rows: PLAYS.filter(({ id }) => agent.runs.some(({ measurements }) => measurements[id])).map(
      ({ id, name, paper }) => {
        const diamonds = [...bestHas(agent, id, DIAMOND).values()];
        return [
          `${name}: ${episodesOf(agent, id)} episodes`,
          range(bestOf(agent, id)),
          `${diamonds.filter((one) => one === 1).length} of ${seedsText(diamonds.length)}`,
          cells.share(over(scoreOf(agent, id))),
          cells.share(over(followed(agent, id))),
          paper,
        ];
      },
    ),
  };
}

/** What no best episode with the coach has, of any seed. */
function unreached(agent: ArmFigures): string {
  const best = agent.runs.flatMap(({ measurements }): MeasurementFigures['best'][] =>
    measurements.coach ? [measurements.coach.best] : [],
  );
  const missing = agent.milestones.filter((_, i) => best.every(({ milestones }) => !milestones[i]));
  return missing.length === 0
    ? 'Every achievement is in the best coached episode of some seed.'
    : `In no seed’s best coached episode: ${listed(missing.map((name) => name.replaceAll('_', ' ')))}.`;
}
