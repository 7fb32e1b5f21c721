/** The form of an evaluation of agents that delegate. */
import type { RaoExperiment } from '../../experiments/experiment.ts';
import { plural } from '../format.ts';
import { type EvaluationFormKind, type Field, rangeFields, readNumbers } from './evaluation-fields.ts';

const OTHERS: readonly Field[] = [
  { name: 'tasks', label: 'Tasks', help: 'Per difficulty.', whole: true, min: 1, max: 1000 },
  { name: 'samples', label: 'Attempts', help: 'Per task.', whole: true, min: 1, max: 64 },
  { name: 'temperature', label: 'Temperature', help: '0 is the most probable.', whole: false, min: 0, max: 3 },
  { name: 'speed', label: 'Timed tasks', help: 'Per difficulty; 0 is none.', whole: true, min: 0, max: 100 },
];

/** `difficulties` are those that the environment has, ascending. */
export function treeForm({ evaluation }: RaoExperiment, difficulties: readonly number[]): EvaluationFormKind {
  const fields = [...rangeFields(difficulties), ...OTHERS];
  return {
    fields,
    check: { name: 'attempts', label: 'Keep every attempt, to compare with another agent task by task' },
    first: {
      low: String(evaluation.minDifficulty),
      high: String(evaluation.maxDifficulty),
      tasks: String(evaluation.tasks),
      samples: String(evaluation.samples),
      temperature: String(evaluation.temperature),
      speed: '0',
      attempts: 'true',
    },
    read: (draft) => {
      const { values, problems } = readNumbers(fields, draft);
      const { low = 0, high = 0, tasks = 0, samples = 0, temperature = 0, speed = 0 } = values;
      if (!problems.samples && !problems.temperature && samples > 1 && temperature === 0) {
        problems.temperature = 'At 0 all attempts are the same.';
      }
      if (!problems.speed && !problems.tasks && speed > tasks) problems.speed = 'At most as many as there are tasks.';
      if (Object.keys(problems).length > 0) return { choices: null, problems };
      return {
        choices: {
          difficulties: difficulties.filter((difficulty) => difficulty >= low && difficulty <= high),
          tasks,
          samples,
          temperature,
          attempts: draft.attempts === 'true',
          ...(speed > 0 && { speed }),
        },
        problems,
      };
    },
    sizeWords: ({ difficulties: chosen = [], tasks = 0, samples = 1 }) =>
      `Grows ${plural(chosen.length * tasks * samples, 'tree')}.`,
  };
}
