/** Ablations of credit: whose reward, weighted or not; and of the bonus: by rate or by count. */
import type { Verdict } from '../../claim.ts';
import { meanCurve, meanHeights } from '../../curve.ts';
import { type Estimate, estimate, isAbove, pointOf } from '../../estimate.ts';
import { difference, over, type PerSeed, paired } from '../../measure.ts';
import { numberCell, pointsCell, shareCell, times } from '../../words.ts';
import { bandTable, type RaoClaim, sourceNotes } from '../claim.ts';
import { meanOver } from '../measure.ts';
import type { ArmFigures, CurvePoint } from '../report.ts';

const trained = (point: CurvePoint) => point.trained;

/** What a change does, as the end of a sentence. */
function effectText(name: string, value: Estimate | null): string {
  if (value === null) return `${name} was not measured`;
  if (isAbove(value, 0)) return `${name} helps, by ${pointsCell(value)}`;
  const hurts = value.interval !== null && value.interval[1] < 0;
  return `${name} ${hurts ? 'does harm' : 'makes no sure difference'}, ${pointsCell(value)}`;
}

type Four = readonly [localWeighted: ArmFigures, local: ArmFigures, rootWeighted: ArmFigures, root: ArmFigures];

export const credit: RaoClaim = {
  id: 'credit',
  title: 'Own rewards and depth weights',
  arms: ['ablation-local-batch', 'ablation-local-off', 'ablation-root-batch', 'ablation-root-off'],
  section: (_, arms) => {
    const [localWeighted, local, rootWeighted, root] = arms as Four;
    const ownReward = effect([localWeighted, rootWeighted], [local, root]);
    const weights = effect([localWeighted, local], [rootWeighted, root]);
    const helps = [ownReward, weights].filter((one) => one !== null && isAbove(one, 0)).length;
    const verdict: Verdict = helps === 2 ? 'reproduced' : helps === 1 ? 'partly' : 'not reproduced';
    const judged = {
      reproduced: 'Both help, as in the paper.',
      partly: 'One of the two helps; the other does not reproduce here.',
      'not reproduced': 'The claim does not reproduce here.',
    }[verdict];
    return {
      claim:
        'Rewarding every agent for its own goal and weighting depths equally both help; without weights training is slower and levels off lower.',
      finding: `In success averaged over the training, ${effectText('rewarding each agent for its own goal', ownReward)}, and ${effectText(
        'weighting depths',
        weights,
      )}. ${judged}`,
      verdict,
      figures: [
        {
          kind: 'lines',
          title: 'Success against trained tokens',
          xLabel: 'Trained tokens',
          yLabel: 'Tasks solved',
          unit: 'share',
          series: arms.map((arm) => ({ name: arm.title, points: meanCurve(arm, 'tokens', trained) })),
        },
      ],
      tables: [
        bandTable('Tasks solved after the training, with 95 % intervals over seeds', arms),
        {
          caption: 'Difference in success averaged over the training',
          head: ['What is changed', 'Difference'],
          rows: [
            ["Own reward instead of the root's", pointsCell(ownReward)],
            ['Depth weights instead of none', pointsCell(weights)],
          ],
        },
      ],
      notes: [
        'It counts as reproduced when both differences have a 95 % interval over seeds above zero, and as partly reproduced when one of them has. Each is the mean of two: with the other choice one way, and the other way.',
        'The paper’s figures show the differences without numbers.',
        ...sourceNotes(arms),
      ],
    };
  },
};

/** How much higher the first arm of a pair is on average over the training, per seed; the mean of two pairs. */
function effect(one: readonly [ArmFigures, ArmFigures], other: readonly [ArmFigures, ArmFigures]): Estimate | null {
  return over(paired(lead(...one), lead(...other), (a, b) => (a + b) / 2));
}

function lead(a: ArmFigures, b: ArmFigures): PerSeed {
  const [heightA, heightB] = meanHeights(a, b, 'tokens', trained);
  return paired(heightA, heightB, (x, y) => x - y);
}

export const bonus: RaoClaim = {
  id: 'bonus',
  title: 'A bonus by rate, not by count',
  arms: ['bonus-rate', 'bonus-count'],
  section: (_, arms) => {
    const [rate, count] = arms as readonly [ArmFigures, ArmFigures];
    const values = (arm: ArmFigures) => {
      const range = { low: arm.trained[0], high: arm.trained[1] };
      return {
        agents: meanOver(arm, range, ({ meanAgents }) => meanAgents),
        turns: meanOver(arm, range, ({ meanTurns }) => meanTurns),
        success: meanOver(arm, range, ({ success }) => success),
      };
    };
    const [byRate, byCount] = [values(rate), values(count)];
    const more = difference(byCount.agents, byRate.agents);
    const longer = difference(byCount.turns, byRate.turns);
    const ratio = over(paired(byCount.agents, byRate.agents, (a, b) => a / b));
    const sure = [more, longer].filter((one) => one !== null && isAbove(one, 0)).length;
    const verdict: Verdict = sure === 2 ? 'reproduced' : sure === 1 ? 'partly' : 'not reproduced';
    const judged = {
      reproduced: 'Paying by count is gamed here too: more sub-agents and more turns for the same tasks.',
      partly: 'Only one of agents and turns surely grows.',
      'not reproduced': 'The claim does not reproduce here: neither agents nor turns surely grow.',
    }[verdict];
    return {
      claim: 'A bonus for each successful child is gamed: more sub-agents and longer runs. One for their share is not.',
      finding: `Paid by count, the agent uses ${times(ratio?.mean ?? 0)} as many agents per task as paid by rate. ${judged}`,
      verdict,
      figures: [
        {
          kind: 'bars',
          title: 'Agents and turns per task',
          xLabel: 'On tasks as difficult as those trained on',
          yLabel: 'Mean per task',
          unit: 'number',
          series: [
            { name: rate.title, of: byRate },
            { name: count.title, of: byCount },
          ].map(({ name, of }) => ({
            name,
            points: (
              [
                ['Agents', of.agents],
                ['Turns', of.turns],
              ] as const
            ).flatMap(([x, perSeed]) => {
              const value = estimate([...perSeed.values()]);
              return value === null ? [] : [pointOf(x, value, 'number')];
            }),
          })),
        },
      ],
      tables: [
        {
          caption: 'On held-out tasks as difficult as those trained on, with 95 % intervals over seeds',
          head: ['Bonus', 'Agents per task', 'Turns per task', 'Tasks solved'],
          rows: [
            [rate.title, ...cells(byRate)],
            [count.title, ...cells(byCount)],
          ],
        },
      ],
      notes: [
        'It counts as reproduced when by count both agents and turns per task are more, each with a 95 % interval over seeds above zero, and as partly reproduced when one of them is.',
        'The paper’s figure shows the difference without numbers.',
        ...sourceNotes(arms),
      ],
    };
  },
};

function cells(of: { agents: PerSeed; turns: PerSeed; success: PerSeed }): string[] {
  return [numberCell(over(of.agents)), numberCell(over(of.turns)), shareCell(over(of.success))];
}
