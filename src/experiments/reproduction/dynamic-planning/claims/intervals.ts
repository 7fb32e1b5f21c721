/** The inverted U: planning now and then is better than planning always or never, on graph search and on Crafter. */
import type { Estimate } from '../../estimate.ts';
import { armOf, difference, over, type PerSeed } from '../../measure.ts';
import type { Figure, Table } from '../../section.ts';
import { INTERVALS } from '../arms.ts';
import { bar, type PlanningClaim, ruleText, sourceNotes, verdictOf } from '../claim.ts';
import { scoreOf, tokensOf } from '../measure.ts';
import type { ArmFigures } from '../report.ts';
import { cellsFor, meanText } from '../words.ts';

/** From never to always, as the paper draws them. */
const RULES: readonly { readonly id: string; readonly name: string }[] = [
  { id: 'never', name: 'never' },
  ...[...INTERVALS].reverse().map((every) => ({ id: `every-${every}`, name: every === 1 ? 'always' : String(every) })),
];
const BETWEEN = RULES.slice(1, -1);

/** The state of an agent that is made to plan at fixed intervals; the suffix is that of its measurements' ids. */
interface State {
  readonly suffix: string;
  readonly name: string;
}

const PRIMED: State = { suffix: '-primed', name: 'After imitation' };
const TRAINED: State = { suffix: '', name: 'After reinforcement learning' };

