/** The same policy in jax-js: pure functions, `jit`, `valueAndGrad` and Adam written out, as its documentation teaches. */
import { defaultDevice, init, jit, numpy as np, random, valueAndGrad } from '@jax-js/jax';
import type { ModelState, TrainBatch } from '../../src/model/engine.ts';
import { parameterLayout } from '../../src/model/layout.ts';
import { ADAM, type Contestant, type DecodeJob } from '../page/contestant.ts';
import { type Angles, angles, Decoder, type Tree } from './jax-model.ts';

/** Adam's moments. */
type Moments = { first: Tree; second: Tree };

export async function jaxJs(state: ModelState, device: 'webgpu' | 'wasm'): Promise<Contestant> {
  if (!(await init(device)).includes(device)) throw new Error(`jax-js could not start its ${device} device.`);
  defaultDevice(device);
  const decoder = new Decoder(state.config);
  let parameters = toTree(state);
  let moments: Moments = { first: zeros(parameters), second: zeros(parameters) };
  let count = 0;
  const update = jit(
    (p: Tree, { first, second }: Moments, tables: Angles, rates: np.Array, inputs: np.Array, targets: np.Array) => {
      const [loss, gradient] = valueAndGrad(decoder.loss)(p, tables, inputs, targets);
      const next: { p: Tree; first: Tree; second: Tree } = { p: {}, first: {}, second: {} };
      for (const name of Object.keys(p)) {
        const g = at(gradient, name);
        const m = at(first, name)
          .mul(ADAM.beta1)
          .add(g.ref.mul(1 - ADAM.beta1));
        const v = at(second, name)
          .mul(ADAM.beta2)
          .add(np.square(g).mul(1 - ADAM.beta2));
        const rate = rates.ref.slice(0);
        const root = rates.ref.slice(1);
        const step = m.ref.mul(rate).div(np.sqrt(v.ref.mul(root)).add(ADAM.epsilon));
        next.p[name] = at(p, name).sub(step);
        next.first[name] = m;
        next.second[name] = v;
      }
      rates.dispose();
      return { p: next.p, moments: { first: next.first, second: next.second }, loss };
    },
  );
  const tables = angles(state.config);
  return {
    description: `jax-js on ${device}`,
    async train(batch) {
      count++;
      const [inputs, targets] = shift(batch);
      const rates = np.array([ADAM.learningRate / (1 - ADAM.beta1 ** count), 1 / (1 - ADAM.beta2 ** count)]);
      const next = update(parameters, moments, share(tables), rates, inputs, targets);
      parameters = next.p;
      moments = next.moments;
      const [loss] = await next.loss.data();
      return loss as number;
    },
    decode: (job) => write(decoder, parameters, tables, job),
  };
}

function toTree({ config, parameters }: ModelState): Tree {
  return Object.fromEntries(
    parameterLayout(config).slots.map(({ name, shape, offset, size }) => [
      name,
      np.array(parameters.slice(offset, offset + size)).reshape([...shape]),
    ]),
  );
}

function zeros(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).map(([name, { shape }]) => [name, np.zeros(shape)]));
}

/** Another reference to every array, because a call takes those that it is given. */
function share<T extends Record<string, np.Array>>(tree: T): T {
  return Object.fromEntries(Object.entries(tree).map(([name, array]) => [name, array.ref])) as T;
}

function at(tree: Tree, name: string): np.Array {
  return tree[name] as np.Array;
}

/** What is read and what is to be predicted, both [rows, width - 1]. */
function shift({ tokens, rows, width }: TrainBatch): [np.Array, np.Array] {
  const part = (first: number) => {
    const columns = width - 1;
    const cells = new Int32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      cells.set(tokens.subarray(row * width + first, row * width + first + columns), row * columns);
    }
    return np.array(cells).reshape([rows, columns]);
  };
  return [part(0), part(1)];
}

/** Reads the prompts, then writes token after token into a cache of the final length; reads back once, at the end. */
async function write(decoder: Decoder, parameters: Tree, tables: Angles, job: DecodeJob): Promise<number[][]> {
  const { prompts, length, temperature, seed } = job;
  const rows = prompts.length;
  const prompt = prompts[0]?.length ?? 0;
  const cells = Int32Array.from(prompts.flatMap((tokens) => Array.from(tokens)));
  const read = decoder.prefill(prompt + length);
  let { logits, cache } = read(share(parameters), share(tables), np.array(cells).reshape([rows, prompt]));
  const drawn: np.Array[] = [];
  for (let i = 0; i < length; i++) {
    const token = temperature === 0 ? greedy(logits) : draw(random.key(seed * length + i), logits);
    drawn.push(token.ref);
    if (i === length - 1) {
      token.dispose();
      break;
    }
    const position = np.array(Int32Array.of(prompt + i));
    ({ logits, cache } = decoder.step(share(parameters), share(tables), cache, token, position));
  }
  for (const { keys, values } of cache) {
    keys.dispose();
    values.dispose();
  }
  const all = await np.stack(drawn).data();
  return prompts.map((_, row) => Array.from({ length }, (_, i) => all[i * rows + row] as number));
}

const greedy = jit((logits: np.Array) => np.argmax(logits, -1));
const draw = jit((key: np.Array, logits: np.Array) => random.categorical(key, logits, { axis: -1 }));
