// What AdamW needs to know before it touches a parameter, and the counting of its steps. One lane.

@group(0) @binding(0) var<storage, read> squares: array<f32>;
@group(0) @binding(1) var<storage, read> adamw: AdamW;
// How many steps have been taken.
@group(0) @binding(2) var<storage, read_write> steps: array<u32, 1>;
@group(0) @binding(3) var<storage, read_write> plan: Plan;

// 1 - beta^n from 1 - beta, by squaring: exact to the last bits even where beta^n is close to 1, and the same bits
// whichever way a run got to its step n.
fn correction(rest: f32, n: u32) -> f32 {
  var power = rest;
  var result = 0.0;
  for (var left = n; left > 0u; left >>= 1u) {
    if ((left & 1u) != 0u) {
      result = fma(power, 1.0 - result, result);
    }
    power = power * (2.0 - power);
  }
  return result;
}

@compute @workgroup_size(1)
fn main() {
  var sum = 0.0;
  for (var i = 0u; i < arrayLength(&squares); i++) {
    sum += squares[i];
  }
  plan.norm = sqrt(sum);
  // Compilers may take it that nothing is infinite, but not that no bits are set.
  let finite = (bitcast<u32>(sum) & 0x7f800000u) != 0x7f800000u;
  plan.applied = select(0.0, 1.0, finite);
  if (!finite) {
    return;
  }
  steps[0] += 1u;
  plan.clip = 1.0;
  if (adamw.clip_norm > 0.0 && plan.norm > adamw.clip_norm) {
    plan.clip = adamw.clip_norm / plan.norm;
  }
  plan.correction1 = correction(adamw.rest1, steps[0]);
  plan.correction2 = correction(adamw.rest2, steps[0]);
}
