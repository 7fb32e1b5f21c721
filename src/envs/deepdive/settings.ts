/**
 * The settings of DeepDive: the table of knobs, and the check that every other file of this folder relies on.
 */
import type { Setting, Settings } from '../environment.ts';
import { checkedAgainst } from '../settings.ts';
import type { Lexicon } from './vocabulary.ts';

export const SETTINGS = [
  {
    name: 'hops',
    label: 'Hops',
    help:
      'Number of difficulties: a question of difficulty d goes d relations on from the entity that it describes. Train ' +
      'on 2 to 4 and evaluate on all.',
    unit: 'hops',
    min: 1,
    max: 10,
    step: 1,
    default: 8,
  },
  {
    name: 'entities',
    label: 'Entities',
    help: 'Size of the graph. Those that the walk of a question does not pass are distractors.',
    min: 12,
    max: 64,
    step: 1,
    default: 24,
  },
  {
    name: 'facts',
    label: 'Facts per page',
    help: 'Relations to other entities that each page states. More make longer pages and a denser graph.',
    min: 1,
    max: 3,
    step: 1,
    default: 2,
  },
  {
    name: 'branching',
    label: 'Branching',
    help:
      'How many entities at least are related to each one that the walk goes on from. Only one by the relation that is ' +
      'asked for; a search finds the others too.',
    min: 1,
    max: 4,
    step: 1,
    default: 3,
  },
  {
    name: 'results',
    label: 'Results per search',
    help: 'Most pages that a search finds. One of them is right, and all must be opened until it is found.',
    unit: 'pages',
    min: 1,
    max: 6,
    step: 1,
    default: 3,
  },
  {
    name: 'relations',
    label: 'Relations',
    help: 'Number of different relations. A walk takes none twice, so there must be as many as hops.',
    min: 4,
    max: 16,
    step: 1,
    default: 10,
  },
  {
    name: 'attributes',
    label: 'Attributes',
    help: 'Number of different attributes. Two of them describe an entity; fewer make more entities resemble it.',
    min: 6,
    max: 16,
    step: 1,
    default: 8,
  },
] as const satisfies readonly Setting[];

type Name = (typeof SETTINGS)[number]['name'];

/** Settings that were checked: every knob is there and in range, and the graph has room for the longest walk. */
export type CheckedSettings = Readonly<Record<Name, number>>;

/**
 * Fills in defaults. Throws a RangeError that says what to change when a setting is unknown or out of range, or when
 * settings contradict each other.
 */
export function checkSettings(settings: Settings): CheckedSettings {
  const checked = checkedAgainst('DeepDive', SETTINGS, settings);
  checkRoom(checked);
  return checked;
}

function checkRoom({ hops, entities, facts, branching, relations, attributes }: CheckedSettings): void {
  if (relations < hops) {
    throw new RangeError(
      `DeepDive's setting relations (${relations}) must be at least hops (${hops}); raise it or lower hops.`,
    );
  }
  const pairs = (attributes * (attributes - 1)) / 2;
  if (pairs < entities) {
    throw new RangeError(
      `DeepDive's setting attributes (${attributes}) gives ${pairs} descriptions for ${entities} entities; raise it or ` +
        'lower entities.',
    );
  }
  // With so many facts left over, there is always a page that can take one more about an entity of the walk.
  const needed = Math.ceil((hops * branching) / facts) + branching + 1;
  if (entities < needed) {
    throw new RangeError(
      `DeepDive's setting entities (${entities}) must be at least ${needed} for ${hops} hops; raise it or facts, or ` +
        'lower hops or branching.',
    );
  }
}

/** What tokens mean in all tasks of these settings. */
export function lexiconOf({ relations, attributes, entities }: CheckedSettings): Lexicon {
  return { relations, attributes, entities };
}
