/** Where Node finds the binaries of tfjs' WebAssembly backend. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');

/** Folder, ending in '/'. */
export const wasmFolder = `${dirname(main)}/wasm-out/`;
