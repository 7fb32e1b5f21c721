/**
 * How wide words are, roughly, and how they break into lines. Estimated from a table of proportions, because figures
 * are also laid out where there is no font to ask; wide enough for the common sans-serif fonts.
 */

/** Size of all words in figures, in pixels. */
export const TEXT = 12;
/** From one line of words to the next. */
export const LINE = 15;

const NARROW = /[\sijltfr.,:;'|!()[\]-]/;
const WIDE = /[mwMW@%–—]/;
const CAPITAL = /[A-Z0-9]/;

/** Width in pixels. */
export function widthOf(words: string): number {
  let em = 0;
  for (const letter of words) {
    if (NARROW.test(letter)) em += 0.36;
    else if (WIDE.test(letter)) em += 0.92;
    else em += CAPITAL.test(letter) ? 0.66 : 0.58;
  }
  return em * TEXT;
}

/** Words in lines that fit a width; a single word that is wider stands alone and sticks out. */
export function brokenInto(words: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
