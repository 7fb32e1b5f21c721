// Two bits per parameter, sixteen parameters per word: `flat-parameters.ts` writes them. The including kernel binds
// `flags`.

fn is_trained(i: u32) -> bool {
  return ((flags[i >> 4u] >> ((i & 15u) * 2u)) & 1u) != 0u;
}

fn is_decayed(i: u32) -> bool {
  return ((flags[i >> 4u] >> ((i & 15u) * 2u)) & 2u) != 0u;
}
