/**
 * Matrix products from register tiles of 6, 4 or 1 rows and 8 columns: as many as the registers of x86 hold. Every
 * element of C is the sum over k in ascending order in one accumulator, whatever the tile it falls into, so a row's
 * result does not depend on how many rows there are. B is read in panels of 8 columns: element (k, 8p + j) lies at
 * `b + k·bk + p·bp + j`. A packed B has bk = 8 and bp = 8·K; a row-major one is read in place with bk = its width and
 * bp = 8. Strides count floats. Up to 7 floats behind B's last row may be read (and are ignored): buffers end with
 * room for them.
 */
import { madd } from './simd';

/** Floats of A that stay in the first-level cache while all panels pass by. */
const BLOCK: i32 = 8192;
/** Columns of `gemmT`'s A that stay in the cache while all panels pass by. */
const COLUMN_BLOCK: i32 = 64;
/** Rows of both operands of `gemmT` that are summed in one go; longer sums are made of these, in order. */
const DEPTH_BLOCK: i32 = 256;
/** Where a tile waits whose columns are not all wanted. */
const TILE: usize = memory.data(32, 16);
/** Rows of this many floats are too far apart in the cache to be read column by column. */
const WIDE: i32 = 256;
/** Where `gemmT` packs a block of A. */
const STRIPS: usize = memory.data(65536, 16);

/** C[m, n] = A[m, k] · B[k, n] + S, where S (0: none; may be C) has C's stride. */
export function gemm(
  a: usize, lda: i32, b: usize, bk: i32, bp: i32, c: usize, ldc: i32, s: usize, m: i32, n: i32, k: i32,
): void {
  const rowA: usize = <usize>lda << 2;
  const rowC: usize = <usize>ldc << 2;
  const stepB: usize = <usize>bk << 2;
  const panelB: usize = <usize>bp << 2;
  if (m == 1) {
    row(a, b, stepB, panelB, c, s, n, k);
    return;
  }
  const height = max(24, BLOCK / k);
  for (let block = 0; block < m; block += height) {
    const rows = min(height, m - block);
    const blockA = a + <usize>block * rowA;
    const blockC = <usize>block * rowC;
    let panel = b;
    for (let j = 0; j < n; j += 8) {
      const at = blockC + (<usize>j << 2);
      strip(blockA, rowA, 4, panel, stepB, c + at, rowC, s ? s + at : 0, rows, min(8, n - j), k);
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
    for (let block = 0; block < m; block += COLUMN_BLOCK) {
      const rows = min(COLUMN_BLOCK, m - block);
      let blockA = a + <usize>from * stepA + (<usize>block << 2);
      let along = stepA;
      if (lda >= WIDE) {
        packBlock(blockA, stepA, rows, depth);
        blockA = STRIPS;
        along = COLUMN_BLOCK << 2;
      }
      const blockC = <usize>block * rowC;
      let panel = b + <usize>from * stepB;
      for (let j = 0; j < n; j += 8) {
        const at = blockC + (<usize>j << 2);
        strip(blockA, 4, along, panel, stepB, c + at, rowC, s ? s + at : 0, rows, min(8, n - j), depth);
        panel += panelB;
      }
    }
    s = c;
  }
}

/** Copies `cols` columns of A next to each other. */
function packBlock(a: usize, stepA: usize, cols: i32, depth: i32): void {
  let to = STRIPS;
  for (let k = 0; k < depth; k++) {
    for (let x: usize = 0; x < <usize>cols << 2; x += 16) v128.store(to + x, v128.load(a + x));
    to += COLUMN_BLOCK << 2;
    a += stepA;
  }
}

/**
 * `rows` rows of C in one panel's columns. Element (row, k) of A lies at `a + row·across + k·along` (bytes), where one
 * of the two is 4. Tiles are chosen so that few rows are left to be treated alone.
 */
function strip(
  a: usize, across: usize, along: usize, b: usize, stepB: usize,
  c: usize, rowC: usize, s: usize, rows: i32, cols: i32, k: i32,
): void {
  const stepS = s ? rowC : 0;
  while (rows > 0) {
    let done: i32 = 1;
    // Without fused multiply-add, products need a register of their own, which six rows do not leave.
    if (ASC_FEATURE_RELAXED_SIMD && rows >= 6 && rows != 8 && rows != 9) {
      if (along == 4) rows6(a, across, b, stepB, c, rowC, s, stepS, cols, k);
      else columns6(a, along, b, stepB, c, rowC, s, stepS, cols, k);
      done = 6;
    } else if (rows >= 4) {
      if (along == 4) rows4(a, across, b, stepB, c, rowC, s, stepS, cols, k);
      else columns4(a, along, b, stepB, c, rowC, s, stepS, cols, k);
      done = 4;
    } else {
      one(a, along, b, stepB, c, s, cols, k);
    }
    rows -= done;
    a += <usize>done * across;
    c += <usize>done * rowC;
    s += <usize>done * stepS;
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

/** Six rows of A, each contiguous along k. */
function rows6(
  a: usize, across: usize, b: usize, stepB: usize,
  c: usize, rowC: usize, s: usize, stepS: usize, cols: i32, k: i32,
): void {
  let a1 = a + across;
  let a2 = a1 + across;
  let a3 = a2 + across;
  let a4 = a3 + across;
  let a5 = a4 + across;
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0);
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0);
  for (let left = k; left > 0; left--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    b += stepB;
    let x = v128.load32_splat(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    a += 4;
    x = v128.load32_splat(a1);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    a1 += 4;
    x = v128.load32_splat(a2);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    a2 += 4;
    x = v128.load32_splat(a3);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    a3 += 4;
    x = v128.load32_splat(a4);
    c40 = madd(x, b0, c40);
    c41 = madd(x, b1, c41);
    a4 += 4;
    x = v128.load32_splat(a5);
    c50 = madd(x, b0, c50);
    c51 = madd(x, b1, c51);
    a5 += 4;
  }
  store8(c, s, c00, c01, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c10, c11, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c20, c21, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c30, c31, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c40, c41, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c50, c51, cols);
}

/** Six neighbouring columns of A, k running down its rows. */
function columns6(
  a: usize, along: usize, b: usize, stepB: usize,
  c: usize, rowC: usize, s: usize, stepS: usize, cols: i32, k: i32,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0);
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0);
  for (let left = k; left > 0; left--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    b += stepB;
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
    x = v128.load32_splat(a, 16);
    c40 = madd(x, b0, c40);
    c41 = madd(x, b1, c41);
    x = v128.load32_splat(a, 20);
    c50 = madd(x, b0, c50);
    c51 = madd(x, b1, c51);
    a += along;
  }
  store8(c, s, c00, c01, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c10, c11, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c20, c21, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c30, c31, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c40, c41, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c50, c51, cols);
}

