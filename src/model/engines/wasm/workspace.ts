/** What passes need next to the graph's tensors: the rows' tokens and positions, tables, scratch. */
import type { ModelConfig } from '../../config.ts';
import type { Arena } from './arena.ts';
import { PANEL, roundUp } from './weights.ts';

/** Addresses. */
export interface Workspace {
  /** Most rows of a pass. */
  readonly capacity: number;
  /** Tokens and positions of the rows, and the rows to score: integers. */
  readonly tokens: number;
  readonly positions: number;
  readonly picked: number;
  /** Tables of the rotary embedding, [context, headSize / 2]. */
  readonly cos: number;
  readonly sin: number;
  /** Attention's scratch: packed keys of one sequence, and a block of score rows. */
  readonly keys: number;
  readonly scores: number;
  /** Stride of a score row: the context rounded up to a panel. */
  readonly span: number;
  /** Per picked row: 1 / temperature, token to judge (integer), the four sums of `exponentials`. */
  readonly scales: number;
  readonly targets: number;
  readonly sums: number;
}

/** What a backward pass needs besides. */
export interface GradientSpace {
  /** Per picked row: the three floats of `logitGradient`. */
  readonly slopes: number;
  /** Scratch of `attendGradient`. */
  readonly attention: number;
}

/** Query rows that attention treats at once; assembly/attention.ts has the same number. */
const ATTENTION_BLOCK = 16;

export function takeWorkspace(config: ModelConfig, capacity: number, arena: Arena): Workspace {
  const { width, context, heads, ropeBase } = config;
  const half = width / heads / 2;
  const span = roundUp(context, PANEL);
  const cos = arena.take(context * half);
  const sin = arena.take(context * half);
  const space: Workspace = {
    capacity,
    tokens: arena.take(capacity),
    positions: arena.take(capacity),
    picked: arena.take(capacity),
    cos,
    sin,
    keys: arena.take(span * width),
    scores: arena.take(ATTENTION_BLOCK * span),
    span,
    scales: arena.take(capacity),
    targets: arena.take(capacity),
    sums: arena.take(4 * capacity),
  };
  const cosines = arena.floats(cos, context * half);
  const sines = arena.floats(sin, context * half);
  for (let position = 0; position < context; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * ropeBase ** (-i / half);
      cosines[position * half + i] = Math.cos(angle);
      sines[position * half + i] = Math.sin(angle);
    }
  }
  return space;
}

export function takeGradientSpace(config: ModelConfig, { capacity, span }: Workspace, arena: Arena): GradientSpace {
  const { width, heads, context } = config;
  return {
    slopes: arena.take(3 * capacity),
    attention: arena.take(2 * context * span + 2 * span * (width / heads)),
  };
}
