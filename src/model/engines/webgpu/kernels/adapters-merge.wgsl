// W' = W + scale · A · B: one lane per entry, one adapter per workgroup row.

@group(0) @binding(0) var<storage, read> adapters: array<Adapter>;
@group(0) @binding(1) var<storage, read> own: array<f32>;
@group(0) @binding(2) var<storage, read_write> parameters: array<f32>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let adapter = adapters[group.y];
  let i = group.x * LANES + lane;
  if (i >= adapter.inputs * adapter.outputs) {
    return;
  }
  let row = i / adapter.outputs;
  let column = i % adapter.outputs;
  var sum = 0.0;
  for (var r = 0u; r < adapter.rank; r++) {
    sum = fma(own[adapter.a + row * adapter.rank + r], own[adapter.b + r * adapter.outputs + column], sum);
  }
  parameters[adapter.weight + i] = fma(adapter.scale, sum, own[adapter.weight + i]);
}