/** Four rows of A, each contiguous along k. */
function rows4(
  a: usize, across: usize, b: usize, stepB: usize,
  c: usize, rowC: usize, s: usize, stepS: usize, cols: i32, k: i32,
): void {
  let a1 = a + across;
  let a2 = a1 + across;
  let a3 = a2 + across;
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  for (let left = k; left > 0; left--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    b += stepB;
    let x = v128.load32_splat(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    a += 4;
    x = v128.load32_splat(a1);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    a1 += 4;
    x = v128.load32_splat(a2);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    a2 += 4;
    x = v128.load32_splat(a3);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    a3 += 4;
  }
  store8(c, s, c00, c01, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c10, c11, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c20, c21, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c30, c31, cols);
}

/** Four neighbouring columns of A, k running down its rows. */
function columns4(
  a: usize, along: usize, b: usize, stepB: usize,
  c: usize, rowC: usize, s: usize, stepS: usize, cols: i32, k: i32,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  for (let left = k; left > 0; left--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    b += stepB;
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
    a += along;
  }
  store8(c, s, c00, c01, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c10, c11, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c20, c21, cols);
  c += rowC;
  s += stepS;
  store8(c, s, c30, c31, cols);
}

/** C with one row: four panels at once, because sums in one panel would wait for each other. */
function row(a: usize, b: usize, stepB: usize, panelB: usize, c: usize, s: usize, n: i32, k: i32): void {
  const stepS: usize = s ? 32 : 0;
  let j = 0;
  for (; j + 32 <= n; j += 32) {
    let at = a;
    let p0 = b;
    let p1 = p0 + panelB;
    let p2 = p1 + panelB;
    let p3 = p2 + panelB;
    b = p3 + panelB;
    let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
    let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
    let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
    let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
    for (let left = k; left > 0; left--) {
      const x = v128.load32_splat(at);
      c00 = madd(x, v128.load(p0), c00);
      c01 = madd(x, v128.load(p0, 16), c01);
      c10 = madd(x, v128.load(p1), c10);
      c11 = madd(x, v128.load(p1, 16), c11);
      c20 = madd(x, v128.load(p2), c20);
      c21 = madd(x, v128.load(p2, 16), c21);
      c30 = madd(x, v128.load(p3), c30);
      c31 = madd(x, v128.load(p3, 16), c31);
      at += 4;
      p0 += stepB;
      p1 += stepB;
      p2 += stepB;
      p3 += stepB;
    }
    store8(c, s, c00, c01, 8);
    store8(c + 32, s + stepS, c10, c11, 8);
    store8(c + 64, s + 2 * stepS, c20, c21, 8);
    store8(c + 96, s + 3 * stepS, c30, c31, 8);
    c += 128;
    s += 4 * stepS;
  }
  for (; j < n; j += 8) {
    one(a, 4, b, stepB, c, s, min(8, n - j), k);
    b += panelB;
    c += 32;
    s += stepS;
  }
}

/** One row or column of A. */
function one(a: usize, along: usize, b: usize, stepB: usize, c: usize, s: usize, cols: i32, k: i32): void {
  let low = f32x4.splat(0);
  let high = f32x4.splat(0);
  for (let left = k; left > 0; left--) {
    const x = v128.load32_splat(a);
    low = madd(x, v128.load(b), low);
    high = madd(x, v128.load(b, 16), high);
    a += along;
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
