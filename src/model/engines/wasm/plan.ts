/**
 * The network as a static list: buffers, and the operations of a pass over them. A pass reads any number of rows
 * (tokens of several sequences, one after the other without padding) up to the buffers' capacity.
 */
import type { ModelConfig } from '../../config.ts';
import type { Arena } from './arena.ts';
import type { Slot } from './cache.ts';
import { roundUp } from './weights.ts';

/** A run of rows that belongs to one sequence. */
export interface Segment {
  /** First row. */
  readonly row: number;
  readonly count: number;
  /** Position of the first row in its sequence; what comes before is in `slot`. */
  readonly first: number;
  /** Where keys and values are kept; null when the segment is its whole sequence. */
  readonly slot: Slot | null;
}

/** What one run of the plan reads besides the buffers. */
export interface Pass {
  readonly rows: number;
  readonly segments: readonly Segment[];
  /** Rows whose next-token scores are wanted: this many in the buffer `picked`. */
  readonly picked: number;
}

/** One operation; the name says which tensor of the network it makes. */
export interface Operation {
  readonly name: string;
  readonly run: (pass: Pass) => void;
}

/** Addresses of one layer's activations, [capacity, …] each. */
export interface LayerBuffers {
  /** The residual stream at the layer's start and between its two blocks. */
  readonly x: number;
  readonly middle: number;
  /** The two norms' outputs and 1 / rms of their inputs. */
  readonly attentionInput: number;
  readonly attentionInverse: number;
  readonly hiddenInput: number;
  readonly hiddenInverse: number;
  readonly q: number;
  readonly k: number;
  readonly v: number;
  readonly attended: number;
  readonly gate: number;
  readonly up: number;
  readonly hidden: number;
}

/** Addresses of everything a forward pass reads and writes. */
export interface Buffers {
  /** Most rows of a pass. */
  readonly capacity: number;
  /** Tokens and positions of the rows, and the rows to score: integers. */
  readonly tokens: number;
  readonly positions: number;
  readonly picked: number;
  /** Tables of the rotary embedding, [context, headSize / 2]. */
  readonly cos: number;
  readonly sin: number;
  readonly layers: readonly LayerBuffers[];
  /** The residual stream behind the last layer. */
  readonly x: number;
  /** Attention's scratch: packed keys of one sequence, and a block of score rows. */
  readonly keys: number;
  readonly scores: number;
  /** Stride of a score row: the context rounded up to a panel. */
  readonly span: number;
  /** The picked rows of the residual stream, before and after the last norm. */
  readonly last: number;
  readonly lastInverse: number;
  readonly lastInput: number;
  /** Next-token scores of the picked rows, with stride `scoreStride`. */
  readonly logits: number;
  readonly scoreStride: number;
  /** Per picked row: 1 / temperature, token to judge (integer), and the three sums of `exponentials`. */
  readonly scales: number;
  readonly targets: number;
  readonly sums: number;
}

/** Query rows that attention treats at once; assembly/attention.ts has the same number. */
const ATTENTION_BLOCK = 16;

/** Room for passes of `capacity` rows. With `keep`, every layer has its own buffers, as a backward pass needs. */
export function takeBuffers(config: ModelConfig, arena: Arena, capacity: number, keep: boolean): Buffers {
  const { width: d, hidden: F, layers, context, heads, vocabulary } = config;
  const half = d / heads / 2;
  const span = roundUp(context, 8);
  const scoreStride = roundUp(vocabulary, 8);
  const matrix = (columns: number) => arena.take(capacity * columns);
  const layer = (): LayerBuffers => ({
    x: matrix(d),
    middle: matrix(d),
    attentionInput: matrix(d),
    attentionInverse: matrix(1),
    hiddenInput: matrix(d),
    hiddenInverse: matrix(1),
    q: matrix(d),
    k: matrix(d),
    v: matrix(d),
    attended: matrix(d),
    gate: matrix(F),
    up: matrix(F),
    hidden: matrix(F),
  });
  const shared = keep ? null : layer();
  const buffers: Buffers = {
    capacity,
    tokens: matrix(1),
    positions: matrix(1),
    picked: matrix(1),
    cos: arena.take(context * half),
    sin: arena.take(context * half),
    layers: Array.from({ length: layers }, () => shared ?? layer()),
    x: shared ? shared.x : matrix(d),
    keys: arena.take(span * d),
    scores: arena.take(ATTENTION_BLOCK * span),
    span,
    last: matrix(d),
    lastInverse: matrix(1),
    lastInput: matrix(d),
    logits: matrix(scoreStride),
    scoreStride,
    scales: matrix(1),
    targets: matrix(1),
    sums: matrix(3),
  };
  const cos = arena.floats(buffers.cos, context * half);
  const sin = arena.floats(buffers.sin, context * half);
  for (let position = 0; position < context; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * config.ropeBase ** (-i / half);
      cos[position * half + i] = Math.cos(angle);
      sin[position * half + i] = Math.sin(angle);
    }
  }
  return buffers;
}

export function runAll(operations: readonly Operation[], pass: Pass): void {
  for (const { run } of operations) run(pass);
}
