// dA = scale · dW' · Bᵀ and dB = scale · Aᵀ · dW', with dW' from the first gradient slot: one lane per entry of A and B,
// one adapter per workgroup row.

@group(0) @binding(0) var<storage, read> adapters: array<Adapter>;
@group(0) @binding(1) var<storage, read> own: array<f32>;
@group(0) @binding(2) var<storage, read_write> slots: array<f32>;
@group(0) @binding(3) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let adapter = adapters[group.y];
  let size_a = adapter.inputs * adapter.rank;
  let i = group.x * LANES + lane;
  if (i >= size_a + adapter.rank * adapter.outputs) {
    return;
  }
  var sum = 0.0;
  if (i < size_a) {
    let row = i / adapter.rank;
    let r = i % adapter.rank;
    for (var column = 0u; column < adapter.outputs; column++) {
      let at = row * adapter.outputs + column;
      sum = fma(slots[adapter.weight + at], own[adapter.b + r * adapter.outputs + column], sum);
    }
    gradient[adapter.a + i] = adapter.scale * sum;
  } else {
    let j = i - size_a;
    let r = j / adapter.outputs;
    let column = j % adapter.outputs;
    for (var row = 0u; row < adapter.inputs; row++) {
      let at = row * adapter.outputs + column;
      sum = fma(own[adapter.a + row * adapter.rank + r], slots[adapter.weight + at], sum);
    }
    gradient[adapter.b + j] = adapter.scale * sum;
  }
}
