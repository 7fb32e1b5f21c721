// Low-rank adapters, as `model/lora.ts` has them. What both kernels share: a table of the adapted matrices.

struct Adapter {
  // Where the matrix [inputs, outputs], A [inputs, rank] and B [rank, outputs] begin.
  weight: u32,
  a: u32,
  b: u32,
  inputs: u32,
  outputs: u32,
  rank: u32,
  scale: f32,
  unused: u32,
}

const LANES = 64u;
