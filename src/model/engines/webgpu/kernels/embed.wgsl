// y[r, c] = table[token of row r, c].

@group(0) @binding(0) var<storage, read> parameters: array<Lane>;
@group(0) @binding(1) var<storage, read> rows: array<Row>;
@group(0) @binding(2) var<storage, read_write> y: array<Lane>;
// x: where the table begins.
@group(0) @binding(3) var<uniform> settings: vec4<u32>;

override WIDTH: u32;
override LANES: u32;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group.x;
  let table = settings.x / LANE + rows[row].token * (WIDTH / LANE);
  for (var c = lane; c < WIDTH / LANE; c += LANES) {
    y[row * (WIDTH / LANE) + c] = parameters[table + c];
  }
}
