/**
 * The contestants in Node, for GPU servers without a browser: the same code, bundled for Node, in a process per
 * contestant, on the Dawn binding of the package "webgpu". That package is optional and never installed by us.
 */
import { fork } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { buildWasm } from '../scripts/build-wasm.mjs';
import { ROOT, SetupError } from '../scripts/install.mjs';
import { within } from './host.mjs';

/** @typedef {import('./host.mjs').Host} Host */
/** @typedef {import('./host.mjs').Session} Session */
/** @typedef {import('./page/protocol.ts').Ask} Ask */
/** @typedef {import('./page/protocol.ts').Answer} Answer */

const REMEDY = [
  'Node has no WebGPU of its own. Install its Dawn binding beside the project, without adding it to it:',
  '  npm install --no-save webgpu',
  'On Linux it needs a Vulkan driver too. Or leave out --node and measure in a browser.',
].join('\n');

/** @returns {Promise<Host>} */
export async function openNode() {
  const dawn = findDawn();
  const folder = mkdtempSync(join(tmpdir(), 'espalier-bench-'));
  try {
    await buildChild(folder);
    const environment = { ...process.env, ESPALIER_DAWN: dawn };
    const probe = startChild(folder, environment);
    const adapter = await probe.adapter().finally(() => probe.close());
    if (!adapter) {
      throw new SetupError(
        'Dawn found no graphics adapter. Install a Vulkan driver (for a simulated one: apt-get install mesa-vulkan-drivers).',
      );
    }
    return {
      name: `Node ${process.versions.node} with Dawn`,
      adapter,
      unable,
      open: async () => startChild(folder, environment),
      openPool: null,
      openCrafter: null,
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** @param {import('./contestants.mjs').Entrant} entrant */
function unable({ node, maker }) {
  if (!node) return 'It needs a browser.';
  // It uses iterator helpers.
  return maker === 'jax' && !('Iterator' in globalThis) ? 'jax-js needs Node 22 or newer.' : null;
}

/** The address of the package's module; throws a SetupError that says how to get it. */
function findDawn() {
  try {
    return import.meta.resolve('webgpu');
  } catch {
    throw new SetupError(REMEDY);
  }
}

/** @param {string} folder */
async function buildChild(folder) {
  await buildWasm();
  await build({
    configFile: false,
    root: join(ROOT, 'bench/page'),
    base: './',
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: 'node-child.ts',
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'child.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  // Asked for beside the bundle; a build for Node does not bring them along.
  for (const file of ['kernels.wasm', 'kernels.relaxed.wasm']) {
    copyFileSync(join(ROOT, 'src/model/engines/wasm', file), join(folder, file));
  }
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @returns {Session & { adapter: () => Promise<import('./page/adapter.ts').AdapterFacts | null> }}
 */
function startChild(folder, env) {
  const child = fork(join(folder, 'child.mjs'), { env, serialization: 'advanced' });
  const ended = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => reject(new Error(`Its process ended (${signal ?? status}).`)));
  });
  ended.catch(() => {});
  const send = (/** @type {unknown} */ message) => {
    const answer = new Promise((resolve) => child.once('message', resolve));
    child.send(/** @type {import('node:child_process').Serializable} */ (message));
    return within(Promise.race([answer, ended]));
  };
  return {
    ask: async (/** @type {Ask} */ ask) => /** @type {Answer} */ (await send(ask)),
    adapter: async () => {
      const answer = /** @type {{ adapter: import('./page/adapter.ts').AdapterFacts | null } | { error: string }} */ (
        await send('adapter')
      );
      if ('error' in answer) throw new SetupError(`Dawn does not start: ${answer.error}\n${REMEDY}`);
      return answer.adapter;
    },
    close: async () => {
      child.kill('SIGKILL');
      await ended.catch(() => {});
    },
  };
}
