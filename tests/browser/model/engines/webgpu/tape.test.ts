/** The policy loss as an op of TensorFlow.js: its value and gradient on the tape, and tfjs' own optimizers on it. */
import '../../../../../src/model/engines/tfjs/gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adamw } from '../../../../../src/model/adamw.ts';
import type { TrainBatch } from '../../../../../src/model/engine.ts';
import { leaseTfjs, type Tfjs, useTfjs } from '../../../../../src/model/engines/webgpu/backend.ts';
import { DeviceModel } from '../../../../../src/model/engines/webgpu/device-model.ts';
import { FusedAdamW, prepareAdamW } from '../../../../../src/model/engines/webgpu/fused-adamw.ts';
import { LossPass, type PolicyLoss } from '../../../../../src/model/engines/webgpu/policy-loss.ts';
import { distance, someState, TINY, trainBatch } from '../../../../support/engine-fixtures.ts';
import { referenceLoss } from '../../../../support/reference-loss.ts';
import { finiteDifferences } from '../../../../support/reference-model.ts';

const LOSS = { kind: 'cispo', low: 0, high: 1.5 } as const;
const TEMPERATURE = 0.7;
const ADAMW = { learningRate: 0.01, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1, clipNorm: 0.5 };

describe('policyLoss', () => {
  const state = someState(TINY, 3);
  const batch: TrainBatch = trainBatch(state, 20, [7, 3, 1, 12], TEMPERATURE);
  const lossAt = referenceLoss(state, batch, LOSS, TEMPERATURE);
  const closing: (() => void)[] = [];
  let tfjs: Tfjs;
  let model: DeviceModel;
  let policyLoss: PolicyLoss;

  beforeAll(async () => {
    tfjs = await leaseTfjs();
    await useTfjs();
    model = await DeviceModel.create(tfjs, TINY);
    const pass = await LossPass.create(model);
    closing.push(await prepareAdamW(model.flat, model.pipelines), () => pass.dispose());
    policyLoss = (await pass.prepare(batch, { loss: LOSS, temperature: TEMPERATURE })).policyLoss;
  });
  afterAll(() => {
    for (const close of closing) close();
    model?.dispose();
    tfjs?.release();
  });

  beforeEach(async () => {
    await useTfjs();
    model.flat.write(state);
  });

  /** The gradient of some function of the loss at the present parameters. */
  async function gradient(of = (loss: tf.Scalar) => loss): Promise<Float32Array> {
    const { variable } = model.flat;
    const { value, grads } = tf.variableGrads(() => of(policyLoss(variable)), [variable]);
    const data = (await grads[variable.name]!.data()) as Float32Array;
    tf.dispose([value, grads]);
    return data.slice();
  }

  const minimize = (optimizer: tf.Optimizer) =>
    optimizer.minimize(() => policyLoss(model.flat.variable), false, [model.flat.variable]);

  it('is the loss, a tensor of its own', async () => {
    const loss = policyLoss(model.flat.variable);
    const doubled = { ...state, parameters: state.parameters.map((p) => 2 * p) };
    model.flat.write(doubled);
    const other = policyLoss(model.flat.variable);
    expect(loss.shape).toEqual([]);
    expect((await loss.data())[0]).toBeCloseTo(lossAt(state.parameters), 4);
    const otherLoss = referenceLoss(doubled, batch, LOSS, TEMPERATURE)(doubled.parameters);
    expect((await other.data())[0]).toBeCloseTo(otherLoss, 4);
    tf.dispose([loss, other]);
  });

  it('has the gradient of finite differences', async () => {
    const expected = finiteDifferences(lossAt, state.parameters, model.flat.layout.slots);
    const scale = Math.max(...expected.map(Math.abs));
    expect(distance(await gradient(), expected) / scale).toBeLessThan(1e-4);
  });

  it('passes on what comes from above on the tape', async () => {
    const plain = await gradient();
    const scaled = await gradient((loss) => tf.mul(loss, -3));
    expect(Math.max(...plain.map(Math.abs))).toBeGreaterThan(0.1);
    const expected = plain.map((g) => -3 * g);
    expect(distance(scaled, expected)).toBeLessThan(1e-6);
  });

  it('is minimized by tf.train.sgd, step after step', async () => {
    const optimizer = tf.train.sgd(0.1);
    let expected = state.parameters;
    for (let step = 0; step < 3; step++) {
      const before = expected;
      const g = await gradient();
      expected = before.map((p, i) => p - 0.1 * g[i]!);
      minimize(optimizer);
      const { parameters } = await model.flat.read();
      expect(distance(parameters, expected)).toBeLessThan(1e-6);
      expected = parameters;
    }
    optimizer.dispose();
  });

  it('is minimized by tf.train.adam like by Adam in double precision', async () => {
    const optimizer = tf.train.adam(0.01, 0.9, 0.95, 1e-8);
    const buffers = {
      parameters: state.parameters.slice(),
      firstMoment: new Float32Array(state.parameters.length),
      secondMoment: new Float32Array(state.parameters.length),
    };
    for (let step = 1; step <= 3; step++) {
      adamw(model.flat.layout, buffers, await gradient(), step, { ...ADAMW, weightDecay: 0, clipNorm: 0 });
      minimize(optimizer);
      const { parameters } = await model.flat.read();
      // Single precision makes much of a gradient that is nearly nothing: Adam divides it by itself.
      expect(distance(parameters, buffers.parameters)).toBeLessThan(2e-4);
      buffers.parameters.set(parameters);
    }
    optimizer.dispose();
  });

  it('is minimized by FusedAdamW in place', async () => {
    const expected = {
      parameters: state.parameters.slice(),
      firstMoment: state.firstMoment.slice(),
      secondMoment: state.secondMoment.slice(),
    };
    const { gradNorm } = adamw(model.flat.layout, expected, await gradient(), state.step + 1, ADAMW);
    expect(gradNorm).toBeGreaterThan(ADAMW.clipNorm);
    const { dataId } = model.flat.variable;
    minimize(new FusedAdamW(ADAMW));
    expect(model.flat.variable.dataId).toBe(dataId);
    const read = await model.flat.read();
    expect(read.step).toBe(state.step + 1);
    for (const field of ['parameters', 'firstMoment', 'secondMoment'] as const) {
      expect(distance(read[field], expected[field]), field).toBeLessThan(1e-6);
    }
    expect(await model.flat.variable.data()).toEqual(read.parameters);
  });

  it('lets optimizers follow one another', async () => {
    const sgd = tf.train.sgd(0.1);
    minimize(sgd);
    const between = await model.flat.read();
    minimize(new FusedAdamW(ADAMW));
    const mixed = await model.flat.read();
    model.flat.write({ ...between, config: TINY });
    minimize(new FusedAdamW(ADAMW));
    expect(await model.flat.read()).toEqual(mixed);
    sgd.dispose();
  });

  it('refuses other variables', () => {
    const stranger = tf.variable(tf.zeros([model.flat.layout.size]));
    expect(() => policyLoss(stranger)).toThrow(/not the flat parameters/);
    const optimizer = new FusedAdamW(ADAMW);
    expect(() => optimizer.minimize(() => tf.sum(tf.mul(stranger, stranger)), false, [stranger])).toThrow(
      /not the flat parameters/,
    );
    stranger.dispose();
  });

  it('has an optimizer that comes back from its configuration', async () => {
    const optimizer = new FusedAdamW(ADAMW);
    minimize(optimizer);
    expect(optimizer.getClassName()).toBe('FusedAdamW');
    const again = FusedAdamW.fromConfig(FusedAdamW, optimizer.getConfig()) as FusedAdamW;
    expect(again.getConfig()).toEqual(ADAMW);
    const [iterations] = await optimizer.getWeights();
    await again.setWeights([iterations!]);
    expect(again.iterations).toBe(1);
    iterations!.tensor.dispose();
  });
});
