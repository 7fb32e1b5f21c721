/**
 * The settings of partially observable graph search: the table of knobs, which difficulties they leave, and the check
 * that every other file of this folder relies on.
 */
import type { Setting, Settings } from '../environment.ts';
import { checkedAgainst } from '../settings.ts';

export const SETTINGS = [
  {
    name: 'nodes',
    label: 'Nodes',
    help: 'Number of nodes of the tree. More nodes make longer searches, and more labels to tell apart.',
    unit: 'nodes',
    min: 5,
    max: 40,
    step: 1,
    default: 20,
  },
  {
    name: 'hops',
    label: 'Sight',
    help: 'How far the agent sees: the edges among all nodes that are at most this many edges away.',
    unit: 'hops',
    min: 1,
    max: 5,
    step: 1,
    default: 2,
  },
  {
    name: 'steps',
    label: 'Steps',
    help: 'Most moves of an episode, those to nodes that are no neighbours included.',
    unit: 'steps',
    min: 5,
    max: 100,
    step: 1,
    default: 30,
  },
] as const satisfies readonly Setting[];

type Name = (typeof SETTINGS)[number]['name'];

/** Settings that were checked: every knob is there and in range. */
export type CheckedSettings = Readonly<Record<Name, number>>;

/** Fills in defaults. Throws a RangeError that says what to change when a setting is unknown or out of range. */
export function checkSettings(settings: Settings): CheckedSettings {
  return checkedAgainst('Graph search', SETTINGS, settings);
}
