// y[r, n] = Σ_k x[r, k] · w[k, n]: each lane has COLUMNS groups of columns of ROWS rows in registers. A row's values
// are the same for all lanes; k ascends, so that the tile's shape changes no bit of any element.
//
// MODE plain: y = the product (PLUS: + plus[r, n]).
//      qkv:   three products, one per group.z; a lane has both halves of the pairs that the rotary embedding turns, and
//             k and v go to the rows that the records say.
//      gated: two products; y = silu(gate) · up.

@group(0) @binding(0) var<uniform> size: Pass;
@group(0) @binding(1) var<storage, read> parameters: array<Lane>;
@group(0) @binding(2) var<storage, read_write> x: array<Step>;
#if PLAIN
@group(0) @binding(3) var<storage, read_write> y: array<Lane>;
#if PLUS
@group(0) @binding(4) var<storage, read_write> plus: array<Lane>;
@group(0) @binding(5) var<uniform> settings: vec4<u32>;
#else
@group(0) @binding(4) var<uniform> settings: vec4<u32>;
#end
#end
#if QKV
@group(0) @binding(3) var<storage, read_write> q: array<Lane>;
@group(0) @binding(4) var<storage, read_write> k: array<Lane>;
@group(0) @binding(5) var<storage, read_write> v: array<Lane>;
@group(0) @binding(6) var<storage, read> rows: array<Row>;
@group(0) @binding(7) var<storage, read> rotary: array<Lane>;
@group(0) @binding(8) var<uniform> settings: vec4<u32>;
override HALF: u32;
#end
#if GATED
@group(0) @binding(3) var<storage, read_write> gate: array<Lane>;
@group(0) @binding(4) var<storage, read_write> up: array<Lane>;
@group(0) @binding(5) var<storage, read_write> y: array<Lane>;
@group(0) @binding(6) var<uniform> settings: vec4<u32>;
#end
// settings: where the matrices begin.

override INPUTS: u32;
override OUTPUTS: u32;
override LANES: u32;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group.y * ${ROWS}u;
#if PLAIN
#for c COLUMNS
  let n${c} = (group.x * ${COLUMNS}u + ${c}u) * LANES + lane;
  var w${c} = settings.x / LANE + n${c};
#end
  if (n0 >= OUTPUTS / LANE) {
    return;
  }
#end
#if QKV
  let pair = group.x * LANES + lane;
  if (pair >= OUTPUTS / LANE / 2u) {
    return;
  }
  let inHead = pair % (HALF / LANE);
  let n0 = (pair / (HALF / LANE)) * (2u * HALF / LANE) + inHead;
  let n1 = n0 + HALF / LANE;
  var w0 = settings[group.z] / LANE + n0;
  var w1 = w0 + HALF / LANE;
#end
#if GATED
  let n = group.x * LANES + lane;
  if (n >= OUTPUTS / LANE) {
    return;
  }
  var w0 = settings.x / LANE + n;
  var w1 = settings.y / LANE + n;
#end
#for r ROWS
  let x${r} = (row + ${r}u) * (INPUTS / STEP);
#for c COLUMNS
  var sum${r}_${c} = Lane(0.0);
#end
#end
  for (var i = 0u; i < INPUTS / STEP; i++) {
#for r ROWS
    let a${r} = x[x${r} + i];
#end
#for j in STEPS
    {
#for c COLUMNS
      let b${c} = parameters[w${c}];
      w${c} += OUTPUTS / LANE;
#end
#for r ROWS
#for c COLUMNS
      sum${r}_${c} = fma(Lane(a${r}${j}), b${c}, sum${r}_${c});
#end
#end
    }
#end
  }
#for r ROWS
  if (row + ${r}u < size.${SPACE}) {
    let at = row + ${r}u;
#if PLAIN
#for c COLUMNS
    if (n${c} < OUTPUTS / LANE) {
#if PLUS
      y[at * (OUTPUTS / LANE) + n${c}] = sum${r}_${c} + plus[at * (OUTPUTS / LANE) + n${c}];
#else
      y[at * (OUTPUTS / LANE) + n${c}] = sum${r}_${c};
#end
    }
#end
#end
#if QKV
    let place = rows[at].place * (OUTPUTS / LANE);
    if (group.z == 2u) {
      v[place + n0] = sum${r}_0;
      v[place + n1] = sum${r}_1;
    } else {
      let angle = rows[at].position * (2u * HALF / LANE) + inHead;
      let cosine = rotary[angle];
      let sine = rotary[angle + HALF / LANE];
      let turned0 = fma(sum${r}_0, cosine, -(sum${r}_1 * sine));
      let turned1 = fma(sum${r}_1, cosine, sum${r}_0 * sine);
      if (group.z == 0u) {
        q[at * (OUTPUTS / LANE) + n0] = turned0;
        q[at * (OUTPUTS / LANE) + n1] = turned1;
      } else {
        k[place + n0] = turned0;
        k[place + n1] = turned1;
      }
    }
#end
#if GATED
    gate[at * (OUTPUTS / LANE) + n] = sum${r}_0;
    up[at * (OUTPUTS / LANE) + n] = sum${r}_1;
    y[at * (OUTPUTS / LANE) + n] = sum${r}_0 / (Lane(1.0) + exp(-sum${r}_0)) * sum${r}_1;
#end
  }
#end
}
