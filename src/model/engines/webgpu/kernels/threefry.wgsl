// Threefry-2x32 with 20 rounds, and the draws of `src/random` on it, bit for bit.

fn threefry_round(x: vec2u, rotation: u32) -> vec2u {
  let sum = x.x + x.y;
  return vec2u(sum, ((x.y << rotation) | (x.y >> (32u - rotation))) ^ sum);
}

fn threefry_even(x: vec2u) -> vec2u {
  return threefry_round(threefry_round(threefry_round(threefry_round(x, 13u), 15u), 26u), 6u);
}

fn threefry_odd(x: vec2u) -> vec2u {
  return threefry_round(threefry_round(threefry_round(threefry_round(x, 17u), 29u), 16u), 24u);
}

fn threefry(key: vec2u, counter: vec2u) -> vec2u {
  let parity = key.x ^ key.y ^ 0x1bd11bdau;
  var x = threefry_even(counter + key) + vec2u(key.y, parity + 1u);
  x = threefry_odd(x) + vec2u(parity, key.x + 2u);
  x = threefry_even(x) + vec2u(key.x, key.y + 3u);
  x = threefry_odd(x) + vec2u(key.y, parity + 4u);
  return threefry_even(x) + vec2u(parity, key.x + 5u);
}

fn fold_in(key: vec2u, data: u32) -> vec2u {
  return threefry(key, vec2u(0u, data));
}

// 32 random bits: draw number 0 under a key.
fn random_bits(key: vec2u) -> u32 {
  let block = threefry(key, vec2u(0u, 0u));
  return block.x ^ block.y;
}

// bits / 2^32, cut to the 24 leading binary places that a float has: rounded up, the largest would be 1.
fn unit_float(bits: u32) -> f32 {
  let excess = 8u - min(countLeadingZeros(bits), 8u);
  return f32(bits & (0xffffffffu << excess)) * 0x1p-32f;
}
