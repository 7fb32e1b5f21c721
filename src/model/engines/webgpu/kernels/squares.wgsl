// Sums of squares of the trained parameters' gradients, one per workgroup: each takes a stretch of the gradient, its
// lanes in turn, then the lanes in order.

const LANES = 32u;

struct Settings {
  size: u32,
  // Parameters per workgroup.
  stretch: u32,
}

@group(0) @binding(0) var<storage, read> gradient: array<f32>;
@group(0) @binding(1) var<storage, read> flags: array<u32>;
@group(0) @binding(2) var<storage, read_write> squares: array<f32>;
@group(0) @binding(3) var<uniform> settings: Settings;

var<workgroup> partial: array<f32, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let begin = group.x * settings.stretch;
  let end = min(begin + settings.stretch, settings.size);
  var sum = 0.0;
  for (var i = begin + lane; i < end; i += LANES) {
    if (is_trained(i)) {
      let g = gradient[i];
      sum = fma(g, g, sum);
    }
  }
  partial[lane] = sum;
  workgroupBarrier();
  if (lane == 0u) {
    sum = 0.0;
    for (var i = 0u; i < LANES; i++) {
      sum += partial[i];
    }
    squares[group.x] = sum;
  }
}
