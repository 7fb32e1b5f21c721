/** The self-test: sound engines pass, and each mistake that would spoil learning is caught and told apart. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Completion, Engine, TokenScores } from '../../../src/model/engine.ts';
import { WasmEngine } from '../../../src/model/engines/wasm/index.ts';
import { SelfTestFailure, selfTest } from '../../../src/workers/engine-self-test.ts';
import { wasmKernels } from '../../support/wasm-kernels.ts';

let kernels: WebAssembly.Module;

beforeAll(async () => {
  kernels = await wasmKernels();
});

/** The real engine, with some of its answers spoilt. */
function spoilt(spoil: {
  generate?: (turns: Completion[]) => Completion[];
  score?: (scores: TokenScores) => TokenScores;
}): Engine {
  const engine = WasmEngine.create(kernels);
  const { generate = (turns) => turns, score = (scores) => scores } = spoil;
  return {
    kind: engine.kind,
    description: engine.description,
    load: (state) => engine.load(state),
    generate: async (requests) => generate(await engine.generate(requests)),
    fork: (from, to, length) => engine.fork(from, to, length),
    release: (sequences) => engine.release(sequences),
    score: async (batch, temperature) => score(await engine.score(batch, temperature)),
    train: (batch, step) => engine.train(batch, step),
    state: () => engine.state(),
    dispose: () => engine.dispose(),
  };
}

/** All log-probabilities moved by so much. */
const moved = (by: number) => (scores: TokenScores) => ({ ...scores, logProbs: scores.logProbs.map((x) => x + by) });

it('a sound engine passes, in a moment', async () => {
  const start = performance.now();
  await selfTest(spoilt({}));
  await selfTest(spoilt({ score: moved(2e-6) }));
  expect(performance.now() - start).toBeLessThan(1000);
});

describe('failures', () => {
  it('log-probabilities that training does not compute', async () => {
    for (const by of [3e-3, Number.NaN]) {
      const failed = selfTest(spoilt({ score: moved(by) }));
      await expect(failed).rejects.toThrow(SelfTestFailure);
      await expect(failed).rejects.toThrow(/^The log-probabilities of written tokens differ by .* from those/);
    }
  });

  it('a turn that depends on what is written beside it', async () => {
    const other = (tokens: Int32Array) => tokens.map((token) => (token === 0 ? 1 : token - 1));
    const generate = (turns: Completion[]) =>
      turns.length > 1 ? turns : turns.map((turn) => ({ ...turn, tokens: other(turn.tokens) }));
    await expect(selfTest(spoilt({ generate }))).rejects.toThrow('beside others');
  });

  it('log-probabilities that depend on it by a bit, but for TensorFlow.js, which promises less', async () => {
    const rounded = (logProbs: Float32Array) => logProbs.map((x) => x * (1 - 2 ** -22));
    const generate = (turns: Completion[]) =>
      turns.length > 1 ? turns : turns.map((turn) => ({ ...turn, logProbs: rounded(turn.logProbs) }));
    await expect(selfTest(spoilt({ generate }))).rejects.toThrow('beside others');
    await selfTest({ ...spoilt({ generate }), kind: 'tfjs' });
  });

  it('turns of the wrong length, and tokens and probabilities that cannot be', async () => {
    const changes: ((turn: Completion) => Partial<Completion>)[] = [
      ({ tokens }) => ({ tokens: tokens.slice(1) }),
      ({ tokens }) => ({ tokens: tokens.map(() => 29) }),
      ({ logProbs }) => ({ logProbs: logProbs.map(() => Number.NaN) }),
      ({ logProbs }) => ({ logProbs: logProbs.map(() => 0.5) }),
    ];
    for (const change of changes) {
      const generate = (turns: Completion[]) => turns.map((turn) => ({ ...turn, ...change(turn) }));
      await expect(selfTest(spoilt({ generate }))).rejects.toThrow('wrong length, or tokens or probabilities');
    }
  });
});

it('an engine that breaks down did not fail the test', async () => {
  const broken = { ...spoilt({}), score: () => Promise.reject(new Error('The device was lost.')) };
  const failed = selfTest(broken);
  await expect(failed).rejects.toThrow('The device was lost.');
  await expect(failed).rejects.not.toThrow(SelfTestFailure);
});
