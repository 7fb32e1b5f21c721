// Draws the next token of every sequence as `model/sampling.ts` defines it, judges it, and moves the sequence on: what
// the next step reads of it is this kernel's to say. One workgroup per sequence. Each lane has the tokens of one
// stretch of the vocabulary; sums run over a lane's tokens in order, then over the lanes in order.

override VOCABULARY: u32;
override STRETCH: u32;

const LEAST = -3.4028234e38;

// What is drawn how, and how far a sequence has come. `sequence-records.ts` has the same as words.
struct Sequence {
  key: vec2u,
  // 1 / temperature; 1 for temperature 0.
  scale: f32,
  // 0 for temperature 0.
  draws: u32,
  // 0 for all.
  top_k: u32,
  top_p: f32,
  // Where the grammar's table begins, or NONE; and the state before the next token.
  table: u32,
  state: u32,
  // The token that was read last, its position, and the row of the cache where the sequence begins.
  token: u32,
  position: u32,
  begin: u32,
  // How many more tokens may be written: none when the turn is over.
  left: u32,
  // Tokens written in this chunk; the first `forced_count` of them are given.
  written: u32,
  forced_count: u32,
  stop_count: u32,
  unused: u32,
  stops: array<u32, ${STOPS}>,
  forced: array<u32, ${STEPS}>,
}

struct Draw {
  token: u32,
  log_probability: f32,
  entropy: f32,
  value: f32,
}

@group(0) @binding(0) var<storage, read_write> rows: array<Row>;
@group(0) @binding(1) var<storage, read_write> sequences: array<Sequence>;
// next[state, token] of each grammar.
@group(0) @binding(2) var<storage, read> tables: array<i32>;
@group(0) @binding(3) var<storage, read_write> logits: array<f32>;
// [prediction, 2, token]: shares of the draw, before and behind a cut.
@group(0) @binding(4) var<storage, read_write> shares: array<f32>;
// [sequence, step]
@group(0) @binding(5) var<storage, read_write> draws: array<Draw>;
#if VALUES
@group(0) @binding(6) var<storage, read_write> values: array<f32>;
#end

var<private> row: u32;

var<workgroup> bests: array<u32, JUDGE_LANES>;
var<workgroup> peaks: array<f32, JUDGE_LANES>;
var<workgroup> topped: array<f32, JUDGE_LANES>;
var<workgroup> kept: array<f32, JUDGE_LANES>;
var<workgroup> choice: u32;

fn logit(index: u32) -> f32 {
  return logits[row * VOCABULARY + index];
}

// Whether a token may follow; `transitions` is where the grammar's state has its row, or NONE.
fn allowed(transitions: u32, token: u32) -> bool {
  return transitions == NONE || tables[transitions + token] >= 0;
}

// How many candidates have a larger logit, or the same and a lower number; and the sum of their shares.
struct Standing {
  rank: u32,
  mass: f32,
}

fn standing(token: u32, at: u32) -> Standing {
  var result = Standing(0u, 0.0);
  let own = logit(token);
  for (var i = 0u; i < VOCABULARY; i++) {
    let share = shares[at + i];
    let other = logit(i);
    if (share > 0.0 && (other > own || (other == own && i < token))) {
      result.rank++;
      result.mass += share;
    }
  }
  return result;
}

// Stretches follow each other, so that of equal ones the first has the lowest number.
fn first_best() -> u32 {
  var best = NONE;
  var peak = 0.0;
  for (var i = 0u; i < JUDGE_LANES; i++) {
    if (bests[i] != NONE && (best == NONE || peaks[i] > peak)) {
      best = bests[i];
      peak = peaks[i];
    }
  }
  return best;
}

