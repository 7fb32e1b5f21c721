// y[r, n] = Σ_p Σ_k x[r, p, k] · w_p[n, k]: the sum of PARTS products with transposed matrices, one part after the
// other, k ascending. Each lane has COLUMNS columns of ROWS rows in registers.
//
// GATED: dh = that sum is the gradient of silu(gate) · up; row r of y is then the gradient of gate, then of up.

@group(0) @binding(0) var<uniform> size: Pass;
@group(0) @binding(1) var<storage, read> parameters: array<Step>;
@group(0) @binding(2) var<storage, read_write> x: array<Step>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
#if GATED
@group(0) @binding(4) var<storage, read_write> gate: array<f32>;
@group(0) @binding(5) var<storage, read_write> up: array<f32>;
@group(0) @binding(6) var<uniform> settings: vec4<u32>;
#else
@group(0) @binding(4) var<uniform> settings: vec4<u32>;
#end
// settings: where the matrices begin.

override PARTS: u32;
override INPUTS: u32;
override OUTPUTS: u32;
override LANES: u32;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group.y * ${ROWS}u;
#for c COLUMNS
  let n${c} = (group.x * ${COLUMNS}u + ${c}u) * LANES + lane;
#end
  if (n0 >= OUTPUTS) {
    return;
  }
#for r ROWS
#for c COLUMNS
  var sum${r}_${c} = 0.0;
#end
#end
  for (var p = 0u; p < PARTS; p++) {
    let matrix = settings[p] / STEP;
#for c COLUMNS
    let w${c} = matrix + n${c} * (INPUTS / STEP);
#end
#for r ROWS
    let x${r} = ((row + ${r}u) * PARTS + p) * (INPUTS / STEP);
#end
    for (var i = 0u; i < INPUTS / STEP; i++) {
#for c COLUMNS
      let b${c} = parameters[w${c} + i];
#end
#for r ROWS
      let a${r} = x[x${r} + i];
#for j in STEPS
#for c COLUMNS
      sum${r}_${c} = fma(a${r}${j}, b${c}${j}, sum${r}_${c});
#end
#end
#end
    }
  }
#for r ROWS
  if (row + ${r}u < size.${SPACE}) {
#for c COLUMNS
    if (n${c} < OUTPUTS) {
#if GATED
      let at = (row + ${r}u) * OUTPUTS + n${c};
      let value = gate[at];
      let open = 1.0 / (1.0 + exp(-value));
      let slope = open * (1.0 + value * (1.0 - open));
      y[at + (row + ${r}u) * OUTPUTS] = sum${r}_${c} * up[at] * slope;
      y[at + (row + ${r}u + 1u) * OUTPUTS] = sum${r}_${c} * value * open;
#else
      y[(row + ${r}u) * OUTPUTS + n${c}] = sum${r}_${c};
#end
    }
#end
  }
#end
}
