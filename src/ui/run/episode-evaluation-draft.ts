/** The form of an evaluation of agents that plan: whole episodes, of all difficulties that are chosen. */
import type { PlanningExperiment } from '../../experiments/experiment.ts';
import { plural } from '../format.ts';
import { type EvaluationFormKind, type Field, rangeFields, readNumbers } from './evaluation-fields.ts';

const OTHERS: readonly Field[] = [
  { name: 'episodes', label: 'Episodes', help: 'Per difficulty.', whole: true, min: 1, max: 1000 },
  { name: 'temperature', label: 'Temperature', help: '0 is the most probable.', whole: false, min: 0, max: 3 },
];

/** `difficulties` are those that the environment has, ascending; where there is one there is nothing to choose. */
export function episodeForm({ evaluation }: PlanningExperiment, difficulties: readonly number[]): EvaluationFormKind {
  const several = difficulties.length > 1;
  const fields = [...(several ? rangeFields(difficulties) : []), ...OTHERS];
  return {
    fields,
    first: {
      low: String(evaluation.minDifficulty),
      high: String(evaluation.maxDifficulty),
      episodes: String(evaluation.episodes),
      temperature: String(evaluation.temperature),
    },
    read: (draft) => {
      const { values, problems } = readNumbers(fields, draft);
      if (Object.keys(problems).length > 0) return { choices: null, problems };
      const { low = 0, high = 0, episodes = 0, temperature = 0 } = values;
      const isChosen = (difficulty: number) => !several || (difficulty >= low && difficulty <= high);
      return { choices: { difficulties: difficulties.filter(isChosen), tasks: episodes, temperature }, problems };
    },
    sizeWords: ({ difficulties: chosen = [], tasks = 0 }) => `Plays ${plural(chosen.length * tasks, 'episode')}.`,
  };
}
