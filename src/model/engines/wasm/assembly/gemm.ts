/**
 * Matrix products from one register tile of 4 × 8: C[m, n] = A · B (+ S). Every element of C is the sum over k in
 * ascending order in one accumulator, whatever the tile it falls into, so a row's result does not depend on how many
 * rows there are. B is read in panels of 8 columns: element (k, 8p + j) lies at `b + k·bk + p·bp + j`. A packed B has
 * bk = 8 and bp = 8·K; a row-major one is read in place with bk = its width and bp = 8. Strides count floats.
 * Up to 7 floats behind B's last row may be read (and are ignored): buffers end with room for them.
 */
import { madd } from './simd';

/** Rows of A that stay in the first-level cache while all panels pass by. */
const ROW_BLOCK: i32 = 64;
/** Columns of `gemmT`'s A that stay in the cache while all panels pass by. */
const COLUMN_BLOCK: i32 = 64;
/** Rows of both operands of `gemmT` that are summed in one go; longer sums are made of these, in order. */
const DEPTH_BLOCK: i32 = 256;
/** Where a tile waits whose columns are not all wanted. */
const TILE: usize = memory.data(32, 16);
/** Rows of this many floats are too far apart in the cache to be read column by column. */
const WIDE: i32 = 256;
/** Where `gemmT` packs a block of A: strips of four columns. */
const STRIPS: usize = memory.data(65536, 16);

/** C[m, n] = A[m, k] · B[k, n] + S, where S (0: none; may be C) has C's stride. */
export function gemm(
  a: usize, lda: i32, b: usize, bk: i32, bp: i32, c: usize, ldc: i32, s: usize, m: i32, n: i32, k: i32,
): void {
  const rowA: usize = <usize>lda << 2;
  const rowC: usize = <usize>ldc << 2;
  const stepB: usize = <usize>bk << 2;
  const panelB: usize = <usize>bp << 2;
  for (let block = 0; block < m; block += ROW_BLOCK) {
    const end = min(block + ROW_BLOCK, m);
    let panel = b;
    for (let j = 0; j < n; j += 8) {
      const cols = min(8, n - j);
      let i = block;
      for (; i + 4 <= end; i += 4) {
        const at = <usize>i * rowC + (<usize>j << 2);
        rows4(a + <usize>i * rowA, rowA, panel, stepB, c + at, rowC, s ? s + at : 0, cols, k);
      }
      for (; i < end; i++) {
        const at = <usize>i * rowC + (<usize>j << 2);
        row1(a + <usize>i * rowA, panel, stepB, c + at, s ? s + at : 0, cols, k);
      }
      panel += panelB;
    }
  }
}

/** C[m, n] = A[k, m]ᵀ · B[k, n] + S: the gradient of a weight, from inputs A and output gradients B. */
export function gemmT(
  a: usize, lda: i32, b: usize, bk: i32, bp: i32, c: usize, ldc: i32, s: usize, m: i32, n: i32, k: i32,
): void {
  const stepA: usize = <usize>lda << 2;
  const rowC: usize = <usize>ldc << 2;
  const stepB: usize = <usize>bk << 2;
  const panelB: usize = <usize>bp << 2;
  for (let from = 0; from < k; from += DEPTH_BLOCK) {
    const depth = min(DEPTH_BLOCK, k - from);
    const blockA = a + <usize>from * stepA;
    for (let block = 0; block < m; block += COLUMN_BLOCK) {
      const end = min(block + COLUMN_BLOCK, m);
      // Where the block's column c begins, and the step to its next row.
      let columns = blockA + (<usize>block << 2);
      let column: usize = 4;
      let step = stepA;
      if (lda >= WIDE) {
        packStrips(columns, stepA, (end - block) & ~3, depth);
        columns = STRIPS;
        column = <usize>depth << 2;
        step = 16;
      }
      let panel = b + <usize>from * stepB;
      for (let j = 0; j < n; j += 8) {
        const cols = min(8, n - j);
        let i = block;
        for (; i + 4 <= end; i += 4) {
          const at = <usize>i * rowC + (<usize>j << 2);
          const from4 = columns + <usize>(i - block) * column;
          columns4(from4, step, panel, stepB, c + at, rowC, s ? s + at : 0, cols, depth);
        }
        for (; i < end; i++) {
          const at = <usize>i * rowC + (<usize>j << 2);
          column1(blockA + (<usize>i << 2), stepA, panel, stepB, c + at, s ? s + at : 0, cols, depth);
        }
        panel += panelB;
      }
    }
    s = c;
  }
}

/** Copies `cols` (a multiple of 4) columns of A, strip after strip. */
function packStrips(a: usize, stepA: usize, cols: i32, depth: i32): void {
  const strip: usize = <usize>depth << 4;
  for (let k = 0; k < depth; k++) {
    let to = STRIPS + (<usize>k << 4);
    for (let x: usize = 0; x < <usize>cols << 2; x += 16) {
      v128.store(to, v128.load(a + x));
      to += strip;
    }
    a += stepA;
  }
}

