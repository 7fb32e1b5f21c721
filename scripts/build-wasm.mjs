/**
 * Compiles the SIMD kernels of the `wasm` engine (AssemblyScript) twice: portable SIMD, whose results are the same on
 * every machine, and relaxed SIMD with fused multiply-add. Does nothing when the outputs are newer than the sources.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const SCRIPT = fileURLToPath(import.meta.url);
const FOLDER = join(dirname(SCRIPT), '../src/model/engines/wasm');
const SOURCES = join(FOLDER, 'assembly');

const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--initialMemory', '3', '--enable', 'simd'];
const OUTPUTS = [
  { file: 'kernels.wasm', options: OPTIONS },
  { file: 'kernels.relaxed.wasm', options: [...OPTIONS, '--enable', 'relaxed-simd'] },
];

/** Compiles what is missing or out of date; throws an Error with the compiler's messages when that fails. */
export async function buildWasm() {
  const newest = Math.max(
    ...[SCRIPT, ...readdirSync(SOURCES).map((name) => join(SOURCES, name))].map((file) => statSync(file).mtimeMs),
  );
  for (const { file, options } of OUTPUTS) {
    const output = join(FOLDER, file);
    if (existsSync(output) && statSync(output).mtimeMs > newest) continue;
    mkdirSync(FOLDER, { recursive: true });
    // Written aside and renamed, so that a reader at the same time never sees half a file.
    const draft = `${output}.${process.pid}`;
    const { error, stderr } = await asc.main(['index.ts', '--baseDir', SOURCES, '--outFile', draft, ...options]);
    if (error) throw new Error(`The kernels of the wasm engine do not compile:\n${stderr.toString()}`);
    renameSync(draft, output);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildWasm();
