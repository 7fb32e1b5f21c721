/** Seeds of worlds as they stand in the address: `#/steer?seed=7`. */

/** The world of an address without a seed. */
export const FIRST_SEED = 7;
/** New worlds have seeds below this: short enough to be read out. */
const SEEDS = 1_000_000;

/** The seed of an address's query, null when it has none, NaN when what stands there is none. */
export function seedOf(query: string): number | null {
  const text = new URLSearchParams(query).get('seed');
  if (text === null) return null;
  const seed = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(seed) ? seed : Number.NaN;
}

export function steerAddress(seed: number): string {
  return `#/steer?seed=${seed}`;
}

/** Any seed. */
export function anySeed(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] as number) % SEEDS;
}
