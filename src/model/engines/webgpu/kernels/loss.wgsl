// The token loss of `model/loss.ts` and its slopes: logits (and values) become the gradients of both, and statistics
// per token. One workgroup per prediction; every lane works out the same loss, then they share the row.

override VOCABULARY: u32;

// Of one token, to be summed over all.
struct TokenStats {
  loss: f32,
  entropy: f32,
  behaviour_kl: f32,
  clipped: f32,
  reference_kl: f32,
  value_loss: f32,
  unused_0: f32,
  unused_1: f32,
}

@group(0) @binding(0) var<storage, read> predictions: Predictions;
@group(0) @binding(1) var<storage, read_write> logits: array<f32>;
@group(0) @binding(2) var<storage, read_write> token_stats: array<TokenStats>;
@group(0) @binding(3) var<storage, read_write> logit_slopes: array<f32>;
#if VALUES
@group(0) @binding(4) var<storage, read_write> values: array<f32>;
@group(0) @binding(5) var<storage, read_write> value_slopes: array<f32>;
#end

var<private> row: u32;

fn logit(index: u32) -> f32 {
  return logits[row * VOCABULARY + index];
}

// Compilers may take it that there are no such values, but not that there are no such bits.
fn is_nan(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}

struct PolicyTerm {
  loss: f32,
  slope: f32,
  behaviour_kl: f32,
  clipped: f32,
}

fn policy_term(settings: LossSettings, told: Prediction, log_p: f32) -> PolicyTerm {
  if (settings.kind == 0u) {
    return PolicyTerm(-log_p, -1.0, 0.0, 0.0);
  }
  let log_ratio = log_p - told.behaviour;
  let ratio = exp(log_ratio);
  let kl = ratio - 1.0 - log_ratio;
  let a = told.advantage;
  if (settings.kind == 1u) {
    return PolicyTerm(-a * log_p, -a, kl, 0.0);
  }
  // What is no number stays none: a step that must not be applied shows in its gradient.
  let bounded = select(min(max(ratio, settings.low), settings.high), ratio, is_nan(ratio));
  let clipped = select(0.0, 1.0, ratio < settings.low || ratio > settings.high);
  if (settings.kind == 3u) {
    return PolicyTerm(-a * bounded * log_p, -a * bounded, kl, clipped);
  }
  let free = ratio * a;
  var surrogate = min(free, bounded * a);
  if (settings.dual > 0.0 && a < 0.0) {
    surrogate = max(surrogate, settings.dual * a);
  }
  // The slope of ratio · A is ratio · A itself; a clipped surrogate is constant.
  return PolicyTerm(-surrogate, select(0.0, -free, surrogate == free || is_nan(free)), kl, clipped);
}

struct ValueTerm {
  loss: f32,
  slope: f32,
}

fn value_term(settings: LossSettings, told: Prediction, value: f32) -> ValueTerm {
  let free = value - told.aim;
  let plain = ValueTerm(0.5 * free * free, free);
  if (settings.value_clip == 0.0) {
    return plain;
  }
  let wanted = value - told.old_value;
  let moved = min(max(wanted, -settings.value_clip), settings.value_clip);
  let bounded = told.old_value + moved - told.aim;
  let clipped = ValueTerm(0.5 * bounded * bounded, select(0.0, bounded, moved == wanted));
  if (plain.loss >= clipped.loss) {
    return plain;
  }
  return clipped;
}

@compute @workgroup_size(JUDGE_LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  row = group.x;
  let settings = predictions.settings;
  let told = predictions.tokens[group.x];
  let distribution = judge(lane, settings.scale);
  let log_p = log_probability(logit(told.token), distribution, settings.scale);
  let policy = policy_term(settings, told, log_p);

  var loss = policy.loss;
  var slope = policy.slope;
  var reference_kl = 0.0;
  if (settings.kl != 0.0) {
    let r = told.reference - log_p;
    let ratio = exp(r);
    reference_kl = ratio - r - 1.0;
    loss += settings.kl * reference_kl;
    slope += settings.kl * (1.0 - ratio);
  }
  if (settings.entropy != 0.0) {
    loss -= settings.entropy * distribution.entropy;
  }
  var value = ValueTerm(0.0, 0.0);
#if VALUES
  if (settings.has_value != 0u) {
    value = value_term(settings, told, values[group.x]);
    loss += settings.value_weight * value.loss;
  }
#end
  if (lane == 0u) {
    token_stats[group.x] = TokenStats(
      told.share * loss,
      distribution.entropy,
      policy.behaviour_kl,
      policy.clipped,
      reference_kl,
      value.loss,
      0.0,
      0.0,
    );
#if VALUES
    value_slopes[group.x] = told.share * settings.value_weight * value.slope;
#end
  }

  // With p = softmax(scale · z) and H its entropy: dlog p(token)/dz = scale · (1[token] - p), and
  // dH/dz = -scale · p · (log p + H).
  let pull = told.share * slope * settings.scale;
  let spread = told.share * settings.entropy * settings.scale;
  for (var i = lane; i < VOCABULARY; i += JUDGE_LANES) {
    let x = exponent(logit(i), distribution, settings.scale);
    let p = exp(x) / distribution.total;
    var d = pull * (select(0.0, 1.0, i == told.token) - p);
    if (spread != 0.0) {
      d += spread * p * (x - distribution.log_total + distribution.entropy);
    }
    logit_slopes[row * VOCABULARY + i] = d;
  }
}
