/**
 * The colours of Crafter's pictures, one palette for all of them: a letter of a sprite is a colour, with its opacity where
 * it has one, and a full stop is nothing. Light falls from the north-west, so lighter shades lie there.
 */
export const PALETTE: Readonly<Record<string, string>> = {
  // Ink: outlines.
  k: '#17161f',
  K: '#2b2a3a',
  // Rock and steel, dark to light.
  1: '#3b3f50',
  2: '#545a6c',
  3: '#6d7486',
  4: '#8a92a1',
  5: '#adb4be',
  6: '#dfe4e6',
  7: '#fafbf4',
  // Leaves, dark to light.
  a: '#1f4a37',
  b: '#2f6a3f',
  c: '#478a45',
  d: '#68a84c',
  e: '#93c75c',
  f: '#c3e07d',
  // Wood, dark to light.
  m: '#3d2529',
  n: '#5f3a32',
  o: '#86553a',
  p: '#b07c4a',
  q: '#d6a869',
  // Sand.
  r: '#dfc283',
  s: '#ecd7a0',
  t: '#f8eecb',
  // Trodden earth.
  M: '#564845',
  N: '#695851',
  U: '#7c6a60',
  // Water, deep to foam.
  u: '#1d3a6e',
  v: '#285a9c',
  w: '#3c84c4',
  x: '#6db5e3',
  y: '#b8e2f2',
  // Embers, from crust to flame.
  A: '#6d1f2c',
  B: '#a82f36',
  C: '#dd5638',
  D: '#f28f3b',
  E: '#fbc64f',
  F: '#fdeb9a',
  // Skin.
  g: '#f0c49a',
  h: '#cf9468',
  S: '#e59aa0',
  // Cloth and gems.
  i: '#1c6b67',
  j: '#2fa39a',
  l: '#77dcd0',
  L: '#d2f8f0',
  H: '#4a3566',
  I: '#755a9c',
  // The undead and their bones.
  z: '#4f7350',
  Z: '#7d9e68',
  O: '#c9c0a3',
  P: '#efe9d2',
  // Iron in its ore.
  Q: '#c9876a',
  R: '#ecb896',
  // Shadows on the ground.
  '-': '#17161f38',
  '=': '#17161f66',
};
