/** Which keys an element of the page wants for itself; the game takes the others while a person plays it. */

const OWN_KEYS: readonly (readonly [elements: string, keys: RegExp])[] = [
  ['textarea, select, input:not([type="range"], [type="checkbox"]), [contenteditable]', /./],
  ['button, summary, input[type="checkbox"]', /^( |Enter)$/],
  // A list that takes the focus does so to be scrolled.
  ['input[type="range"], ol[tabindex]', /^Arrow/],
];

/** `key` as in `KeyboardEvent.key`. */
export function wantsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  return OWN_KEYS.some(([elements, keys]) => keys.test(key) && target.matches(elements));
}
