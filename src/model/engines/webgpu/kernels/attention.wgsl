// Causal attention: one lane per query and head, keys in ascending order, softmax in one sweep (Milakov and Gimelshein
// 2018): the greatest score so far, and what was summed relative to it. Where a row's keys lie does not matter, so that
// a cache gives the same bits as a whole sequence. `stats` [row, 3, head] keeps for the gradient the greatest score and
// 1 / Σ exp(score - greatest); its third part is the gradient's.

@group(0) @binding(0) var<uniform> size: Pass;
@group(0) @binding(1) var<storage, read_write> q: array<Lane>;
@group(0) @binding(2) var<storage, read_write> k: array<Lane>;
@group(0) @binding(3) var<storage, read_write> v: array<Lane>;
@group(0) @binding(4) var<storage, read_write> y: array<Lane>;
@group(0) @binding(5) var<storage, read_write> stats: array<f32>;
@group(0) @binding(6) var<storage, read> rows: array<Row>;

override WIDTH: u32;
override HEADS: u32;
override LANES: u32;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group.x * LANES + lane;
  if (row >= size.rows) {
    return;
  }
  let head = group.y;
  let channel = head * ${PARTS}u;
  let scale = 1.0 / sqrt(f32(WIDTH / HEADS));
  let query = row * (WIDTH / LANE) + channel;
#for i PARTS
  let q${i} = q[query + ${i}u] * scale;
  var sum${i} = Lane(0.0);
#end
  var greatest = -3.4028234e38;
  var weights = 0.0;
  let keys = rows[row].position + 1u;
  var at = rows[row].begin * (WIDTH / LANE) + channel;
  // Four keys at a time, so that what was summed is scaled once for all of them.
  for (var done = 0u; done + 4u <= keys; done += 4u) {
#for u 4
    let k${u} = at + ${u}u * (WIDTH / LANE);
    var s${u} = q0 * k[k${u}];
#for i in REST
    s${u} = fma(q${i}, k[k${u} + ${i}u], s${u});
#end
    let score${u} = total(s${u});
#end
    let peak = max(greatest, max(max(score0, score1), max(score2, score3)));
    let shrink = exp(greatest - peak);
    greatest = peak;
#for u 4
    let e${u} = exp(score${u} - peak);
#end
    weights = fma(weights, shrink, (e0 + e1) + (e2 + e3));
#for i PARTS
    sum${i} *= shrink;
#for u 4
    sum${i} = fma(Lane(e${u}), v[k${u} + ${i}u], sum${i});
#end
#end
    at += 4u * (WIDTH / LANE);
  }
  for (var done = keys & ~3u; done < keys; done++) {
    var s = q0 * k[at];
#for i in REST
    s = fma(q${i}, k[at + ${i}u], s);
#end
    let score = total(s);
    let peak = max(greatest, score);
    let shrink = exp(greatest - peak);
    greatest = peak;
    let e = exp(score - peak);
    weights = fma(weights, shrink, e);
#for i PARTS
    sum${i} = fma(Lane(e), v[at + ${i}u], sum${i} * shrink);
#end
    at += WIDTH / LANE;
  }
  let share = 1.0 / weights;
#for i PARTS
  y[query + ${i}u] = sum${i} * share;
#end
  stats[row * 3u * HEADS + head] = greatest;
  stats[(row * 3u + 1u) * HEADS + head] = share;
}
