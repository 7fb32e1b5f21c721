import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { TfjsEngine } from '../../../../../src/model/engines/tfjs/engine.ts';
import { engineDriftSuite, engineMemorySuite } from '../../../../support/engine-drift-suite.ts';
import {
  OBSERVE,
  request,
  someState,
  someTokens,
  TINY,
  tokenBatch,
  trainBatch,
} from '../../../../support/engine-fixtures.ts';
import { engineSuite } from '../../../../support/engine-suite.ts';
import { wasmFolder } from '../../../../support/tfjs-wasm-files.ts';

const onWasm = () => TfjsEngine.create({ backend: 'wasm', wasmPaths: wasmFolder });

engineSuite('tfjs on wasm', onWasm, { scores: 1e-5, gradient: 1e-4, batch: 0, behaviour: 1e-5 });

engineSuite('tfjs on cpu', () => TfjsEngine.create({ backend: 'cpu' }), {
  scores: 1e-5,
  gradient: 1e-4,
  batch: 0,
  behaviour: 1e-5,
});

const onCpu = () => TfjsEngine.create({ backend: 'cpu' });

engineDriftSuite('tfjs on wasm', onWasm, onCpu);

engineMemorySuite('tfjs on wasm', onWasm, () => tf.memory().numTensors, 200);

describe('TfjsEngine', () => {
  it('says what it runs on', async () => {
    const engine = await onWasm();
    expect(engine.kind).toBe('tfjs');
    expect(engine.description).toBe('TensorFlow.js on WebAssembly (SIMD)');
  });

  it('says in words why a backend cannot run', async () => {
    await expect(TfjsEngine.create({ backend: 'webgpu' })).rejects.toThrow(/no WebGPU/);
  });

  it('falls back to what runs', async () => {
    const engine = await TfjsEngine.create({ backend: 'auto', wasmPaths: wasmFolder });
    expect(engine.description).toMatch(/WebAssembly/);
  });

  it('asks for a model before anything else', async () => {
    const engine = await TfjsEngine.create({ backend: 'cpu' });
    await expect(engine.generate([])).rejects.toThrow(/load\(\) first/);
    await expect(engine.state()).rejects.toThrow(/load\(\) first/);
  });

  it('leaves no tensor behind', async () => {
    const engine = await onWasm();
    const before = tf.memory().numTensors;
    const state = someState(TINY, 1);
    await engine.load(state);
    const loaded = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) {
      await engine.generate([request('a', someTokens(TINY, i, 4 + i)), request('b', someTokens(TINY, i, 7))]);
      await engine.score(tokenBatch(TINY, i, [3, 9]));
      await engine.train(trainBatch(state, i, [3, 9]), { ...OBSERVE, loss: { kind: 'cispo', low: 0, high: 5 } });
      expect(tf.memory().numTensors).toBe(loaded);
    }
    await engine.load(state);
    expect(tf.memory().numTensors).toBe(loaded);
    engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('works beside an engine on another backend', async () => {
    const [a, b] = [await onWasm(), await TfjsEngine.create({ backend: 'cpu' })];
    const state = someState(TINY, 1);
    await a.load(state);
    await b.load(state);
    const asked = [request('a', someTokens(TINY, 1, 5))];
    const [first, second] = [await a.generate(asked), await b.generate(asked)];
    expect(first[0]?.tokens).toEqual(second[0]?.tokens);
    expect(await a.state()).toEqual(await b.state());
  });
});
