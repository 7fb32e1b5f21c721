/** The settings of Crafter, and the check that they hold. */
import type { Setting, Settings } from '../environment.ts';
import { checkedAgainst } from '../settings.ts';
import { EPISODE_STEPS } from './rules.ts';

export const SETTINGS = [
  {
    name: 'length',
    label: 'Length',
    help: 'Most steps of an episode, which ends earlier when the player dies. Score by the published formula with 10,000.',
    unit: 'steps',
    min: 10,
    max: EPISODE_STEPS,
    step: 1,
    default: EPISODE_STEPS,
  },
] as const satisfies readonly Setting[];

type Name = (typeof SETTINGS)[number]['name'];

/** Settings that were checked: every knob is there and in range. */
export type CheckedSettings = Readonly<Record<Name, number>>;

/** Fills in defaults. Throws a RangeError that says what to change when a setting is unknown or out of range. */
export function checkSettings(settings: Settings): CheckedSettings {
  return checkedAgainst('Crafter', SETTINGS, settings);
}
