/**
 * The same policy as people write it in TensorFlow.js: variables, batched ops on 3-D and 4-D tensors, autodiff and
 * `tf.train.adam`. Nothing is tuned, nothing is slowed down.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import type { ModelState, TrainBatch } from '../../src/model/engine.ts';
import type { Contestant, DecodeJob } from '../page/contestant.ts';
import { ADAM } from '../page/contestant.ts';
import { type StockBackend, startStock } from './tfjs-backend.ts';
import { type Cache, StockModel } from './tfjs-model.ts';

export async function stockTfjs(state: ModelState, backend: StockBackend, threads: boolean): Promise<Contestant> {
  const description = await startStock(backend, threads);
  const model = new StockModel(state, backend);
  const optimizer = tf.train.adam(ADAM.learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  return {
    description,
    async train(batch) {
      const [inputs, targets] = shift(batch);
      const cost = optimizer.minimize(() => model.loss(inputs, targets), true, model.variables);
      tf.dispose([inputs, targets]);
      const [loss] = await (cost as tf.Scalar).data();
      cost?.dispose();
      return loss as number;
    },
    decode: (job) => write(model, job),
  };
}

/** What is read and what is to be predicted, both [rows, width - 1]. */
function shift({ tokens, rows, width }: TrainBatch): [tf.Tensor2D, tf.Tensor2D] {
  return tf.tidy(() => {
    const all = tf.tensor2d(tokens, [rows, width], 'int32');
    return [tf.slice(all, [0, 0], [rows, width - 1]), tf.slice(all, [0, 1], [rows, width - 1])];
  });
}

/**
 * Token after token, keys and values kept and grown by `tf.concat`, draws by `tf.multinomial`; reads back once, at the
 * end.
 */
async function write(model: StockModel, { prompts, length, temperature, seed }: DecodeJob): Promise<number[][]> {
  const rows = prompts.length;
  const drawn: tf.Tensor2D[] = [];
  const first = tf.tensor2d(
    prompts.flatMap((prompt) => Array.from(prompt)),
    [rows, prompts[0]?.length ?? 0],
    'int32',
  );
  let cache: Cache | null = null;
  let next = first;
  let position = 0;
  for (let i = 0; i < length; i++) {
    const step: { token: tf.Tensor2D; cache: Cache } = tf.tidy(() => {
      const { logits, cache: grown } = model.next(next, position, cache);
      const token = temperature === 0 ? tf.argMax(logits, -1) : tf.multinomial(logits, 1, seed * length + i);
      return { token: tf.cast(tf.reshape(token, [rows, 1]), 'int32') as tf.Tensor2D, cache: grown };
    });
    position += next.shape[1];
    if (cache) tf.dispose(cache);
    cache = step.cache;
    next = step.token;
    drawn.push(next);
  }
  const all = tf.concat(drawn, 1);
  const tokens = await all.data();
  tf.dispose([first, all, drawn]);
  if (cache) tf.dispose(cache);
  return prompts.map((_, row) => Array.from(tokens.subarray(row * length, (row + 1) * length)));
}
