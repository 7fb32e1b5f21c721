// Gradients of q, k and v before q and k were turned: row r of `d` is that of q, k, v. One lane per query and head
// (group.z 0) or per key and head (group.z 1). Keys go through their queries from the sequence's end, so that lanes side
// by side read the same row.

@group(0) @binding(0) var<uniform> size: Pass;
@group(0) @binding(1) var<storage, read_write> q: array<Lane>;
@group(0) @binding(2) var<storage, read_write> k: array<Lane>;
@group(0) @binding(3) var<storage, read_write> v: array<Lane>;
@group(0) @binding(4) var<storage, read_write> dy: array<Lane>;
@group(0) @binding(5) var<storage, read_write> stats: array<f32>;
@group(0) @binding(6) var<storage, read_write> d: array<Lane>;
@group(0) @binding(7) var<storage, read> rows: array<Row>;
@group(0) @binding(8) var<storage, read> rotary: array<Lane>;

override WIDTH: u32;
override HEADS: u32;
override LANES: u32;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group.x * LANES + lane;
  if (row >= size.rows) {
    return;
  }
  if (group.z == 0u) {
    ofQuery(row, group.y);
  } else {
    ofKey(row, group.y);
  }
}

fn ofQuery(row: u32, head: u32) {
  let channel = head * ${PARTS}u;
  let scale = 1.0 / sqrt(f32(WIDTH / HEADS));
  let at = row * (WIDTH / LANE) + channel;
  let greatest = stats[row * 3u * HEADS + head];
  let share = stats[(row * 3u + 1u) * HEADS + head];
  let delta = stats[(row * 3u + 2u) * HEADS + head];
#for i PARTS
  let q${i} = q[at + ${i}u] * scale;
  let dy${i} = dy[at + ${i}u];
  var dq${i} = Lane(0.0);
#end
  let position = rows[row].position;
  var key = rows[row].begin * (WIDTH / LANE) + channel;
  for (var done = 0u; done <= position; done++) {
#for i PARTS
    let k${i} = k[key + ${i}u];
#end
    var products = q0 * k0;
    var slopes = dy0 * v[key];
#for i in REST
    products = fma(q${i}, k${i}, products);
    slopes = fma(dy${i}, v[key + ${i}u], slopes);
#end
    let weight = exp(total(products) - greatest) * share;
    let slope = Lane(weight * (total(slopes) - delta));
#for i PARTS
    dq${i} = fma(slope, k${i}, dq${i});
#end
    key += WIDTH / LANE;
  }
  let angle = position * ${PARTS}u;
  let out = row * (3u * WIDTH / LANE) + channel;
#for i in PAIRS
  {
    let cosine = rotary[angle + ${i.index}u] * scale;
    let sine = rotary[angle + ${i.index}u + ${HALF}u] * scale;
    d[out + ${i.index}u] = dq${i.index} * cosine + dq${i} * sine;
    d[out + ${i}u] = dq${i} * cosine - dq${i.index} * sine;
  }
#end
}

fn ofKey(row: u32, head: u32) {
  let channel = head * ${PARTS}u;
  let scale = 1.0 / sqrt(f32(WIDTH / HEADS));
  let at = row * (WIDTH / LANE) + channel;
#for i PARTS
  let k${i} = k[at + ${i}u] * scale;
  let v${i} = v[at + ${i}u];
  var dk${i} = Lane(0.0);
  var dv${i} = Lane(0.0);
#end
  for (var behind = rows[row].end; behind > row; behind--) {
    let query = behind - 1u;
    let other = query * (WIDTH / LANE) + channel;
#for i PARTS
    let q${i} = q[other + ${i}u];
    let dy${i} = dy[other + ${i}u];
#end
    var products = q0 * k0;
    var slopes = dy0 * v0;
#for i in REST
    products = fma(q${i}, k${i}, products);
    slopes = fma(dy${i}, v${i}, slopes);
#end
    let greatest = stats[query * 3u * HEADS + head];
    let share = stats[(query * 3u + 1u) * HEADS + head];
    let delta = stats[(query * 3u + 2u) * HEADS + head];
    let weight = exp(total(products) - greatest) * share;
    let slope = Lane(weight * (total(slopes) - delta));
#for i PARTS
    dk${i} = fma(slope, q${i}, dk${i});
    dv${i} = fma(Lane(weight), dy${i}, dv${i});
#end
  }
  let angle = rows[row].position * ${PARTS}u;
  let out = row * (3u * WIDTH / LANE) + channel;
#for i in PAIRS
  {
    let cosine = rotary[angle + ${i.index}u] * scale;
    let sine = rotary[angle + ${i.index}u + ${HALF}u] * scale;
    d[out + WIDTH / LANE + ${i.index}u] = dk${i.index} * cosine + dk${i} * sine;
    d[out + WIDTH / LANE + ${i}u] = dk${i} * cosine - dk${i.index} * sine;
  }
#end
#for i PARTS
  d[out + 2u * WIDTH / LANE + ${i}u] = dv${i};
#end
}
