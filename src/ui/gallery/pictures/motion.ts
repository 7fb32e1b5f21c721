/**
 * How the elements of a picture move. A picture at rest is the end of its story; an element's data attributes say how it
 * came to be there, in shares of the story. Every story ends by fading back to its start, to be told again.
 */

/** What an element may say of itself; attributes `data-from`, `data-fades` and so on. */
export interface Moves {
  /** Share of the story at which it appears; with `by`, at which it sets off. */
  readonly from?: string | undefined;
  /** Share at which it fades to what is left of a thing forgotten. */
  readonly fades?: string | undefined;
  /** Share at which it vanishes without a trace; at rest a drawing hides such elements. */
  readonly ends?: string | undefined;
  /** How far to the right it has moved at the end, in units of the drawing, and the share at which it arrives. */
  readonly by?: string | undefined;
  readonly until?: string | undefined;
}

/** Opacity of what is forgotten; a drawing gives it to such elements at rest. */
export const FORGOTTEN = 0.16;

const SHORT = 0.035;
const END = 0.97;

/** The story of one element; empty for an element that is there all along. */
export function keyframesOf({ from, fades, ends, by, until }: Moves): Keyframe[] {
  if (by !== undefined) {
    const start = `translateX(${-Number(by)}px)`;
    return [
      { transform: start, offset: 0 },
      { transform: start, offset: inStory(from) },
      { transform: 'translateX(0px)', offset: inStory(until) },
      { transform: 'translateX(0px)', offset: END },
      { transform: start, offset: 1 },
    ];
  }
  const goes = fades ?? ends;
  if (from === undefined && goes === undefined) return [];
  const steps: Keyframe[] = [{ opacity: from === undefined ? 1 : 0, offset: 0 }];
  if (from !== undefined) {
    steps.push({ opacity: 0, offset: inStory(from) }, { opacity: 1, offset: inStory(from) + SHORT });
  }
  const rest = fades !== undefined ? FORGOTTEN : ends !== undefined ? 0 : 1;
  if (goes !== undefined) {
    // Whatever goes has been seen first.
    const at = Math.max(inStory(goes), from === undefined ? 0 : inStory(from) + SHORT);
    steps.push({ opacity: 1, offset: at }, { opacity: rest, offset: at + SHORT });
  }
  return [...steps, { opacity: rest, offset: END }, { opacity: from === undefined ? 1 : 0, offset: 1 }];
}

/** A share of the story that leaves time to appear and to fade before its end. */
function inStory(share: string | undefined): number {
  return Math.min(END - 2 * SHORT, Math.max(0.001, Number(share ?? 0)));
}
