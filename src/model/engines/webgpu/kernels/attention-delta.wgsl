// The third part of `stats`: Σ_c y[r, c] · dy[r, c] of each head, which is what the softmax' gradient subtracts. One
// lane per row and head.

@group(0) @binding(0) var<uniform> size: Pass;
@group(0) @binding(1) var<storage, read_write> y: array<Lane>;
@group(0) @binding(2) var<storage, read_write> dy: array<Lane>;
@group(0) @binding(3) var<storage, read_write> stats: array<f32>;

override WIDTH: u32;
override HEADS: u32;
override LANES: u32;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group.x * LANES + lane;
  if (row >= size.rows) {
    return;
  }
  let at = row * (WIDTH / LANE) + group.y * ${PARTS}u;
  var sum = y[at] * dy[at];
#for i in REST
  sum = fma(y[at + ${i}u], dy[at + ${i}u], sum);
#end
  stats[(row * 3u + 2u) * HEADS + group.y] = total(sum);
}
