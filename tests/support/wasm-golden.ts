/**
 * A short life of a small model, boiled down to one number: the portable kernels must give it in every browser, in
 * Node, and on every machine. When a change of the arithmetic is meant, put the new number here.
 */
import { checksum } from '../../src/model/checksum.ts';
import type { ModelConfig } from '../../src/model/config.ts';
import type { Engine } from '../../src/model/engine.ts';
import { OBSERVE, request, someState, someTokens, trainBatch } from './engine-fixtures.ts';

/** Tails everywhere: head size 6, width 12, hidden 10, vocabulary 13. */
export const ODD: ModelConfig = {
  vocabulary: 13,
  context: 40,
  width: 12,
  layers: 2,
  heads: 2,
  hidden: 10,
  valueHead: true,
  ropeBase: 1000,
};

export const GOLDEN = 3035797909;

/** Trains three steps, writes two turns, and returns the checksum of everything that came out. */
export async function goldenRun(engine: Engine): Promise<number> {
  const state = someState(ODD, 3);
  const batch = trainBatch(state, 4, [40, 1, 17, 2, 33]);
  await engine.load(state);
  for (const kind of ['sft', 'cispo', 'cispo'] as const) {
    await engine.train(batch, {
      ...OBSERVE,
      loss: kind === 'sft' ? { kind } : { kind, low: 0.5, high: 2 },
      beta1: 0.9,
      learningRate: 1e-3,
      weightDecay: 0.1,
      clipNorm: 1,
    });
  }
  const turns = await engine.generate(
    [5, 20].map((n) => request(`golden ${n}`, someTokens(ODD, n, n), { maxTokens: 15 })),
  );
  const { parameters, firstMoment, secondMoment } = await engine.state();
  const arrays = [parameters, firstMoment, secondMoment, ...turns.flatMap((t) => [t.tokens, t.logProbs, t.entropies])];
  const sums = Uint32Array.from(arrays, (a) => checksum(new Uint8Array(a.buffer, a.byteOffset, a.byteLength)));
  return checksum(new Uint8Array(sums.buffer));
}
