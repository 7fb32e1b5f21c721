/**
 * The contestants in a real browser: builds the bench page, serves it twice (with the headers that allow shared memory
 * and without) and starts Chromium. A contestant runs in a worker of one of the two pages.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { buildWasm } from '../scripts/build-wasm.mjs';
import { findChromium, launchOptions, REMEDY } from '../scripts/chromium.mjs';
import { ROOT, SetupError } from '../scripts/install.mjs';
import { entrant } from './contestants.mjs';
import { within } from './host.mjs';

const PAGE = join(ROOT, 'bench/page');

/** What a page needs for shared memory and fine timers. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * @param {{ gpu: boolean }} options `gpu`: the machine's own adapter instead of the software one
 * @returns {Promise<import('./host.mjs').Host>}
 */
export async function openBrowser({ gpu }) {
  if (!findChromium()) throw new SetupError(REMEDY);
  const folder = mkdtempSync(join(tmpdir(), 'espalier-bench-'));
  /** @type {(() => Promise<unknown> | void)[]} */
  const closers = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    await buildPage(folder);
    const isolated = await servePage(folder, ISOLATION);
    closers.push(isolated.close);
    const plain = await servePage(folder, {});
    closers.push(plain.close);
    const options = launchOptions({ gpu });
    // Else the browser takes up to half a minute to say how large its heaps are.
    options.args.push('--enable-blink-features=ForceEagerMeasureMemory');
    const browser = await chromium.launch(options).catch((/** @type {Error} */ error) => {
      throw new SetupError(`Chromium could not be started: ${error.message.split('\n')[0]}\n${REMEDY}`);
    });
    closers.push(() => browser.close());
    const open = async (/** @type {string} */ url) => {
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForFunction(() => 'bench' in window);
      return page;
    };
    const pages = { isolated: await open(isolated.url), plain: await open(plain.url) };
    if (
      !(await pages.isolated.evaluate(() => crossOriginIsolated)) ||
      (await pages.plain.evaluate(() => crossOriginIsolated))
    ) {
      throw new Error('The two pages do not differ in their isolation.');
    }
    const adapter = await pages.isolated.evaluate(() => window.bench.adapter());
    return {
      name: `Chromium ${browser.version()}`,
      adapter,
      unable: ({ device }) => (device === 'gpu' && !adapter ? 'This browser found no graphics adapter.' : null),
      open: async (contestant) => {
        const page = entrant(contestant).threads === 'one' ? pages.plain : pages.isolated;
        const thread = await page.evaluate(() => window.bench.open('contestant'));
        return {
          ask: (ask) => {
            const message = /** @type {const} */ ([thread, ask]);
            return within(page.evaluate(([to, question]) => window.bench.ask(to, question), message));
          },
          close: () => page.evaluate((to) => window.bench.close(to), thread),
        };
      },
      openPool: async () => {
        const page = pages.isolated;
        const thread = await page.evaluate(() => window.bench.open('pool'));
        return {
          ask: async (ask) => {
            const message = /** @type {const} */ ([thread, ask]);
            const answer = await within(page.evaluate(([to, question]) => window.bench.askPool(to, question), message));
            if ('error' in answer) throw new Error(answer.error);
            return answer;
          },
          heap: () => page.evaluate(() => window.bench.heap()),
          close: () => page.evaluate((to) => window.bench.close(to), thread),
        };
      },
      openCrafter: async () => {
        const page = pages.isolated;
        const thread = await page.evaluate(() => window.bench.open('crafter'));
        return {
          ask: async (ask) => {
            const message = /** @type {const} */ ([thread, ask]);
            const answer = await within(
              page.evaluate(([to, question]) => window.bench.askCrafter(to, question), message),
            );
            if ('error' in answer) throw new Error(answer.error);
            return answer.sample;
          },
          close: () => page.evaluate((to) => window.bench.close(to), thread),
        };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {string} folder */
async function buildPage(folder) {
  await buildWasm();
  await build({
    configFile: false,
    root: PAGE,
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      // tfjs starts its threads from the source text of one of its functions, which no longer runs once minified.
      minify: false,
      chunkSizeWarningLimit: 10_000,
    },
  });
}

/**
 * @param {string} folder
 * @param {Record<string, string>} headers
 */
async function servePage(folder, headers) {
  const server = await preview({
    configFile: false,
    root: PAGE,
    logLevel: 'error',
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 4400, headers },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('The server has no address.');
  return { url, close: () => server.close() };
}
