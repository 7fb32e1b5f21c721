/** Settings held against the table of an environment. What settings mean together is for each environment to check. */
import type { Setting, Settings } from './environment.ts';

/**
 * `settings` with defaults for what is missing. Throws a RangeError that says what to change when one is unknown, out of
 * its range, or not whole where its step is 1. `title` is the environment's.
 */
export function checkedAgainst<Name extends string>(
  title: string,
  table: readonly (Setting & { readonly name: Name })[],
  settings: Settings,
): Readonly<Record<Name, number>> {
  for (const name of Object.keys(settings)) {
    if (!table.some((setting) => setting.name === name)) {
      const known = table.map((setting) => setting.name).join(', ');
      throw new RangeError(`${title} has no setting "${name}"; its settings are ${known}.`);
    }
  }
  const defaults = Object.fromEntries(table.map((setting) => [setting.name, setting.default]));
  const checked = { ...defaults, ...settings } as Record<Name, number>;
  for (const { name, min, max, step } of table) {
    const value = checked[name];
    if (!(value >= min && value <= max)) {
      throw new RangeError(`${title}'s setting ${name} must be from ${min} to ${max}; got ${value}.`);
    }
    if (step === 1 && !Number.isInteger(value)) {
      throw new RangeError(`${title}'s setting ${name} must be a whole number; got ${value}.`);
    }
  }
  return checked;
}
