// With n = x · inverse and g = dy · gain: dx (+)= inverse · (g - n · mean(g · n)) and dGain = Σ dy · n over the rows.
// The first `size.rows` workgroups compute one row of dx each, the others a block of dGain's columns for one split.
// With PICKED, dy and inverse are per prediction; rows of dx without one become 0, the others are overwritten.

@group(0) @binding(0) var<uniform> size: Pass;
@group(0) @binding(1) var<storage, read> parameters: array<Lane>;
@group(0) @binding(2) var<storage, read_write> x: array<Lane>;
@group(0) @binding(3) var<storage, read_write> inverse: array<f32>;
@group(0) @binding(4) var<storage, read_write> dy: array<Lane>;
@group(0) @binding(5) var<storage, read_write> dx: array<Lane>;
@group(0) @binding(6) var<storage, read_write> gradients: array<f32>;
#if PICKED
@group(0) @binding(7) var<storage, read> rows: array<Row>;
@group(0) @binding(8) var<uniform> settings: vec4<u32>;
#else
@group(0) @binding(7) var<uniform> settings: vec4<u32>;
#end
// settings: x where the gain begins, y floats per slot of gradients.

override WIDTH: u32;
override LANES: u32;

var<workgroup> shares: array<f32, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  if (group.x < size.rows) {
    inputGradient(group.x, lane);
  } else {
    gainGradient(group.x - size.rows, lane);
  }
}

fn inputGradient(row: u32, lane: u32) {
#if PICKED
  let pick = rows[row].pickOf;
  let used = pick != NONE;
  let source = select(0u, pick, used);
#else
  let source = row;
#end
  let scale = inverse[source];
  var products = Lane(0.0);
  for (var c = lane; c < WIDTH / LANE; c += LANES) {
    let normed = x[row * (WIDTH / LANE) + c] * scale;
    let slope = dy[source * (WIDTH / LANE) + c] * parameters[settings.x / LANE + c];
    products = fma(slope, normed, products);
  }
  shares[lane] = total(products);
  workgroupBarrier();
  var sum = 0.0;
  for (var i = 0u; i < LANES; i++) {
    sum += shares[i];
  }
  let mean = sum / f32(WIDTH);
  for (var c = lane; c < WIDTH / LANE; c += LANES) {
    let at = row * (WIDTH / LANE) + c;
    let normed = x[at] * scale;
    let slope = dy[source * (WIDTH / LANE) + c] * parameters[settings.x / LANE + c];
    let value = scale * (slope - normed * mean);
#if PICKED
    dx[at] = select(Lane(0.0), value, used);
#else
    dx[at] += value;
#end
  }
}

fn gainGradient(block: u32, lane: u32) {
  let blocks = (WIDTH / LANE + LANES - 1u) / LANES;
  let split = block / blocks;
  let c = (block % blocks) * LANES + lane;
  if (c >= WIDTH / LANE) {
    return;
  }
  let first = split * size.splitRows;
  let last = min(first + size.splitRows, size.${SPACE});
  var sum = Lane(0.0);
  for (var row = first; row < last; row++) {
#if PICKED
    let source = rows[row].picked;
#else
    let source = row;
#end
    sum = fma(dy[row * (WIDTH / LANE) + c], x[source * (WIDTH / LANE) + c] * inverse[row], sum);
  }
  let at = split * settings.y + settings.x + c * LANE;
#for e in MEMBERS
  gradients[at + ${e.index}u] = sum${e} + select(0.0, gradients[at + ${e.index}u], size.accumulate != 0u);
#end
}