interface Sweep {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  readonly arm: string;
  /** Arms that were trained on one rule; shown where they have been run. */
  readonly trainedArms: readonly string[];
  /** The first is judged. */
  readonly states: readonly [State, ...State[]];
  /** What the agent does, and of what: "reaches" 42 % "of all achievements". */
  readonly does: string;
  readonly of: string;
  /** The paper's scores by rule. */
  readonly paper: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

const CHOICE_NOTE =
  'How often is best is told for each seed by the other seeds, so that it is not chosen for its luck.';

export const graphSearch = claimOf({
  id: 'graph-search',
  title: 'How often to plan: graph search',
  claim:
    'On graph search the large model reaches 36 % of its targets when it never plans, 59 % when it plans every 2 steps and 47 % when it plans always: an inverted U.',
  arm: 'pogs-dynamic',
  trainedArms: ['pogs-dynamic', 'pogs-never', 'pogs-always'],
  states: [PRIMED, TRAINED],
  does: 'finds its target in',
  of: 'of the searches',
  paper: {
    ...{ never: '36 %', '16': '50 %', '8': '55 %', '6': '55 %' },
    ...{ '4': '58 %', '3': '58 %', '2': '59 %', always: '47 %' },
  },
  notes: [
    'The agent after imitation is judged: like the paper’s large model, it knows how to plan and was not trained for any interval.',
    'The settings of graph search were chosen by trials on seed 1; the other seeds had no part in it.',
  ],
});

export const crafterIntervals = claimOf({
  id: 'crafter-intervals',
  title: 'How often to plan: Crafter',
  claim:
    'On Crafter the large model scores 34.3 % when it never plans, 37.9 % when it plans every 4 steps and 34.9 % when it plans always: a shallow inverted U.',
  arm: 'crafter-dynamic',
  trainedArms: [],
  states: [TRAINED],
  does: 'reaches',
  of: 'of all achievements',
  paper: {
    ...{ never: '34.3 %', '16': '32.6 %', '12': '33.7 %', '8': '33.9 %', '6': '36.1 %' },
    ...{ '4': '37.9 %', '3': '37.4 %', '2': '34.8 %', always: '34.9 %' },
  },
  notes: [
    'The agent decided itself when to plan while it was trained; afterwards it is made to plan at fixed intervals. The paper’s large model was not trained at all.',
  ],
});

function claimOf({ id, title, claim, arm: armId, trainedArms, states, does, of, paper, notes }: Sweep): PlanningClaim {
  return {
    id,
    title,
    arms: [armId],
    section: (report, [arm]) => {
      const agent = arm as ArmFigures;
      const [judged, ...others] = states;
      const leads = lead(agent, judged);
      const verdict = verdictOf([leads.overNever, leads.overAlways]);
      const outcome = {
        reproduced: 'It is an inverted U here, too.',
        partly: 'The inverted U is sure on one side only, or rests on one seed.',
        'not reproduced': 'The inverted U does not reproduce here.',
      }[verdict];
      const text = (state: State) => sentence(agent, state, does, of);
      const trained = trainedArms.flatMap((one) => armOf(report, one) ?? []);
      return {
        claim,
        finding: [text(judged), outcome, ...others.map(text)].join(' '),
        verdict,
        figures: [figure(agent, states, of)],
        tables: [intervalTable(agent, states, paper), ...(trained.length > 1 ? [trainedTable(trained)] : [])],
        notes: [
          ...notes,
          `${ruleText('planning every so many steps, as often as is best between never and always, scores above both of them')} ${CHOICE_NOTE}`,
          ...sourceNotes(
            trained.length > 1 ? trained : [agent],
            states.flatMap(({ suffix }) => [...RULES, { id: 'own' }].map(({ id }) => `${id}${suffix}`)),
          ),
        ],
      };
    },
  };
}

interface Lead {
  /** The rule between never and always that scores best on average. */
  readonly best: string;
  readonly overNever: Estimate | null;
  readonly overAlways: Estimate | null;
}

function lead(arm: ArmFigures, { suffix }: State): Lead {
  const scores = new Map(BETWEEN.map(({ id }) => [id, scoreOf(arm, `${id}${suffix}`)]));
  const bestWithout = (seed: number | null): string => {
    const mean = (values: PerSeed) => {
      const kept = new Map([...values].filter(([one]) => one !== seed));
      return over(kept.size > 0 ? kept : values)?.mean ?? 0;
    };
    return [...scores].reduce((a, b) => (mean(b[1]) > mean(a[1]) ? b : a))[0];
  };
  const chosen: PerSeed = new Map(
    arm.runs.flatMap(({ seed }): [number, number][] => {
      const score = scores.get(bestWithout(seed))?.get(seed);
      return score === undefined ? [] : [[seed, score]];
    }),
  );
  return {
    best: bestWithout(null),
    overNever: difference(chosen, scoreOf(arm, `never${suffix}`)),
    overAlways: difference(chosen, scoreOf(arm, `every-1${suffix}`)),
  };
}

function sentence(arm: ArmFigures, state: State, does: string, of: string): string {
  const cells = cellsFor([arm]);
  const { best, overNever, overAlways } = lead(arm, state);
  const found = (id: string) => meanText(scoreOf(arm, `${id}${state.suffix}`));
  const every = best.slice('every-'.length);
  return (
    `${state.name}, the agent ${does} ${found('never')} ${of} when it never plans, ${found(best)} when it plans every ${every} steps, ` +
    `which is best between the two, and ${found('every-1')} when it plans always. The lead over never planning is ` +
    `${cells.points(overNever)}, over planning always ${cells.points(overAlways)}.`
  );
}

function figure(arm: ArmFigures, states: readonly State[], of: string): Figure {
  return {
    kind: 'bars',
    title: 'Score by how often the agent plans',
    xLabel: 'Steps from plan to plan',
    yLabel: `Share ${of}`,
    unit: 'share',
    series: states.map(({ suffix, name }) => ({
      name,
      points: RULES.flatMap((rule) => bar(rule.name, scoreOf(arm, `${rule.id}${suffix}`))),
    })),
  };
}

function intervalTable(arm: ArmFigures, states: readonly State[], paper: Readonly<Record<string, string>>): Table {
  const cells = cellsFor([arm]);
  return {
    caption: 'Score, and tokens that are written per episode',
    head: ['Steps from plan to plan', ...states.flatMap(({ name }) => [name, `${name}: tokens`]), 'Paper'],
    rows: [...RULES, { id: 'own', name: 'as it decides' }].map(({ id, name }) => [
      name,
      ...states.flatMap(({ suffix }) => [
        cells.share(over(scoreOf(arm, `${id}${suffix}`))),
        cells.amount(over(tokensOf(arm, `${id}${suffix}`))),
      ]),
      paper[name] ?? 'not stated',
    ]),
  };
}

function trainedTable(arms: readonly ArmFigures[]): Table {
  const cells = cellsFor(arms);
  return {
    caption: 'Score of agents that were trained on one way of planning',
    head: ['Agent', PRIMED.name, TRAINED.name],
    rows: arms.map((arm) => [
      arm.title,
      cells.share(over(scoreOf(arm, 'own-primed'))),
      cells.share(over(scoreOf(arm, 'own'))),
    ]),
  };
}
