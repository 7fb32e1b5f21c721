/**
 * Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011):
 * a pure function from (64-bit key, 64-bit counter) to 64 random bits. The Random123 known answers are its tests.
 */

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** Skein's key-schedule parity constant for 32-bit words. */
const PARITY = 0x1bd11bda;

/** Two unsigned 32-bit words: a key, a counter or an output block. */
export type Words = readonly [number, number];

/** Encrypts `counter` under `key`. Both, and the result, are pairs of unsigned 32-bit integers. */
export function threefry2x32(key: Words, counter: Words): Words {
  const k0 = key[0] | 0;
  const k1 = key[1] | 0;
  const schedule = [k0, k1, k0 ^ k1 ^ PARITY];
  let x0 = (counter[0] + k0) | 0;
  let x1 = (counter[1] + k1) | 0;
  for (let group = 0; group < 5; group++) {
    const first = (group & 1) * 4;
    for (let round = 0; round < 4; round++) {
      const r = ROTATIONS[first + round] as number;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    }
    // Key injection after every four rounds; the group number is added so that no two injections are alike.
    x0 = (x0 + (schedule[(group + 1) % 3] as number)) | 0;
    x1 = (x1 + (schedule[(group + 2) % 3] as number) + group + 1) | 0;
  }
  return [x0 >>> 0, x1 >>> 0];
}
