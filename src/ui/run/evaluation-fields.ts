/** Forms by which evaluations are asked for, as data: number fields, what was typed into them, what is wrong with it. */
import type { EvaluationChoices } from '../../rl/config.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly whole: boolean;
  readonly min: number;
  readonly max: number;
}

/** What is typed, by field; a switch is 'true' or 'false'. */
export type EvaluationDraft = Readonly<Record<string, string>>;

/** What is wrong, by field, in words. */
export type FieldProblems = Readonly<Record<string, string>>;

/** A form for one experiment. */
export interface EvaluationFormKind {
  readonly fields: readonly Field[];
  /** A switch below the fields: its field and its words. */
  readonly check?: { readonly name: string; readonly label: string };
  /** What the run's own evaluations do. */
  readonly first: EvaluationDraft;
  /** `choices` is null while there are problems. */
  read(draft: EvaluationDraft): { choices: EvaluationChoices | null; problems: FieldProblems };
  /** What the choices come to: "Grows 40 trees." */
  sizeWords(choices: EvaluationChoices): string;
}

/** The fields for the range of difficulties, within `difficulties`. */
export function rangeFields(difficulties: readonly number[]): Field[] {
  const [min = 0, max = 99] = [difficulties[0], difficulties.at(-1)];
  return [
    { name: 'low', label: 'Easiest', help: 'Lowest difficulty.', whole: true, min, max },
    { name: 'high', label: 'Hardest', help: 'Highest difficulty.', whole: true, min, max },
  ];
}

/** The numbers that were typed, and what is wrong with them one by one; NaN for fields that the draft lacks. */
export function readNumbers(
  fields: readonly Field[],
  draft: EvaluationDraft,
): { values: Readonly<Record<string, number>>; problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const values: Record<string, number> = {};
  for (const { name, whole, min, max } of fields) {
    const text = (draft[name] ?? '').trim();
    const value = text === '' ? Number.NaN : Number(text);
    values[name] = value;
    if (!(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
      problems[name] = `Enter a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`;
    }
  }
  const { low = Number.NaN, high = Number.NaN } = values;
  if (!problems.low && !problems.high && high < low) problems.high = 'Must not be lower than the easiest.';
  return { values, problems };
}
