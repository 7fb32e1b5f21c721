/** Builds the knobs of one section of the settings form from as few words as they need. */
import type { BooleanKnob, ChoiceKnob, KnobChange, KnobGroup, NumberKnob } from '../knob.ts';

type Range = { readonly min: number; readonly max: number; readonly step: number; readonly unit?: string };
export type Flags = { readonly advanced?: boolean; readonly change?: KnobChange };
/** Builds the knobs of one section; `change` is what its knobs have in common. */
export function section(group: KnobGroup, prefix: string, change: KnobChange) {
  const base = (field: string, label: string, help: string, flags: Flags) => ({
    path: prefix + field,
    label,
    help,
    group,
    advanced: flags.advanced ?? false,
    change: flags.change ?? change,
  });
  const numeric =
    (kind: NumberKnob['kind']) =>
    (field: string, label: string, help: string, range: Range, flags: Flags = {}): NumberKnob => ({
      ...base(field, label, help, flags),
      ...range,
      kind,
      unit: range.unit ?? '',
    });
  return {
    integer: numeric('integer'),
    number: numeric('number'),
    boolean: (field: string, label: string, help: string, flags: Flags = {}): BooleanKnob => ({
      ...base(field, label, help, flags),
      kind: 'boolean',
    }),
    choice: (
      field: string,
      label: string,
      help: string,
      options: ChoiceKnob['options'],
      flags: Flags = {},
    ): ChoiceKnob => ({
      ...base(field, label, help, flags),
      kind: 'choice',
      options,
    }),
  };
}

/** Folded away until asked for. */
export const folded: Flags = { advanced: true };
