/** What has been read so far of one step of a typed plan; `reading.ts` fills it word by word. */
import type { Aside } from './asides.ts';
import type { Noun, Verb } from './lexicon.ts';
import type { Direction, GoalName } from './plan.ts';
import type { Span, Word } from './plan-words.ts';

export interface Draft {
  /** Where its first word stands, whatever that says. */
  start: number | null;
  verb: Word | null;
  does: Verb | null;
  noun: Noun | null;
  goal: GoalName | null;
  count: number | null;
  direction: Direction | null;
  /** Nouns tell where it is, or with what it is done, but not what is to be done. */
  aside: Aside | null;
  /** Its noun is that of the step before. */
  pronoun: boolean;
  /** From the first word that says something of it to the last. */
  span: Span | null;
}

export function blankDraft(): Draft {
  return {
    start: null,
    verb: null,
    does: null,
    noun: null,
    goal: null,
    count: null,
    direction: null,
    aside: null,
    pronoun: false,
    span: null,
  };
}
