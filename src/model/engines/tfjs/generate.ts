/**
 * Writing turns: all requests advance together, token by token, over cached keys and values. A token's arithmetic
 * depends on the tokens before it only, not on the batch, nor on how much was cached: its attention always spans
 * `windowOf(position)` slots in the order of their positions. Where a backend's matrix product computes each row the
 * same way whatever the number of rows (WebAssembly and cpu do), completions are therefore the same bit for bit.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config.ts';
import type { Completion, GenerateRequest } from '../../engine.ts';
import { judgeToken, sampleToken } from '../../sampling.ts';
import { Turn } from '../../turn.ts';
import { SequenceCache } from './cache.ts';
import { forward, HIDDEN, logits, values } from './forward.ts';
import type { AngleTable } from './positions.ts';
import type { Weights } from './weights.ts';

/** Most rows per pass. */
const PASS_ROWS = 64;

const SMALLEST_WINDOW = 32;

/** What `generate` needs of a loaded model. */
export interface Model {
  readonly config: ModelConfig;
  readonly weights: Weights;
  readonly angles: AngleTable;
  readonly quarterTurn: tf.Tensor2D;
}

/** Slots that the attention of the token at `position` spans: a power of two that holds it, or the context. */
function windowOf(config: ModelConfig, position: number): number {
  let window = SMALLEST_WINDOW;
  while (window <= position) window *= 2;
  return Math.min(window, config.context);
}

/** One request under way, and where its keys and values are kept. */
class Writing extends Turn {
  readonly cache: SequenceCache;

  constructor(request: GenerateRequest, cache: SequenceCache) {
    super(request);
    this.cache = cache;
    cache.keepPrefix(this.tokens);
  }

  /** Draws the next token from its scores, or takes the forced one. */
  draw(scores: Float32Array, offset: number, value: number, { vocabulary, context }: ModelConfig): void {
    const { request, forced, state, tokens } = this;
    const draw =
      forced === null
        ? sampleToken(scores, offset, vocabulary, request, state, request.key, tokens.length)
        : judgeToken(scores, offset, vocabulary, request.temperature, forced);
    this.write(draw, value, vocabulary, context);
  }
}

/** Answers checked requests. `caches` is read and extended. */
export async function generate(
  model: Model,
  caches: Map<string, SequenceCache>,
  requests: readonly GenerateRequest[],
): Promise<Completion[]> {
  const all = requests.map((request) => {
    const cache = caches.get(request.sequence) ?? new SequenceCache(model.config.width, model.config.layers);
    caches.set(request.sequence, cache);
    return new Writing(request, cache);
  });
  for (let live = all; live.length > 0; live = live.filter((w) => w.ended === null)) {
    for (const pass of passesOf(model.config, live)) await advance(model, pass);
  }
  return all.map((w) => w.completion());
}

/** Rows that advance together: equal window, similar number of new tokens. */
interface Pass {
  readonly window: number;
  readonly rows: readonly { readonly writing: Writing; readonly fresh: readonly number[] }[];
}

function passesOf(config: ModelConfig, live: readonly Writing[]): Pass[] {
  const steps = live.map((writing) => {
    const start = writing.cache.length;
    const window = windowOf(config, start);
    // A prompt that reaches beyond the window is read in several passes, one per window.
    return { writing, window, fresh: writing.tokens.slice(start, window) };
  });
  steps.sort((a, b) => a.window - b.window || a.fresh.length - b.fresh.length);
  const passes: Pass[] = [];
  for (let i = 0; i < steps.length; ) {
    const first = steps[i] as (typeof steps)[number];
    let end = i + 1;
    while (end < steps.length && end - i < PASS_ROWS) {
      const next = steps[end] as typeof first;
      // Single tokens do not wait inside a pass that is padded to the length of a prompt.
      if (next.window !== first.window || (first.fresh.length === 1 && next.fresh.length > 1)) break;
      end++;
    }
    passes.push({ window: first.window, rows: steps.slice(i, end) });
    i = end;
  }
  return passes;
}

