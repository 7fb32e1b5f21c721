/** What is published of Crafter: its section, its bars, its table and the README's sentence. Pure text from the report. */
import { CRAFTER_CASES, REFERENCE } from '../crafter/cases.mjs';
import { figure, range, table } from './text.mjs';

/** @typedef {import('../schema.mjs').CrafterReport} CrafterReport */
/** @typedef {import('../schema.mjs').CrafterResult} CrafterResult */

export const CRAFTER_METHOD = `Games of Crafter on one thread, with luck of their own, played by uniformly random actions until the player dies (some
160 steps). A symbolic observation is what is seen on the 9 × 7 tiles in view, the inventory, facing, sleep and daylight,
as bytes in a flat array. Every sample is of the same games. **The reference** is Crafter 1.8.3 with its image left out,
in one process (${REFERENCE}; not the machine above); with its image, it takes 208.5 steps per
second, or 110 with resets.`;

/** @param {CrafterReport} crafter */
export function crafterTable({ results }) {
  const head = ['Crafter', 'per second', 'µs each', 'n', 'the reference, per second', 'times as many'];
  const rows = results.map((result) => {
    const reference = caseOf(result)?.reference;
    return [
      result.title,
      figure(result.perSecond),
      range(result.microseconds),
      String(result.microseconds.n),
      reference ? figure(reference) : '',
      reference ? figure(result.perSecond / reference) : '',
    ];
  });
  return rows.length > 0 ? table(head, rows) : '';
}

/** @param {CrafterReport} crafter */
export function crafterFailures({ failures }) {
  return failures.map((failure) => `- ${caseOf(failure)?.title ?? failure.case}: ${failure.reason}`).join('\n');
}

/**
 * What was promised, with what was found.
 *
 * @param {CrafterReport} crafter
 * @returns {{ promise: string, kind: 'least' | 'most', value: number, found: number }[]}
 */
export function crafterPromises({ results }) {
  return results.flatMap((result) => {
    const bar = caseOf(result)?.bar;
    return bar ? { ...bar, found: bar.kind === 'most' ? result.microseconds.median : result.perSecond } : [];
  });
}

/**
 * One sentence; '' when steps were not measured.
 *
 * @param {CrafterReport} crafter
 */
export function crafterSentence({ results }) {
  const steps = results.find((result) => result.case === 'crafter-steps');
  const resets = results.find((result) => result.case === 'crafter-resets');
  const reference = steps && caseOf(steps)?.reference;
  if (!steps || !resets || !reference) return '';
  return (
    `Crafter takes ${figure(steps.perSecond)} steps per second on one core, symbolic observations included: ` +
    `${figure(steps.perSecond / reference)} times as many as the reference\nimplementation without its image ` +
    `(${REFERENCE}). It begins ${figure(resets.perSecond)} episodes per second.`
  );
}

/** @param {{ case: string }} result */
function caseOf(result) {
  return CRAFTER_CASES.find(({ id }) => id === result.case);
}
