// AdamW as `model/adamw.ts` defines it, in place: one lane per parameter, nothing for frozen ones.

const LANES = 256u;

struct Settings {
  size: u32,
}

@group(0) @binding(0) var<storage, read> gradient: array<f32>;
@group(0) @binding(1) var<storage, read> flags: array<u32>;
@group(0) @binding(2) var<storage, read> adamw: AdamW;
@group(0) @binding(3) var<storage, read> plan: Plan;
@group(0) @binding(4) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(5) var<storage, read_write> first_moment: array<f32>;
@group(0) @binding(6) var<storage, read_write> second_moment: array<f32>;
@group(0) @binding(7) var<uniform> settings: Settings;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.y * groups.x + group.x) * LANES + lane;
  if (i >= settings.size || plan.applied == 0.0 || !is_trained(i)) {
    return;
  }
  let g = gradient[i] * plan.clip;
  let m = fma(adamw.beta1, first_moment[i], adamw.rest1 * g);
  let v = fma(adamw.beta2, second_moment[i], adamw.rest2 * g * g);
  first_moment[i] = m;
  second_moment[i] = v;
  let change = m / plan.correction1 / (sqrt(v / plan.correction2) + adamw.epsilon);
  let kept = parameters[i] * select(1.0, adamw.keep, is_decayed(i));
  parameters[i] = fma(-adamw.learning_rate, change, kept);
}