/** Reads the pass' new tokens into the caches; rows that have then read everything write one token. */
async function advance(model: Model, pass: Pass): Promise<void> {
  const { config } = model;
  const width = Math.max(...pass.rows.map((row) => row.fresh.length));
  const results = tf.tidy(() => readTokens(model, pass, width));
  const [scores, estimates, present] = (await Promise.all(results.map((tensor) => tensor.data()))) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  tf.dispose(results);

  const d = config.width;
  const block = pass.rows.length * width * d;
  for (const [b, { writing, fresh }] of pass.rows.entries()) {
    const start = b * width * d;
    const slice = (index: number) => present.subarray(index * block + start, index * block + start + fresh.length * d);
    writing.cache.append(fresh, (l) => ({ keys: slice(2 * l), values: slice(2 * l + 1) }));
    if (writing.cache.length === writing.tokens.length) {
      writing.draw(scores, b * config.vocabulary, estimates[b] as number, config);
    }
  }
}

/**
 * Next-token scores [B, V] and values [B] after each row's last new token, and all new keys and values,
 * [2·layers·B·width, d].
 */
function readTokens(model: Model, pass: Pass, width: number): [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D] {
  const { config, weights } = model;
  const d = config.width;
  const rows = pass.rows.length;
  const { window } = pass;
  const tokens = new Int32Array(rows * width);
  const cos = new Float32Array(rows * width * d);
  const sin = new Float32Array(rows * width * d);
  const mask = new Float32Array(rows * width * window).fill(HIDDEN);
  const placement = new Float32Array(rows * window * width);
  const last = new Int32Array(rows);
  for (const [b, { writing, fresh }] of pass.rows.entries()) {
    const start = writing.cache.length;
    for (let t = 0; t < width; t++) {
      const at = b * width + t;
      // Padding behind the new tokens repeats the last one; nobody looks at it.
      const position = start + Math.min(t, fresh.length - 1);
      tokens[at] = writing.tokens[position] as number;
      cos.set(model.angles.cos.subarray(position * d, (position + 1) * d), at * d);
      sin.set(model.angles.sin.subarray(position * d, (position + 1) * d), at * d);
      mask.fill(0, at * window, at * window + position + 1);
    }
    for (let t = 0; t < fresh.length; t++) placement[(b * window + start + t) * width + t] = 1;
    last[b] = b * width + fresh.length - 1;
  }
  const output = forward(config, weights, {
    tokens: tf.tensor1d(tokens, 'int32'),
    rows,
    rotation: {
      cos: tf.tensor3d(cos, [rows, width, d]),
      sin: tf.tensor3d(sin, [rows, width, d]),
      quarterTurn: model.quarterTurn,
    },
    mask: tf.tensor4d(mask, [rows, 1, width, window]),
    past: {
      layers: weights.layers.map((_, l) => ({
        keys: pastRows(pass, d, (cache) => cache.layer(l).keys),
        values: pastRows(pass, d, (cache) => cache.layer(l).values),
      })),
      placement: tf.tensor3d(placement, [rows, window, width]),
    },
  });
  const hidden = tf.gather(output.hidden, tf.tensor1d(last, 'int32'));
  return [
    logits(weights, hidden),
    values(weights, hidden) ?? tf.zeros([rows]),
    tf.concat(
      output.layers.flatMap(({ keys, values }) => [keys, values]),
      0,
    ),
  ];
}

/** The cached rows of every sequence of a pass, from slot 0 of its window; zeros behind: [B, window, d]. */
function pastRows(pass: Pass, d: number, read: (cache: SequenceCache) => Float32Array): tf.Tensor3D {
  const block = pass.window * d;
  const all = new Float32Array(pass.rows.length * block);
  for (const [b, { writing }] of pass.rows.entries()) all.set(read(writing.cache), b * block);
  return tf.tensor3d(all, [pass.rows.length, pass.window, d]);
}
