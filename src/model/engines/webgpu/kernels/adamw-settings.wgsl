// What AdamW's two kernels share: the settings of a step, and what is worked out once for all parameters.

struct AdamW {
  learning_rate: f32,
  beta1: f32,
  beta2: f32,
  // 1 - beta, rounded once.
  rest1: f32,
  rest2: f32,
  epsilon: f32,
  // 1 - learning rate · weight decay.
  keep: f32,
  clip_norm: f32,
}

struct Plan {
  // Of the whole gradient, before clipping.
  norm: f32,
  // 0 when the norm is not finite: then nothing may change.
  applied: f32,
  // What gradients are multiplied by.
  clip: f32,
  // 1 - beta^step.
  correction1: f32,
  correction2: f32,
  unused_0: f32,
  unused_1: f32,
  unused_2: f32,
}
