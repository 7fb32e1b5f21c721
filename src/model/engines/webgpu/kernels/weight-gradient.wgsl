// dW_p[i, n] = Σ_r x[r, i] · dy[r, p, n], rows ascending, for matrices that share an input: each lane has COLUMNS groups
// of columns of GROUPS groups of matrix rows in registers. group.z is the split of the rows; each has its own slot of gradients.

@group(0) @binding(0) var<uniform> size: Pass;
@group(0) @binding(1) var<storage, read_write> x: array<Step>;
@group(0) @binding(2) var<storage, read_write> dy: array<Lane>;
@group(0) @binding(3) var<storage, read_write> gradients: array<f32>;
@group(0) @binding(4) var<uniform> settings: array<vec4<u32>, 2>;
// settings: [0] where the matrices begin, [1].x floats per slot of gradients.

override PARTS: u32;
override INPUTS: u32;
override OUTPUTS: u32;
override LANES: u32;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let input = group.y * ${GROUPS}u * STEP;
#for c COLUMNS
  let n${c} = (group.x * ${COLUMNS}u + ${c}u) * LANES + lane;
#end
  if (n0 >= PARTS * OUTPUTS / LANE) {
    return;
  }
#for q GROUPS
#for j in STEPS
#for c COLUMNS
  var sum${q}_${j.index}_${c} = Lane(0.0);
#end
#end
#end
  let first = group.z * size.splitRows;
  let last = min(first + size.splitRows, size.${SPACE});
  for (var row = first; row < last; row++) {
    let inputs = (row * INPUTS + input) / STEP;
    let outputs = row * (PARTS * OUTPUTS / LANE);
#for c COLUMNS
    let b${c} = dy[outputs + n${c}];
#end
#for q GROUPS
    let a${q} = x[inputs + ${q}u];
#for j in STEPS
#for c COLUMNS
    sum${q}_${j.index}_${c} = fma(Lane(a${q}${j}), b${c}, sum${q}_${j.index}_${c});
#end
#end
#end
  }
  let add = size.accumulate != 0u;
  let slot = group.z * settings[1].x;
#for c COLUMNS
  if (n${c} < PARTS * OUTPUTS / LANE) {
    let part = n${c} / (OUTPUTS / LANE);
    let matrix = slot + settings[0][part] + (n${c} - part * (OUTPUTS / LANE)) * LANE;
#for q GROUPS
#for j in STEPS
    if (input + ${q}u * STEP + ${j.index}u < INPUTS) {
      let at = matrix + (input + ${q}u * STEP + ${j.index}u) * OUTPUTS;
#for e in MEMBERS
      gradients[at + ${e.index}u] = sum${q}_${j.index}_${c}${e} + select(0.0, gradients[at + ${e.index}u], add);
#end
    }
#end
#end
  }
#end
}
