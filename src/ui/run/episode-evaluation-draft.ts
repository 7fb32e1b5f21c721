/** The form of an evaluation of agents that plan: whole episodes, of all difficulties that are chosen. */
import type { PlanningExperiment } from '../../experiments/experiment.ts';
import { plural } from '../format.ts';
import { type EvaluationFormKind, type Field, rangeFields, readNumbers } from './evaluation-fields.ts';

const OTHERS: readonly Field[] = [
  { name: 'episodes', label: 'Episodes', help: 'Per difficulty.', whole: true, min: 1, max: 1000 },
  { name: 'temperature', label: 'Temperature', help: '0 is the most probable.', whole: false, min: 0, max: 3 },
];

/** Moments at which what a plan is worth is measured: more would take longer than the episodes. */
const MOMENTS = 96;

/** `difficulties` are those that the environment has, ascending; where there is one there is nothing to choose. */
export function episodeForm(
  { agent, evaluation }: PlanningExperiment,
  difficulties: readonly number[],
): EvaluationFormKind {
  const several = difficulties.length > 1;
  const fields = [...(several ? rangeFields(difficulties) : []), ...OTHERS];
  return {
    fields,
    // Who never plans has nothing that could be measured.
    ...(agent.when !== 'never' && {
      check: { name: 'worth', label: `Measure what a plan is worth, at ${MOMENTS} moments of the episodes` },
    }),
    first: {
      low: String(evaluation.minDifficulty),
      high: String(evaluation.maxDifficulty),
      episodes: String(evaluation.episodes),
      temperature: String(evaluation.temperature),
      worth: 'false',
    },
    read: (draft) => {
      const { values, problems } = readNumbers(fields, draft);
      if (Object.keys(problems).length > 0) return { choices: null, problems };
      const { low = 0, high = 0, episodes = 0, temperature = 0 } = values;
      const isChosen = (difficulty: number) => !several || (difficulty >= low && difficulty <= high);
      const chosen = difficulties.filter(isChosen);
      const moments = draft.worth === 'true' && { moments: MOMENTS };
      return { choices: { difficulties: chosen, tasks: episodes, temperature, ...moments }, problems };
    },
    sizeWords: ({ difficulties: chosen = [], tasks = 0, moments = 0 }) => {
      const plays = `Plays ${plural(chosen.length * tasks, 'episode')}`;
      return moments > 0 ? `${plays}, then tries plans at ${plural(moments, 'moment')} of them.` : `${plays}.`;
    },
  };
}
