/**
 * How the reference seeds the worlds of one environment: with CPython's hash of the tuple (seed, episode), on a 64-bit
 * machine since Python 3.8. Whole numbers of any size are seeds, negative ones too.
 */

const P1 = 11400714785074694791n;
const P2 = 14029467366897019727n;
const P5 = 2870177450012600261n;

/** Worlds are seeded below this. */
const SEEDS = 2n ** 31n - 1n;

/** The seed of the generator of an episode's world, in [0, 2^31 - 1); episodes count from 1. */
export function worldSeed(seed: number | bigint, episode: number): number {
  const rest = tupleHash([BigInt(seed), BigInt(episode)]) % SEEDS;
  return Number(rest < 0n ? rest + SEEDS : rest);
}

/** CPython's `hash(tuple)` for a tuple of whole numbers, a signed 64-bit number. */
export function tupleHash(items: readonly bigint[]): bigint {
  let sum = P5;
  for (const item of items) {
    sum = word(sum + word(integerHash(item)) * P2);
    sum = word((sum << 31n) | (sum >> 33n)) * P1;
    sum = word(sum);
  }
  sum = word(sum + (BigInt(items.length) ^ P5 ^ 3527539n));
  return sum === word(-1n) ? 1546275796n : BigInt.asIntN(64, sum);
}

/** CPython's `hash(int)`. */
function integerHash(n: bigint): bigint {
  const hash = n < 0n ? -(-n % (2n ** 61n - 1n)) : n % (2n ** 61n - 1n);
  return hash === -1n ? -2n : hash;
}

function word(n: bigint): bigint {
  return BigInt.asUintN(64, n);
}
