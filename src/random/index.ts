/** Counter-based randomness: keys and the distributions drawn under them. */
export { between, bits, categorical, integer, normal, permutation, uniform } from './distributions.ts';
export { derive, foldIn, type Key, key, split } from './key.ts';
export { encrypt, threefry2x32 } from './threefry.ts';
