/** Numbers as the tree and the inspector print them: short, aligned, with a real minus sign. */

/** "1", "0.5", "0.33"; at most two decimals, none that say nothing. */
export function score(value: number): string {
  return minus(value, value.toFixed(2)).replace(/\.?0+$/, '');
}

/** Two decimals always, so that columns align: "1.40", "−0.25". */
export function fixed(value: number, digits = 2): string {
  return minus(value, value.toFixed(digits));
}

/** Like `fixed`, with a plus sign for positive values: for advantages. */
export function signed(value: number, digits = 2): string {
  const text = fixed(value, digits);
  return value > 0 ? `+${text}` : text;
}

/** Typographic minus; a rounded zero loses its sign. */
function minus(value: number, text: string): string {
  if (value >= 0) return text;
  return /[1-9]/.test(text) ? text.replace('-', '−') : text.replace('-', '');
}

/** At most `length` characters: what is left out is the middle, for goals differ at their ends. */
export function elided(text: string, length: number): string {
  const letters = [...text];
  if (letters.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  const tail = length - 1 - head;
  return `${letters.slice(0, head).join('').trimEnd()}…${letters
    .slice(letters.length - tail)
    .join('')
    .trimStart()}`;
}
