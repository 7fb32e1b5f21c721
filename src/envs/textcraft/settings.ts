/**
 * The settings of TextCraft-Synth: the table of knobs, named bundles of them, and the check that every other file of
 * this folder relies on. The paper's world is `scale` 1; `scale` 0 has the same shape with uniform, smaller rules.
 */
import type { Setting, Settings } from '../environment.ts';

export const SETTINGS = [
  {
    name: 'scale',
    label: 'Rules',
    help:
      '0: uniform rules set by the knobs below. 1: the paper’s world, where numbers of ingredients, counts and ' +
      'result counts depend on the tier and a few items join several domains (the knobs for them are then unused).',
    min: 0,
    max: 1,
    step: 1,
    default: 0,
  },
  {
    name: 'book',
    label: 'Recipe book',
    help:
      '0: a fresh book for every task, so that nothing can be memorised but how to go about it. 1: one book for all, ' +
      'and a fixed set of tasks in it: four fifths of the targets are for training, the others are held out.',
    min: 0,
    max: 1,
    step: 1,
    default: 0,
  },
  {
    name: 'bookSeed',
    label: 'Edition',
    help: 'Which book it is when it is the same for all tasks; otherwise unused.',
    min: 0,
    max: 9999,
    step: 1,
    default: 42,
  },
  {
    name: 'domains',
    label: 'Domains',
    help: 'Families of items. A recipe takes its ingredients from its own family.',
    min: 1,
    max: 5,
    step: 1,
    default: 1,
  },
  {
    name: 'tiers',
    label: 'Tiers',
    help: 'Levels of items, base materials included. The deepest task takes a chain of tiers − 1 crafts.',
    min: 2,
    max: 13,
    step: 1,
    default: 9,
  },
  {
    name: 'itemsPerTier',
    label: 'Items per tier',
    help: 'Items on each level of each family. Under the paper’s rules one fewer for every three tiers.',
    min: 1,
    max: 30,
    step: 1,
    default: 6,
  },
  {
    name: 'maxIngredients',
    label: 'Ingredients',
    help: 'Most kinds of ingredients in a recipe; the number is drawn uniformly from 1 up.',
    min: 1,
    max: 6,
    step: 1,
    default: 3,
  },
  {
    name: 'maxCount',
    label: 'Count per ingredient',
    help: 'Most pieces of one ingredient that a craft takes; drawn uniformly from 1 up.',
    min: 1,
    max: 4,
    step: 1,
    default: 1,
  },
  {
    name: 'maxResult',
    label: 'Result count',
    help: 'Most pieces that one craft makes; drawn uniformly from 1 up. Amounts must be multiples of it.',
    min: 1,
    max: 4,
    step: 1,
    default: 1,
  },
  {
    name: 'maxTargetCount',
    label: 'Pieces asked for',
    help: 'Most pieces that a task asks for; drawn uniformly from 1 up.',
    min: 1,
    max: 4,
    step: 1,
    default: 1,
  },
  {
    name: 'distractors',
    label: 'Distractors',
    help: 'Base materials in the inventory that the task does not need.',
    min: 0,
    max: 6,
    step: 1,
    default: 2,
  },
  {
    name: 'buffer',
    label: 'Spare material',
    help: 'Most extra base material, as a share of what is needed; drawn uniformly from 0 up.',
    min: 0,
    max: 0.5,
    step: 0.05,
    default: 0,
  },
  {
    name: 'nameTokens',
    label: 'Tokens per name',
    help:
      '1: each item is a word of its own, so one that is never met in training cannot be learned. 2: names are ' +
      'spelled with two of a few pieces, so any name can be read and copied once the pieces are known.',
    min: 1,
    max: 2,
    step: 1,
    default: 1,
  },
  {
    name: 'maxNumber',
    label: 'Largest number',
    help:
      'Largest number that has a word; larger stocks are shown as this one. Deep tasks have large stocks: with a ' +
      'low limit they look like what an agent met on shallow ones.',
    min: 2,
    max: 200,
    step: 1,
    default: 4,
  },
] as const satisfies readonly Setting[];

