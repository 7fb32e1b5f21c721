// y[r] = Σ_c x[r, c] · weight[c]: one lane per prediction.

@group(0) @binding(0) var<uniform> size: Pass;
@group(0) @binding(1) var<storage, read> parameters: array<Lane>;
@group(0) @binding(2) var<storage, read_write> x: array<Lane>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
// x: where the weight begins.
@group(0) @binding(4) var<uniform> settings: vec4<u32>;

override WIDTH: u32;
override LANES: u32;

@compute @workgroup_size(LANES)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= size.picked) {
    return;
  }
  var products = Lane(0.0);
  for (var c = 0u; c < WIDTH / LANE; c++) {
    products = fma(x[id.x * (WIDTH / LANE) + c], parameters[settings.x / LANE + c], products);
  }
  y[id.x] = total(products);
}
