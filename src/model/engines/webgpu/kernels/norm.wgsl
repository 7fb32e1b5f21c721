// y = x / rms(x) · gain, and inverse = 1 / rms(x): one workgroup per row. Each lane sums its columns, then every lane
// sums all lanes' shares in the same order. With PICKED, row p of y is that of prediction p.

@group(0) @binding(0) var<storage, read> parameters: array<Lane>;
@group(0) @binding(1) var<storage, read_write> x: array<Lane>;
@group(0) @binding(2) var<storage, read_write> y: array<Lane>;
@group(0) @binding(3) var<storage, read_write> inverse: array<f32>;
#if PICKED
@group(0) @binding(4) var<storage, read> rows: array<Row>;
@group(0) @binding(5) var<uniform> settings: vec4<u32>;
#else
@group(0) @binding(4) var<uniform> settings: vec4<u32>;
#end

override WIDTH: u32;
override LANES: u32;
override EPSILON: f32;

var<workgroup> shares: array<f32, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
#if PICKED
  let source = rows[group.x].picked * (WIDTH / LANE);
#else
  let source = group.x * (WIDTH / LANE);
#end
  var squares = Lane(0.0);
  for (var c = lane; c < WIDTH / LANE; c += LANES) {
    let value = x[source + c];
    squares = fma(value, value, squares);
  }
  shares[lane] = total(squares);
  workgroupBarrier();
  var sum = 0.0;
  for (var i = 0u; i < LANES; i++) {
    sum += shares[i];
  }
  let scale = 1.0 / sqrt(sum / f32(WIDTH) + EPSILON);
  for (var c = lane; c < WIDTH / LANE; c += LANES) {
    y[group.x * (WIDTH / LANE) + c] = x[source + c] * scale * parameters[settings.x / LANE + c];
  }
  if (lane == 0u) {
    inverse[group.x] = scale;
  }
}
