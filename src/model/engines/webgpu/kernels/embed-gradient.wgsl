// dTable[token, c] += Σ dx[r, c] over the rows r with that token, row after row. The first row of each token does it
// for all of them, along the links of the records. Only the first slot of gradients is added to.

@group(0) @binding(0) var<storage, read> rows: array<Row>;
@group(0) @binding(1) var<storage, read_write> dx: array<Lane>;
@group(0) @binding(2) var<storage, read_write> gradients: array<f32>;
// x: where the table begins.
@group(0) @binding(3) var<uniform> settings: vec4<u32>;

override WIDTH: u32;
override LANES: u32;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let first = rows[group.x];
  if ((first.next & FIRST) == 0u) {
    return;
  }
  for (var c = lane; c < WIDTH / LANE; c += LANES) {
    var sum = dx[group.x * (WIDTH / LANE) + c];
    for (var row = first.next & LAST; row != LAST; row = rows[row].next) {
      sum += dx[row * (WIDTH / LANE) + c];
    }
    let at = settings.x + first.token * WIDTH + c * LANE;
#for e in MEMBERS
    gradients[at + ${e.index}u] += sum${e};
#end
  }
}
