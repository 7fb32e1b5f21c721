/** Sentences for the page: a number and its unit stay on one line. */

export function unbroken(words: string): string {
  return words.replace(/(\d) (%|s\b|min\b|points?\b|times\b)/g, '$1\u00a0$2');
}
