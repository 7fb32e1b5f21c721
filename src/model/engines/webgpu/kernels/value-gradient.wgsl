// dx[r, c] += dy[r] · weight[c] and dWeight[c] = Σ_r x[r, c] · dy[r]. The first `size.picked` workgroups compute one row
// of dx each, the others a block of the weight's gradient for one split of the rows.

@group(0) @binding(0) var<uniform> size: Pass;
@group(0) @binding(1) var<storage, read> parameters: array<Lane>;
@group(0) @binding(2) var<storage, read_write> x: array<Lane>;
@group(0) @binding(3) var<storage, read_write> dy: array<f32>;
@group(0) @binding(4) var<storage, read_write> dx: array<Lane>;
@group(0) @binding(5) var<storage, read_write> gradients: array<f32>;
// x: where the weight begins, y: floats per slot of gradients.
@group(0) @binding(6) var<uniform> settings: vec4<u32>;

override WIDTH: u32;
override LANES: u32;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  if (group.x < size.picked) {
    let row = group.x * (WIDTH / LANE);
    for (var c = lane; c < WIDTH / LANE; c += LANES) {
      dx[row + c] = fma(Lane(dy[group.x]), parameters[settings.x / LANE + c], dx[row + c]);
    }
    return;
  }
  let block = group.x - size.picked;
  let blocks = (WIDTH / LANE + LANES - 1u) / LANES;
  let split = block / blocks;
  let c = (block % blocks) * LANES + lane;
  if (c >= WIDTH / LANE) {
    return;
  }
  let first = split * size.splitRows;
  let last = min(first + size.splitRows, size.picked);
  var sum = Lane(0.0);
  for (var row = first; row < last; row++) {
    sum = fma(x[row * (WIDTH / LANE) + c], Lane(dy[row]), sum);
  }
  let at = split * settings.y + settings.x + c * LANE;
#for e in MEMBERS
  gradients[at + ${e.index}u] = sum${e} + select(0.0, gradients[at + ${e.index}u], size.accumulate != 0u);
#end
}
