// y = x / rms(x) · gain, and inverse = 1 / rms(x). The sum of squares is made of SHARES shares: share s of columns s,
// s + SHARES, …; then the shares in order. SHARED: a workgroup per row and a lane per share; else a lane per row, which
// makes the same sums by itself (no barrier, which a processor is slow at). With PICKED, row p of y is that of
// prediction p.

@group(0) @binding(0) var<uniform> size: Pass;
@group(0) @binding(1) var<storage, read> parameters: array<Lane>;
@group(0) @binding(2) var<storage, read_write> x: array<Lane>;
@group(0) @binding(3) var<storage, read_write> y: array<Lane>;
@group(0) @binding(4) var<storage, read_write> inverse: array<f32>;
#if PICKED
@group(0) @binding(5) var<storage, read> rows: array<Row>;
@group(0) @binding(6) var<uniform> settings: vec4<u32>;
#else
@group(0) @binding(5) var<uniform> settings: vec4<u32>;
#end

override WIDTH: u32;
override SHARES: u32;
override LANES: u32;
override EPSILON: f32;

fn share(source: u32, s: u32) -> f32 {
  var squares = Lane(0.0);
  for (var c = s; c < WIDTH / LANE; c += SHARES) {
    let value = x[source + c];
    squares = fma(value, value, squares);
  }
  return total(squares);
}

fn write(row: u32, source: u32, scale: f32, first: u32, step: u32) {
  for (var c = first; c < WIDTH / LANE; c += step) {
    y[row * (WIDTH / LANE) + c] = x[source + c] * scale * parameters[settings.x / LANE + c];
  }
}

fn source_of(row: u32) -> u32 {
#if PICKED
  return rows[row].picked * (WIDTH / LANE);
#else
  return row * (WIDTH / LANE);
#end
}

#if SHARED
var<workgroup> shares: array<f32, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group.x;
  if (row >= size.${SPACE}) {
    return;
  }
  let source = source_of(row);
  shares[lane] = share(source, lane);
  workgroupBarrier();
  var sum = 0.0;
  for (var s = 0u; s < SHARES; s++) {
    sum += shares[s];
  }
  let scale = 1.0 / sqrt(sum / f32(WIDTH) + EPSILON);
  write(row, source, scale, lane, LANES);
  if (lane == 0u) {
    inverse[row] = scale;
  }
}
#else
@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group.x * LANES + lane;
  if (row >= size.${SPACE}) {
    return;
  }
  let source = source_of(row);
  var sum = 0.0;
  for (var s = 0u; s < min(SHARES, WIDTH / LANE); s++) {
    sum += share(source, s);
  }
  let scale = 1.0 / sqrt(sum / f32(WIDTH) + EPSILON);
  write(row, source, scale, 0u, 1u);
  inverse[row] = scale;
}
#end
