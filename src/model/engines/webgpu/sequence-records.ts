/**
 * What the sampler knows of each live sequence, as 32-bit words: how to draw, when to stop, and how far it has come.
 * The sampler itself moves the records on, so that several tokens are written without asking back.
 */
import { MAX_STOPS } from '../../engine.ts';
import type { Grammar } from '../../grammar.ts';
import type { Writing } from '../../writer.ts';
import { NONE } from './dispatch.ts';

/** Room for the tokens of a chunk per sequence: at most so many steps are submitted and read back together. */
export const STEPS = 16;

/** Words of a record; `kernels/sample.wgsl` has the same as a struct. */
export const SequenceWords = {
  key: 0,
  scale: 2,
  draws: 3,
  topK: 4,
  topP: 5,
  table: 6,
  state: 7,
  token: 8,
  position: 9,
  begin: 10,
  left: 11,
  written: 12,
  forcedCount: 13,
  stopCount: 14,
  stops: 16,
  forced: 16 + MAX_STOPS,
  count: 16 + MAX_STOPS + STEPS,
} as const;

/** Words of a draw: token, log-probability, entropy, value. */
export const DRAW_WORDS = 4;

/** Tokens that a turn may still write. */
export function tokensLeft({ request, tokens, written }: Writing, context: number): number {
  return Math.min(request.maxTokens - written, context - tokens.length);
}

export interface SequencePlace {
  /** The row of the cache where the sequence begins. */
  readonly begin: number;
  readonly context: number;
  /** Where the table of a grammar begins. */
  readonly tableOf: (grammar: Grammar) => number;
}

/** Writes the record of a turn that will have read all its tokens; `floats` and `words` are the same memory. */
export function packSequence(
  words: Uint32Array,
  floats: Float32Array,
  at: number,
  writing: Writing,
  { begin, context, tableOf }: SequencePlace,
): void {
  const { request, tokens, state, written } = writing;
  const { key, temperature, topK = 0, topP = 1, grammar, stop, forced } = request;
  const last = tokens.length - 1;
  words[at + SequenceWords.key] = key[0];
  words[at + SequenceWords.key + 1] = key[1];
  floats[at + SequenceWords.scale] = temperature > 0 ? 1 / temperature : 1;
  words[at + SequenceWords.draws] = temperature > 0 ? 1 : 0;
  words[at + SequenceWords.topK] = topK;
  floats[at + SequenceWords.topP] = topP;
  words[at + SequenceWords.table] = grammar ? tableOf(grammar.grammar) : NONE;
  words[at + SequenceWords.state] = state;
  words[at + SequenceWords.token] = tokens[last] as number;
  words[at + SequenceWords.position] = last;
  words[at + SequenceWords.begin] = begin;
  words[at + SequenceWords.left] = tokensLeft(writing, context);
  words[at + SequenceWords.written] = 0;
  const given = Math.min(STEPS, Math.max(0, (forced?.length ?? 0) - written));
  words[at + SequenceWords.forcedCount] = given;
  for (let i = 0; i < given; i++) words[at + SequenceWords.forced + i] = forced?.[written + i] as number;
  words[at + SequenceWords.stopCount] = stop.length;
  for (let i = 0; i < stop.length; i++) words[at + SequenceWords.stops + i] = stop[i] as number;
}
