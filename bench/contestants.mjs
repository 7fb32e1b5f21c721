/**
 * Who is measured. `wasm`, `webgpu` and `oracle-*` are Espalier's own engines, `tfjs-*` a model as people write it in
 * TensorFlow.js, `jax-*` one in jax-js.
 */

/**
 * @typedef {object} Entrant
 * @property {string} id
 * @property {string} title For tables.
 * @property {'espalier' | 'tfjs' | 'jax'} maker
 * @property {'gpu' | 'cpu'} device Where the arithmetic is done.
 * @property {'one' | 'many' | 'none'} threads Of the arithmetic on the CPU. `one` runs in a page without shared memory,
 *   in which every library here has one thread.
 * @property {boolean} node Whether it can run in Node.
 * @property {boolean} growth Whether it is followed along the lines of growth.
 */

/** @type {readonly Entrant[]} */
export const ENTRANTS = [
  espalier('wasm', 'Espalier wasm (relaxed FMA), 1 thread', 'cpu', 'one'),
  espalier('wasm-portable', 'Espalier wasm (portable), 1 thread', 'cpu', 'one'),
  espalier('wasm-threads', 'Espalier wasm (relaxed FMA), all cores', 'cpu', 'many'),
  espalier('wasm-portable-threads', 'Espalier wasm (portable), all cores', 'cpu', 'many'),
  espalier('webgpu', 'Espalier WebGPU', 'gpu', 'none'),
  espalier('oracle-webgpu', 'Espalier oracle on tfjs-webgpu', 'gpu', 'none'),
  espalier('oracle-wasm', 'Espalier oracle on tfjs-wasm', 'cpu', 'one'),
  espalier('oracle-cpu', 'Espalier oracle on tfjs-cpu', 'cpu', 'one'),
  peer('tfjs-webgpu', 'stock TensorFlow.js, webgpu', 'tfjs', 'gpu', 'none'),
  peer('tfjs-wasm', 'stock TensorFlow.js, wasm', 'tfjs', 'cpu', 'one'),
  peer('tfjs-wasm-threads', 'stock TensorFlow.js, wasm with threads', 'tfjs', 'cpu', 'many'),
  peer('tfjs-cpu', 'stock TensorFlow.js, cpu', 'tfjs', 'cpu', 'one'),
  peer('jax-webgpu', 'jax-js, webgpu', 'jax', 'gpu', 'none'),
  peer('jax-wasm', 'jax-js, wasm, 1 thread', 'jax', 'cpu', 'one'),
  peer('jax-wasm-threads', 'jax-js, wasm, all cores', 'jax', 'cpu', 'many'),
];

/**
 * @param {string} id
 * @param {string} title
 * @param {Entrant['device']} device
 * @param {Entrant['threads']} threads
 * @returns {Entrant}
 */
function espalier(id, title, device, threads) {
  return {
    id,
    title,
    maker: 'espalier',
    device,
    threads,
    node: runsInNode(id, threads),
    growth: !/portable|oracle/.test(id),
  };
}

/**
 * @param {string} id
 * @param {string} title
 * @param {Entrant['maker']} maker
 * @param {Entrant['device']} device
 * @param {Entrant['threads']} threads
 * @returns {Entrant}
 */
function peer(id, title, maker, device, threads) {
  return { id, title, maker, device, threads, node: runsInNode(id, threads), growth: !/portable|oracle/.test(id) };
}

/**
 * Threads are started as a browser starts them, and TensorFlow.js finds its wasm files there only.
 *
 * @param {string} id
 * @param {Entrant['threads']} threads
 */
function runsInNode(id, threads) {
  return threads !== 'many' && id !== 'oracle-wasm' && id !== 'tfjs-wasm';
}

/**
 * The entrant of this name; throws a RangeError when there is none.
 *
 * @param {string} id
 */
export function entrant(id) {
  const found = ENTRANTS.find((one) => one.id === id);
  if (!found) throw new RangeError(`There is no contestant called "${id}".`);
  return found;
}
