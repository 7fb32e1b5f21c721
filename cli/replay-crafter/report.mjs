/** The outcomes of replays in words. */

/**
 * @typedef {import('./difference.ts').Outcome} Outcome
 * @typedef {Readonly<Record<string, number>>} Counts
 */

/** Longer values are cut. */
const SHOWN = 300;

/**
 * @param {string} file
 * @param {Outcome} outcome
 */
export function outcomeText(file, { identical, difference }) {
  if (difference === null) return `${file}: ${counts(identical)}, all identical.`;
  return `${file}: differs, after ${counts(identical)} that are identical.
  where     ${difference.where}
  field     ${difference.field}
  expected  ${value(difference.expected)}
  found     ${value(difference.found)}`;
}

/**
 * What several files come to.
 *
 * @param {readonly Outcome[]} outcomes
 */
export function totalText(outcomes) {
  /** @type {Record<string, number>} */
  const total = {};
  for (const { identical } of outcomes) {
    for (const [what, n] of Object.entries(identical)) total[what] = (total[what] ?? 0) + n;
  }
  const differing = outcomes.filter(({ difference }) => difference !== null).length;
  return `${outcomes.length} files: ${counts(total)} identical; ${differing === 0 ? 'no file differs' : `${differing} of the files differ`}.`;
}

/** @param {Counts} identical */
function counts(identical) {
  return Object.entries(identical)
    .map(([what, n]) => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`)
    .join(', ');
}

/** @param {unknown} any */
function value(any) {
  const text = JSON.stringify(any) ?? 'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
