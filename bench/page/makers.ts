/** The contestants by name; each is loaded when it is asked for, so that none is in another's way. */
import type { Maker } from './contestant.ts';

const MAKERS: Readonly<Record<string, Maker>> = {
  wasm: async (state) => (await import('./engines.ts')).wasm(state, 'auto', false),
  'wasm-portable': async (state) => (await import('./engines.ts')).wasm(state, 'off', false),
  'wasm-threads': async (state) => (await import('./engines.ts')).wasm(state, 'auto', true),
  'wasm-portable-threads': async (state) => (await import('./engines.ts')).wasm(state, 'off', true),
  webgpu: async (state) => (await import('./engines.ts')).webgpu(state),
  'oracle-webgpu': async (state) => (await import('./engines.ts')).oracle(state, 'webgpu'),
  'oracle-wasm': async (state) => (await import('./engines.ts')).oracle(state, 'wasm'),
  'oracle-cpu': async (state) => (await import('./engines.ts')).oracle(state, 'cpu'),
  'tfjs-webgpu': async (state) => (await import('../peers/tfjs.ts')).stockTfjs(state, 'webgpu', false),
  'tfjs-wasm': async (state) => (await import('../peers/tfjs.ts')).stockTfjs(state, 'wasm', false),
  'tfjs-wasm-threads': async (state) => (await import('../peers/tfjs.ts')).stockTfjs(state, 'wasm', true),
  'tfjs-cpu': async (state) => (await import('../peers/tfjs.ts')).stockTfjs(state, 'cpu', false),
  'jax-webgpu': async (state) => (await import('../peers/jax.ts')).jaxJs(state, 'webgpu'),
  'jax-wasm': async (state) => (await import('../peers/jax.ts')).jaxJs(state, 'wasm'),
  'jax-wasm-threads': async (state) => (await import('../peers/jax.ts')).jaxJs(state, 'wasm'),
};

export function findMaker(name: string): Maker | undefined {
  return MAKERS[name];
}
