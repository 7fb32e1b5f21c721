// The gradient: the partial sums of every parameter, in order; 0 where it is frozen. With adapters, the sum stays in
// the first slot too, where their gradients are made from it.

const LANES = 256u;
override KEEP: bool;

struct Settings {
  size: u32,
  splits: u32,
}

@group(0) @binding(0) var<storage, read_write> slots: array<f32>;
@group(0) @binding(1) var<storage, read> flags: array<u32>;
@group(0) @binding(2) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(3) var<uniform> settings: Settings;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.y * groups.x + group.x) * LANES + lane;
  if (i >= settings.size) {
    return;
  }
  var sum = slots[i];
  for (var s = 1u; s < settings.splits; s++) {
    sum += slots[s * settings.size + i];
  }
  if (KEEP) {
    slots[i] = sum;
  }
  gradient[i] = select(0.0, sum, is_trained(i));
}