type Name = (typeof SETTINGS)[number]['name'];

/** Settings that were checked: every knob is there and in range. */
export type CheckedSettings = Readonly<Record<Name, number>>;

function defaults(changes: Partial<Record<Name, number>> = {}): CheckedSettings {
  const values = Object.fromEntries(SETTINGS.map((setting) => [setting.name, setting.default]));
  return { ...values, ...changes } as CheckedSettings;
}

/** Named bundles: `tiny` (the default) counts everything by ones, `small` up to two, `paper` is RAO's world and task set. */
export const SCALES = {
  tiny: defaults(),
  small: defaults({ maxCount: 2, maxResult: 2, maxTargetCount: 2, buffer: 0.25, maxNumber: 99 }),
  paper: defaults({
    scale: 1,
    book: 1,
    domains: 5,
    tiers: 13,
    itemsPerTier: 25,
    maxTargetCount: 3,
    distractors: 3,
    buffer: 0.5,
    nameTokens: 2,
    maxNumber: 99,
  }),
} as const satisfies Record<string, CheckedSettings>;

/** The paper's names for ranges of difficulty (crafting depth, both ends included). */
export const DIFFICULTY_BANDS = {
  easy: [2, 3],
  medium: [4, 6],
  hard: [7, 9],
  extreme: [10, 12],
} as const satisfies Record<string, readonly [number, number]>;

/** Items of each family on a tier, those that join several families not counted. */
export function itemsOnTier({ scale, itemsPerTier }: CheckedSettings, tier: number): number {
  return scale === 1 ? Math.max(1, itemsPerTier - Math.floor(tier / 3)) : itemsPerTier;
}

/** The paper's easiest tasks take a chain of two crafts. */
export const PAPER_EASIEST = DIFFICULTY_BANDS.easy[0];

/** Most pieces that one craft makes in the paper's world. */
const PAPER_RESULT = 4;

/**
 * Fills in defaults. Throws a RangeError that says what to change when a setting is unknown or out of range, or when
 * numbers that recipes and goals need have no word, or when there would be no tasks.
 */
export function checkSettings(settings: Settings): CheckedSettings {
  for (const name of Object.keys(settings)) {
    if (!SETTINGS.some((setting) => setting.name === name)) {
      const known = SETTINGS.map((setting) => setting.name).join(', ');
      throw new RangeError(`TextCraft has no setting "${name}"; its settings are ${known}.`);
    }
  }
  const checked = { ...defaults(), ...settings } as CheckedSettings;
  for (const { name, min, max, step } of SETTINGS) {
    const value = checked[name];
    if (!(value >= min && value <= max)) {
      throw new RangeError(`TextCraft's setting ${name} must be from ${min} to ${max}; got ${value}.`);
    }
    if (step === 1 && !Number.isInteger(value)) {
      throw new RangeError(`TextCraft's setting ${name} must be a whole number; got ${value}.`);
    }
  }
  const { scale, maxCount, maxResult, maxTargetCount, maxNumber } = checked;
  const needed = Math.max(maxTargetCount, ...(scale === 1 ? [PAPER_RESULT] : [maxCount, maxResult]));
  if (maxNumber < needed) {
    throw new RangeError(
      `TextCraft's setting maxNumber (${maxNumber}) must be at least ${needed}, the largest number in recipes and ` +
        'goals; raise it, or lower maxCount, maxResult or maxTargetCount.',
    );
  }
  if (scale === 1 && checked.tiers <= PAPER_EASIEST) {
    throw new RangeError(
      `TextCraft's setting tiers must be at least ${PAPER_EASIEST + 1} under the paper's rules, whose easiest tasks take a ` +
        `chain of ${PAPER_EASIEST} crafts; got ${checked.tiers}.`,
    );
  }
  if (checked.book === 1 && checked.domains * itemsOnTier(checked, checked.tiers - 1) < 2) {
    throw new RangeError(
      'A fixed TextCraft book needs at least two items on every tier, one to train on and one to hold out. Raise ' +
        'itemsPerTier or domains, or let every task have a fresh book (book 0).',
    );
  }
  return checked;
}
