// What the batch says of the wanted predictions: one record each, behind the settings of the loss. `predictions.ts`
// writes them.

struct LossSettings {
  // 0 sft, 1 reinforce, 2 ppo, 3 cispo.
  kind: u32,
  low: f32,
  high: f32,
  dual: f32,
  kl: f32,
  entropy: f32,
  value_weight: f32,
  value_clip: f32,
  // 1 / temperature.
  scale: f32,
  // Whether there is a value term at all.
  has_value: u32,
  unused_0: u32,
  unused_1: u32,
}

struct Prediction {
  // The token that came.
  token: u32,
  // weight / normalizer; never 0 in training.
  share: f32,
  advantage: f32,
  behaviour: f32,
  reference: f32,
  // What the value should have been, and what it was.
  aim: f32,
  old_value: f32,
  unused: u32,
}

struct Predictions {
  settings: LossSettings,
  tokens: array<Prediction>,
}