/** Stores a row of the tile, plus S. */
@inline
function store8(c: usize, s: usize, low: v128, high: v128, cols: i32): void {
  if (cols == 8) {
    if (s) {
      low = f32x4.add(low, v128.load(s));
      high = f32x4.add(high, v128.load(s, 16));
    }
    v128.store(c, low);
    v128.store(c, high, 16);
  } else {
    v128.store(TILE, low);
    v128.store(TILE, high, 16);
    storeSome(c, s, cols);
  }
}

function storeSome(c: usize, s: usize, cols: i32): void {
  for (let j = 0; j < cols; j++) {
    const at = <usize>j << 2;
    const value = load<f32>(TILE + at);
    store<f32>(c + at, s ? value + load<f32>(s + at) : value);
  }
}

/** Four rows of A, each contiguous along k. */
function rows4(
  a: usize, rowA: usize, b: usize, stepB: usize, c: usize, rowC: usize, s: usize, cols: i32, k: i32,
): void {
  let a1 = a + rowA;
  let a2 = a1 + rowA;
  let a3 = a2 + rowA;
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let x: v128;
  let b0: v128;
  let b1: v128;
  for (let left = k; left > 0; left--) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load32_splat(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load32_splat(a1);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = v128.load32_splat(a2);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = v128.load32_splat(a3);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    b += stepB;
    a += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
  }
  const stepS = s ? rowC : 0;
  store8(c, s, c00, c01, cols);
  store8(c + rowC, s + stepS, c10, c11, cols);
  store8(c + 2 * rowC, s + 2 * stepS, c20, c21, cols);
  store8(c + 3 * rowC, s + 3 * stepS, c30, c31, cols);
}

/** One row of A. */
function row1(a: usize, b: usize, stepB: usize, c: usize, s: usize, cols: i32, k: i32): void {
  let low = f32x4.splat(0);
  let high = f32x4.splat(0);
  for (let left = k; left > 0; left--) {
    const x = v128.load32_splat(a);
    low = madd(x, v128.load(b), low);
    high = madd(x, v128.load(b, 16), high);
    a += 4;
    b += stepB;
  }
  store8(c, s, low, high, cols);
}

/** Four neighbouring columns of A, k running down its rows. */
function columns4(
  a: usize, stepA: usize, b: usize, stepB: usize, c: usize, rowC: usize, s: usize, cols: i32, k: i32,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  for (let left = k; left > 0; left--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    a += stepA;
    b += stepB;
  }
  const stepS = s ? rowC : 0;
  store8(c, s, c00, c01, cols);
  store8(c + rowC, s + stepS, c10, c11, cols);
  store8(c + 2 * rowC, s + 2 * stepS, c20, c21, cols);
  store8(c + 3 * rowC, s + 3 * stepS, c30, c31, cols);
}

/** One column of A. */
function column1(
  a: usize, stepA: usize, b: usize, stepB: usize, c: usize, s: usize, cols: i32, k: i32,
): void {
  let low = f32x4.splat(0);
  let high = f32x4.splat(0);
  for (let left = k; left > 0; left--) {
    const x = v128.load32_splat(a);
    low = madd(x, v128.load(b), low);
    high = madd(x, v128.load(b, 16), high);
    a += stepA;
    b += stepB;
  }
  store8(c, s, low, high, cols);
}

/** Packs B[k, n] (row-major) into panels of 8 columns; missing columns become 0. */
export function packRows(from: usize, ld: i32, k: i32, n: i32, to: usize): void {
  for (let j = 0; j < n; j += 8) {
    const cols = min(8, n - j);
    for (let i = 0; i < k; i++) {
      const row = from + ((<usize>i * ld + j) << 2);
      if (cols == 8) {
        v128.store(to, v128.load(row));
        v128.store(to, v128.load(row, 16), 16);
      } else {
        for (let x = 0; x < 8; x++) {
          store<f32>(to + (<usize>x << 2), x < cols ? load<f32>(row + (<usize>x << 2)) : 0);
        }
      }
      to += 32;
    }
  }
}

/**
 * Packs Bᵀ from B[n, k] (row-major) into panels of 8 of its rows. Starts at row `first` of the packed matrix, so that
 * rows can be added one after the other; does not touch the other lanes of a panel.
 */
export function packColumns(from: usize, ld: i32, n: i32, k: i32, first: i32, to: usize): void {
  for (let i = 0; i < n; i++) {
    const at = first + i;
    const row = from + (<usize>(i * ld) << 2);
    let lane = to + (<usize>(((at >> 3) * k << 3) + (at & 7)) << 2);
    for (let x = 0; x < k; x++) {
      store<f32>(lane, load<f32>(row + (<usize>x << 2)));
      lane += 32;
    }
  }
}
