// What a row of logits says: included by every kernel that needs log-probabilities (loss, scores, sampling), so that
// all of them get the same bits. The including kernel has one workgroup of JUDGE_LANES lanes per row and defines
//
//     override VOCABULARY: u32;
//     fn logit(index: u32) -> f32    // of this workgroup's row
//
// `scale` is 1 / temperature, rounded once, on the CPU. Sums run over each lane's tokens in order, then over the lanes
// in order; multiply-adds are spelt out, so that no compiler has a choice.

const JUDGE_LANES = 32u;

struct Distribution {
  largest: f32,
  // Sum of e^exponent; a token's probability is e^exponent / total.
  total: f32,
  log_total: f32,
  entropy: f32,
}

var<workgroup> judge_largest: array<f32, JUDGE_LANES>;
var<workgroup> judge_sums: array<vec2f, JUDGE_LANES>;

// How far a logit lies below the largest, at this temperature.
fn exponent(value: f32, distribution: Distribution, scale: f32) -> f32 {
  return (value - distribution.largest) * scale;
}

fn log_probability(value: f32, distribution: Distribution, scale: f32) -> f32 {
  return fma(value - distribution.largest, scale, -distribution.log_total);
}

// To be called by all lanes, in uniform control flow; a second call needs a barrier before it.
fn judge(lane: u32, scale: f32) -> Distribution {
  var result: Distribution;
  var largest = -3.4028234e38;
  for (var i = lane; i < VOCABULARY; i += JUDGE_LANES) {
    largest = max(largest, logit(i));
  }
  judge_largest[lane] = largest;
  workgroupBarrier();
  for (var i = 0u; i < JUDGE_LANES; i++) {
    largest = max(largest, judge_largest[i]);
  }
  result.largest = largest;
  var sums = vec2f(0.0);
  for (var i = lane; i < VOCABULARY; i += JUDGE_LANES) {
    let x = exponent(logit(i), result, scale);
    let e = exp(x);
    sums.x += e;
    // 0 times minus infinity is no number; a token of probability 0 adds nothing.
    sums.y = select(sums.y, fma(e, x, sums.y), e != 0.0);
  }
  judge_sums[lane] = sums;
  workgroupBarrier();
  sums = vec2f(0.0);
  for (var i = 0u; i < JUDGE_LANES; i++) {
    sums += judge_sums[i];
  }
  result.total = sums.x;
  result.log_total = log(sums.x);
  result.entropy = result.log_total - sums.y / sums.x;
  return result;
}
