/** Node's process for one contestant: what a worker of a browser has, put together from Dawn's binding and files. */
import { readFile } from 'node:fs/promises';
import { adapterFacts } from './adapter.ts';
import { Counters } from './counters.ts';
import { findMaker } from './makers.ts';
import type { Answer, Ask } from './protocol.ts';
import { Stand } from './stand.ts';

interface Dawn {
  create(options: readonly string[]): GPU;
  readonly globals: Readonly<Record<string, unknown>>;
}

const ready = prepare();

async function prepare(): Promise<Stand> {
  const address = process.env.ESPALIER_DAWN;
  if (!address) throw new Error('ESPALIER_DAWN does not say where the package "webgpu" is.');
  const { create, globals }: Dawn = await import(/* @vite-ignore */ address);
  Object.assign(globalThis, globals);
  const owner = 'navigator' in globalThis ? navigator : define(globalThis, 'navigator', {});
  define(owner, 'gpu', create([]));
  // Libraries look for browsers with known faults here.
  if (!('userAgent' in owner)) define(owner, 'userAgent', `Node.js/${process.versions.node}`);
  // Libraries recognise a browser's worker by this name.
  define(globalThis, 'WorkerGlobalScope', class WorkerGlobalScope {});
  define(globalThis, 'self', globalThis);
  const web = fetch;
  globalThis.fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.startsWith('file:')) return web(input, init);
    return new Response(await readFile(new URL(url)), { headers: { 'Content-Type': 'application/wasm' } });
  };
  const counters = new Counters();
  counters.install();
  return new Stand(counters, findMaker);
}

function define<T>(owner: object, name: string, value: T): T {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  return value;
}

process.on('message', async (message: Ask | 'adapter') => {
  process.send?.(await answer(message));
});

async function answer(message: Ask | 'adapter'): Promise<Answer | { readonly adapter: unknown }> {
  try {
    const stand = await ready;
    return message === 'adapter' ? { adapter: await adapterFacts() } : await stand.answer(message);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
