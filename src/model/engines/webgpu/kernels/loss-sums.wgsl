// Sums the token statistics of a pass, in a fixed order, onto those of the step's earlier passes. One workgroup: each
// lane takes every LANES-th token, then lane 0 takes the lanes in order.

const LANES = 64u;

@group(0) @binding(0) var<uniform> described: Pass;
@group(0) @binding(1) var<storage, read> token_stats: array<array<vec4f, 2>>;
@group(0) @binding(2) var<storage, read_write> sums: array<vec4f, 2>;

var<workgroup> first: array<vec4f, LANES>;
var<workgroup> second: array<vec4f, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(local_invocation_index) lane: u32) {
  var a = vec4f(0.0);
  var b = vec4f(0.0);
  for (var i = lane; i < described.picked; i += LANES) {
    a += token_stats[i][0];
    b += token_stats[i][1];
  }
  first[lane] = a;
  second[lane] = b;
  workgroupBarrier();
  if (lane != 0u) {
    return;
  }
  a = vec4f(0.0);
  b = vec4f(0.0);
  if (described.accumulate != 0u) {
    a = sums[0];
    b = sums[1];
  }
  for (var i = 0u; i < LANES; i++) {
    a += first[i];
    b += second[i];
  }
  sums[0] = a;
  sums[1] = b;
}
