// With n = x · inverse and g = dy · gain: dx (+)= inverse · (g - n · mean(g · n)) and dGain = Σ dy · n over the rows.
// The first workgroups compute dx: one row each, or (not SHARED) one row per lane, with the same sums as norm.wgsl says.
// The others compute a block of dGain's columns for one split.
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
override SHARES: u32;
override LANES: u32;

#if SHARED
var<workgroup> shares: array<f32, LANES>;
#end

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
#if SHARED
  let rowGroups = size.rows;
#else
  let rowGroups = (size.rows + LANES - 1u) / LANES;
#end
  if (group.x >= rowGroups) {
    gainGradient(group.x - rowGroups, lane);
    return;
  }
#if SHARED
  let row = group.x;
#else
  let row = group.x * LANES + lane;
  if (row >= size.rows) {
    return;
  }
#end
#if PICKED
  let pick = rows[row].pickOf;
  let used = pick != NONE;
  let source = select(0u, pick, used);
#else
  let used = true;
  let source = row;
#end
  let scale = inverse[source];
#if SHARED
  shares[lane] = share(row, source, scale, lane);
  workgroupBarrier();
  var sum = 0.0;
  for (var s = 0u; s < SHARES; s++) {
    sum += shares[s];
  }
  write(row, source, scale, sum / f32(WIDTH), used, lane, LANES);
#else
  var sum = 0.0;
  for (var s = 0u; s < min(SHARES, WIDTH / LANE); s++) {
    sum += share(row, source, scale, s);
  }
  write(row, source, scale, sum / f32(WIDTH), used, 0u, 1u);
#end
}

// Part of Σ g · n of a row.
fn share(row: u32, source: u32, scale: f32, s: u32) -> f32 {
  var products = Lane(0.0);
  for (var c = s; c < WIDTH / LANE; c += SHARES) {
    let normed = x[row * (WIDTH / LANE) + c] * scale;
    let slope = dy[source * (WIDTH / LANE) + c] * parameters[settings.x / LANE + c];
    products = fma(slope, normed, products);
  }
  return total(products);
}

fn write(row: u32, source: u32, scale: f32, mean: f32, used: bool, first: u32, step: u32) {
  for (var c = first; c < WIDTH / LANE; c += step) {
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
