/** A choice that a person makes once: kept in this browser under `espalier:<name>`, null until it is made. */
import { type Signal, signal } from '@preact/signals';

export function remembered<Value extends string>(name: string, values: readonly Value[]): Signal<Value | null> {
  const key = `espalier:${name}`;
  const choice = signal<Value | null>(stored(key, values));
  choice.subscribe((value) => {
    if (value === null) return;
    try {
      localStorage.setItem(key, value);
    } catch {
      // Storage may be refused; then the choice lasts for this visit.
    }
  });
  return choice;
}

function stored<Value extends string>(key: string, values: readonly Value[]): Value | null {
  try {
    const found = localStorage.getItem(key);
    return values.find((value) => value === found) ?? null;
  } catch {
    return null;
  }
}
