/**
 * The compiled kernels as TypeScript sees them; `assembly/` documents each. Addresses are bytes in the instance's
 * memory, sizes and strides count floats.
 */

/** A product into C [m, n]; A and C have row strides `lda` and `ldc`, see assembly/gemm.ts for B's. */
type Gemm = (
  a: number,
  lda: number,
  b: number,
  bk: number,
  bp: number,
  c: number,
  ldc: number,
  s: number,
  m: number,
  n: number,
  k: number,
) => void;

export interface Kernels {
  readonly memory: WebAssembly.Memory;
  /** First byte that holds no static data. */
  heapStart(): number;
  copy(from: number, n: number, to: number): void;
  zero(to: number, n: number): void;
  scale(x: number, n: number, factor: number, to: number): void;
  addTo(to: number, from: number, n: number): void;
  gather(table: number, indices: number, rows: number, d: number, to: number): void;
  scatterAdd(from: number, indices: number, rows: number, d: number, table: number): void;
  /** C[m, n] = A[m, k] · B + S. */
  gemm: Gemm;
  /** C[m, n] = A[k, m]ᵀ · B + S. */
  gemmT: Gemm;
  packRows(from: number, ld: number, k: number, n: number, to: number): void;
  packColumns(from: number, ld: number, n: number, k: number, first: number, to: number): void;
  rmsNorm(
    x: number,
    picks: number,
    gain: number,
    rows: number,
    d: number,
    epsilon: number,
    y: number,
    inverse: number,
  ): void;
  rmsNormGradient(
    x: number,
    picks: number,
    gain: number,
    inverse: number,
    dy: number,
    rows: number,
    d: number,
    dx: number,
    dGain: number,
  ): void;
  rotate(
    x: number,
    positions: number,
    rows: number,
    heads: number,
    headSize: number,
    cos: number,
    sin: number,
    direction: 1 | -1,
  ): void;
  swiGlu(gate: number, up: number, n: number, y: number): void;
  swiGluGradient(gate: number, up: number, dy: number, n: number, dGate: number, dUp: number): void;
  expAll(x: number, n: number, y: number): void;
  packKeys(
    k: number,
    n: number,
    first: number,
    heads: number,
    headSize: number,
    headStride: number,
    keys: number,
  ): void;
  attend(
    q: number,
    m: number,
    first: number,
    heads: number,
    headSize: number,
    keys: number,
    headStride: number,
    values: number,
    scratch: number,
    ldp: number,
    out: number,
  ): void;
  attendGradient(
    q: number,
    k: number,
    v: number,
    dOut: number,
    t: number,
    heads: number,
    headSize: number,
    scratch: number,
    ldp: number,
    dq: number,
    dk: number,
    dv: number,
  ): void;
  exponentials(
    logits: number,
    ld: number,
    rows: number,
    n: number,
    scales: number,
    targets: number,
    e: number,
    sums: number,
  ): void;
  logitGradient(
    logits: number,
    ld: number,
    rows: number,
    n: number,
    scales: number,
    targets: number,
    sums: number,
    slopes: number,
    e: number,
  ): void;
  sumOfSquares(x: number, n: number): number;
  adamW(
    parameters: number,
    m: number,
    v: number,
    gradient: number,
    n: number,
    clip: number,
    keep: number,
    rate: number,
    root: number,
    beta1: number,
    beta2: number,
    rest1: number,
    rest2: number,
    epsilon: number,
  ): void;
}

/** A fresh instance of the compiled module, with its own memory. */
export async function instantiateKernels(module: WebAssembly.Module): Promise<Kernels> {
  const { exports } = await WebAssembly.instantiate(module, {
    // Never called: AssemblyScript declares it wherever a program could fail an assertion.
    env: { abort: () => {} },
  });
  return exports as unknown as Kernels;
}
