// Scores: log-probability of the token that came, entropy and value, per prediction. One workgroup each.

override VOCABULARY: u32;

struct Score {
  log_probability: f32,
  entropy: f32,
  value: f32,
  unused: f32,
}

@group(0) @binding(0) var<storage, read> predictions: Predictions;
@group(0) @binding(1) var<storage, read_write> logits: array<f32>;
@group(0) @binding(2) var<storage, read_write> scores: array<Score>;
#if VALUES
@group(0) @binding(3) var<storage, read_write> values: array<f32>;
#end

var<private> row: u32;

fn logit(index: u32) -> f32 {
  return logits[row * VOCABULARY + index];
}

@compute @workgroup_size(JUDGE_LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  row = group.x;
  let scale = predictions.settings.scale;
  let distribution = judge(lane, scale);
  if (lane == 0u) {
    let log_p = log_probability(logit(predictions.tokens[group.x].token), distribution, scale);
#if VALUES
    let value = values[group.x];
#else
    let value = 0.0;
#end
    scores[group.x] = Score(log_p, distribution.entropy, value, 0.0);
  }
}