@compute @workgroup_size(JUDGE_LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  row = group.x;
  let scale = sequences[row].scale;
  let top_k = sequences[row].top_k;
  let top_p = sequences[row].top_p;
  let table = sequences[row].table;
  let transitions = select(table + sequences[row].state * VOCABULARY, NONE, table == NONE);
  let distribution = judge(lane, scale);

  // The first largest candidate.
  let first = min(lane * STRETCH, VOCABULARY);
  let end = min(first + STRETCH, VOCABULARY);
  var best = NONE;
  var peak = LEAST;
  for (var i = first; i < end; i++) {
    if (allowed(transitions, i) && (best == NONE || logit(i) > peak)) {
      best = i;
      peak = logit(i);
    }
  }
  bests[lane] = best;
  peaks[lane] = peak;
  workgroupBarrier();
  peak = distribution.largest;
  if (transitions != NONE) {
    peak = LEAST;
    for (var i = 0u; i < JUDGE_LANES; i++) {
      peak = max(peak, peaks[i]);
    }
  }
  if (lane == 0u) {
    choice = first_best();
  }

  // Shares of the candidates, relative to the best one's. Those that vanish can neither be drawn nor crowd out others.
  var at = row * 2u * VOCABULARY;
  var mass = 0.0;
  for (var i = first; i < end; i++) {
    let share = select(0.0, exp((logit(i) - peak) * scale), allowed(transitions, i));
    shares[at + i] = share;
    mass += share;
  }
  // What all lanes read of the others' stretches stays; what is left of a lane's own goes to the other half.
  storageBarrier();
  if (top_k > 0u) {
    let other = at + VOCABULARY;
    mass = 0.0;
    for (var i = first; i < end; i++) {
      var share = shares[at + i];
      if (share > 0.0 && standing(i, at).rank >= top_k) {
        share = 0.0;
      }
      shares[other + i] = share;
      mass += share;
    }
    at = other;
  }
  topped[lane] = mass;
  storageBarrier();
  workgroupBarrier();
  if (top_p < 1.0) {
    var whole = 0.0;
    for (var i = 0u; i < JUDGE_LANES; i++) {
      whole += topped[i];
    }
    let other = select(at + VOCABULARY, at - VOCABULARY, top_k > 0u);
    mass = 0.0;
    for (var i = first; i < end; i++) {
      var share = shares[at + i];
      if (share > 0.0) {
        let ahead = standing(i, at);
        if (ahead.rank > 0u && ahead.mass >= top_p * whole) {
          share = 0.0;
        }
      }
      shares[other + i] = share;
      mass += share;
    }
    at = other;
  }
  kept[lane] = mass;
  workgroupBarrier();

  // The lane in whose stretch the threshold falls goes through it.
  mass = 0.0;
  var below = 0.0;
  for (var i = 0u; i < JUDGE_LANES; i++) {
    if (i == lane) {
      below = mass;
    }
    mass += kept[i];
  }
  if (sequences[row].draws != 0u) {
    let bits = random_bits(fold_in(sequences[row].key, sequences[row].position + 1u));
    let threshold = unit_float(bits) * mass;
    if (below <= threshold && threshold < below + kept[lane]) {
      var sum = below;
      for (var i = first; i < end; i++) {
        let share = shares[at + i];
        sum += share;
        // Should rounding keep the sum below the threshold, it is the last one.
        if (share > 0.0) {
          choice = i;
        }
        if (threshold < sum) {
          break;
        }
      }
    }
  }
  workgroupBarrier();
  if (lane == 0u && sequences[row].left > 0u) {
    advance(choice, distribution, scale);
  }
}

// Notes the token (or the one that is given instead) and what the next step reads.
fn advance(drawn: u32, distribution: Distribution, scale: f32) {
  let step = sequences[row].written;
  var token = drawn;
  if (step < sequences[row].forced_count) {
    token = sequences[row].forced[step];
  }
#if VALUES
  let value = values[row];
#else
  let value = 0.0;
#end
  let log_p = log_probability(logit(token), distribution, scale);
  draws[row * ${STEPS}u + step] = Draw(token, log_p, distribution.entropy, value);

  var left = sequences[row].left - 1u;
  for (var i = 0u; i < sequences[row].stop_count; i++) {
    if (sequences[row].stops[i] == token) {
      left = 0u;
    }
  }
  sequences[row].left = left;
  sequences[row].written = step + 1u;
  if (left > 0u) {
    let table = sequences[row].table;
    if (table != NONE) {
      sequences[row].state = u32(tables[table + sequences[row].state * VOCABULARY + token]);
    }
    sequences[row].token = token;
    sequences[row].position++;
  }
  // A sequence that is over reads its last token again until the chunk ends: that writes the same keys and values to
  // the same place.
  let position = sequences[row].position;
  let begin = sequences[row].begin;
  rows[row] = Row(sequences[row].token, position, begin + position, begin, 0u, NONE, row, LAST);
}
