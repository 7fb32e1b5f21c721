/** What is typed into the form of an evaluation, and what it comes to or what is wrong with it. */
import type { Experiment } from '../../experiments/experiment.ts';
import type { EvaluationChoices } from '../../rl/config.ts';

type FieldName = 'low' | 'high' | 'tasks' | 'samples' | 'temperature' | 'speed';

export interface EvaluationDraft extends Readonly<Record<FieldName, string>> {
  readonly attempts: boolean;
}

export interface Field {
  readonly name: FieldName;
  readonly label: string;
  readonly help: string;
  readonly whole: boolean;
  readonly min: number;
  readonly max: number;
}

export const FIELDS: readonly Field[] = [
  { name: 'low', label: 'Easiest', help: 'Lowest difficulty.', whole: true, min: 0, max: 99 },
  { name: 'high', label: 'Hardest', help: 'Highest difficulty.', whole: true, min: 0, max: 99 },
  { name: 'tasks', label: 'Tasks', help: 'Per difficulty.', whole: true, min: 1, max: 1000 },
  { name: 'samples', label: 'Attempts', help: 'Per task.', whole: true, min: 1, max: 64 },
  { name: 'temperature', label: 'Temperature', help: '0 is the most probable.', whole: false, min: 0, max: 3 },
  { name: 'speed', label: 'Timed tasks', help: 'Per difficulty; 0 is none.', whole: true, min: 0, max: 100 },
];

/** What the run's own evaluations do. */
export function firstDraft({ evaluation }: Experiment): EvaluationDraft {
  return {
    low: String(evaluation.minDifficulty),
    high: String(evaluation.maxDifficulty),
    tasks: String(evaluation.tasks),
    samples: String(evaluation.samples),
    temperature: String(evaluation.temperature),
    speed: '0',
    attempts: true,
  };
}

/** `choices` is null while there are problems; those are told by field. */
export function readDraft(
  draft: EvaluationDraft,
  difficulties: readonly number[],
): { choices: EvaluationChoices | null; problems: Partial<Record<FieldName, string>> } {
  const problems: Partial<Record<FieldName, string>> = {};
  const values = {} as Record<FieldName, number>;
  const [easiest = 0, hardest = 99] = [difficulties[0], difficulties.at(-1)];
  for (const field of FIELDS) {
    const isDifficulty = field.name === 'low' || field.name === 'high';
    const [min, max] = isDifficulty ? [easiest, hardest] : [field.min, field.max];
    const text = draft[field.name].trim();
    const value = Number(text);
    values[field.name] = value;
    if (text === '' || !(value >= min && value <= max) || (field.whole && !Number.isInteger(value))) {
      problems[field.name] = `Enter a ${field.whole ? 'whole ' : ''}number from ${min} to ${max}.`;
    }
  }
  const { low, high, tasks, samples, temperature, speed } = values;
  if (!problems.low && !problems.high && high < low) problems.high = 'Must not be lower than the easiest.';
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
      attempts: draft.attempts,
      ...(speed > 0 && { speed }),
    },
    problems,
  };
}
