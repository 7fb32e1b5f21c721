/**
 * Whether an engine's numbers can be trusted on this machine. A mismatch between what writes turns and what trains on
 * them spoils reinforcement learning without a sign, so a tiny model writes some turns and is asked again: by scoring
 * the same tokens, and by writing one of the turns alone.
 */
import type { ModelConfig } from '../model/config.ts';
import type { Completion, Engine, GenerateRequest, ModelState, TokenBatch } from '../model/engine.ts';
import { initialState } from '../model/init.ts';
import { derive, integer, key, normal } from '../random/index.ts';

/** Sizes that differ from each other, more than one layer, and a context that no tile divides. */
const MODEL: ModelConfig = {
  vocabulary: 29,
  context: 44,
  width: 32,
  layers: 2,
  heads: 2,
  hidden: 48,
  valueHead: false,
  ropeBase: 10_000,
};
const TURNS = 7;
const TURN_TOKENS = 9;

/** Largest difference of log-probabilities that rounding explains. */
const TOLERANCE = 1e-5;

/** The engine works and its numbers are wrong: it will not be better next time, unlike one that merely broke down. */
export class SelfTestFailure extends Error {
  override readonly name = 'SelfTestFailure';
}

/**
 * Settles when the engine passed; rejects with a SelfTestFailure in words when its numbers are wrong, and with the
 * engine's own error when it broke down. Whoever uses it loads its model afterwards.
 */
export async function selfTest(engine: Engine): Promise<void> {
  await engine.load(testState());
  const requests = Array.from({ length: TURNS }, (_, i) => testRequest(i, `self-test-${i}`));
  const together = await engine.generate(requests);
  for (const [i, turn] of together.entries()) checkTurn(turn, requests[i]!);
  const among = 3;
  const [alone] = await engine.generate([testRequest(among, 'self-test-alone')]);
  if (!sameTurn(together[among]!, alone!, engine.kind === 'tfjs' ? TOLERANCE : 0)) {
    throw new SelfTestFailure(
      'A turn came out differently when it was written beside others than when it was written alone.',
    );
  }
  const difference = await largestDifference(engine, requests, together);
  if (!(difference <= TOLERANCE)) {
    throw new SelfTestFailure(
      `The log-probabilities of written tokens differ by ${difference.toExponential(1)} from those that training computes.`,
    );
  }
  engine.release([...requests.map(({ sequence }) => sequence), 'self-test-alone']);
}

/** Logits spread wide enough that a mistake shows. */
function testState(): ModelState {
  const seed = key(1);
  const state = initialState(MODEL, seed);
  const noise = derive(seed, 'noise');
  return { ...state, parameters: state.parameters.map((x, i) => 1.5 * x + 0.1 * normal(noise, i)) };
}

/** Contexts of different lengths, one of which ends the turn early. */
function testRequest(i: number, sequence: string): GenerateRequest {
  const seed = derive(key(2), i);
  const tokens = Array.from({ length: 3 + 6 * i }, (_, p) => integer(derive(seed, 'token', p), MODEL.vocabulary));
  return { sequence, tokens, maxTokens: TURN_TOKENS, stop: [], temperature: 1, key: seed };
}

function checkTurn({ tokens, logProbs }: Completion, request: GenerateRequest): void {
  const expected = Math.min(TURN_TOKENS, MODEL.context - request.tokens.length);
  const sensible =
    tokens.length === expected &&
    logProbs.length === expected &&
    tokens.every((token) => Number.isInteger(token) && token >= 0 && token < MODEL.vocabulary) &&
    logProbs.every((logProb) => Number.isFinite(logProb) && logProb <= TOLERANCE);
  if (!sensible) throw new SelfTestFailure('A turn had the wrong length, or tokens or probabilities that cannot be.');
}

/** To the bit where the engine promises so; TensorFlow.js takes other kernels for other shapes. */
function sameTurn(a: Completion, b: Completion, tolerance: number): boolean {
  return a.tokens.every((token, i) => token === b.tokens[i] && Math.abs(a.logProbs[i]! - b.logProbs[i]!) <= tolerance);
}

async function largestDifference(
  engine: Engine,
  requests: readonly GenerateRequest[],
  turns: readonly Completion[],
): Promise<number> {
  const rows = requests.map(({ tokens }, i) => [...Array.from(tokens), ...turns[i]!.tokens]);
  const { logProbs } = await engine.score(batchOf(rows));
  let largest = 0;
  for (const [row, { tokens }] of requests.entries()) {
    for (const [i, written] of turns[row]!.logProbs.entries()) {
      const difference = Math.abs(written - logProbs[row * MODEL.context + tokens.length + i]!);
      if (!(difference <= largest)) largest = difference;
      if (Number.isNaN(difference)) return difference;
    }
  }
  return largest;
}

function batchOf(rows: readonly (readonly number[])[]): TokenBatch {
  const tokens = new Int32Array(rows.length * MODEL.context);
  for (const [row, sequence] of rows.entries()) tokens.set(sequence, row * MODEL.context);
  return { rows: rows.length, width: MODEL.context, tokens, lengths: Int32Array.from(rows, (row) => row.length) };
}
