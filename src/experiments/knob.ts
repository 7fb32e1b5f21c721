/**
 * What a knob is: one setting of an experiment as data. Controls, help texts, validation, URL parameters and the
 * command line's `--set` are all generated from knobs; nothing else may state a range.
 */

/** When a changed value can take effect: in the run as it stands, or only in a new run from the start. */
export type KnobChange = 'continue' | 'reset';

/** Sections of the settings form, in the order in which they are shown. */
export const KNOB_GROUPS = [
  { id: 'agent', title: 'Agent' },
  { id: 'training', title: 'Training' },
  { id: 'task', title: 'Task' },
  { id: 'warm-start', title: 'Warm start' },
  { id: 'model', title: 'Network' },
  { id: 'evaluation', title: 'Evaluation' },
  { id: 'machine', title: 'Run and machine' },
] as const;

export type KnobGroup = (typeof KNOB_GROUPS)[number]['id'];

interface KnobBase {
  /** Place in the experiment, dots between levels: 'training.lambda'. */
  readonly path: string;
  readonly label: string;
  /** One sentence: what it does, and what more or less of it means. */
  readonly help: string;
  readonly group: KnobGroup;
  /** Folded away until asked for. */
  readonly advanced: boolean;
  readonly change: KnobChange;
}

export interface NumberKnob extends KnobBase {
  readonly kind: 'integer' | 'number';
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** What one press of an arrow key changes; values between steps are allowed. */
  readonly step: number;
}

export interface BooleanKnob extends KnobBase {
  readonly kind: 'boolean';
}

export interface ChoiceKnob extends KnobBase {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export interface TextKnob extends KnobBase {
  readonly kind: 'text';
  readonly maxLength: number;
}

export type Knob = NumberKnob | BooleanKnob | ChoiceKnob | TextKnob;

export type KnobValue = number | boolean | string;

/** One thing that is wrong with a configuration, in words. */
export interface Problem {
  /** Knob path, or '' when it concerns the whole. */
  readonly path: string;
  /** What was found. */
  readonly found: string;
  /** What would be allowed. */
  readonly allowed: string;
  /** What to do about it: a sentence. */
  readonly remedy: string;
}

/** A problem as one sentence or two for people. */
export function problemText(problem: Problem): string {
  const where = problem.path === '' ? 'The experiment' : problem.path;
  return `${where} is ${problem.found}; allowed: ${problem.allowed}. ${problem.remedy}`;
}

/** The range of a knob in words: "2 to 64 trees", "on or off". */
export function allowedText(knob: Knob): string {
  switch (knob.kind) {
    case 'integer':
    case 'number': {
      const range = `${knob.min} to ${knob.max}${knob.unit === '' ? '' : ` ${knob.unit}`}`;
      return knob.kind === 'integer' ? `a whole number, ${range}` : `a number, ${range}`;
    }
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${knob.options.map((option) => option.value).join(', ')}`;
    case 'text':
      return `a text of 1 to ${knob.maxLength} characters`;
    default:
      return knob satisfies never;
  }
}

/** What is wrong with `value` at this knob; null when nothing is. */
export function checkKnobValue(knob: Knob, value: unknown): Problem | null {
  const allowed = allowedText(knob);
  const wrong = (found: string, remedy: string): Problem => ({ path: knob.path, found, allowed, remedy });
  if (value === undefined) return wrong('missing', `Add ${knob.path} (${knob.label}).`);
  switch (knob.kind) {
    case 'integer':
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        return wrong(inWords(value), `Give ${knob.label} a number.`);
      }
      if (knob.kind === 'integer' && !Number.isInteger(value)) {
        return wrong(String(value), `Round it to ${clamp(Math.round(value), knob)}.`);
      }
      if (value < knob.min) return wrong(String(value), `Raise it to at least ${knob.min}.`);
      if (value > knob.max) return wrong(String(value), `Lower it to at most ${knob.max}.`);
      return null;
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : wrong(inWords(value), `Write true or false for ${knob.label}.`);
    case 'choice':
      if (knob.options.some((option) => option.value === value)) return null;
      return wrong(inWords(value), `Choose ${knob.options[0]?.value ?? 'another'}, for example.`);
    case 'text':
      if (typeof value === 'string' && value.trim() !== '' && value.length <= knob.maxLength) return null;
      return wrong(inWords(value), `Write a ${knob.label.toLowerCase()} of at most ${knob.maxLength} characters.`);
    default:
      return knob satisfies never;
  }
}

/** A foreign value in words, short enough for a message. */
export function inWords(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value.length > 40 ? `"${value.slice(0, 40)}…"` : `"${value}"`;
  return String(value);
}

function clamp(value: number, knob: NumberKnob): number {
  return Math.min(knob.max, Math.max(knob.min, value));
}
