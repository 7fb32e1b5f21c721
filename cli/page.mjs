/**
 * The app without its window: builds it if it is not current, serves it on localhost, opens its headless page in
 * Chromium and connects both ends. The page computes; Node passes on what it reports.
 */
import { ensureBuilt } from '../scripts/build.mjs';
import { checkNode, installPackages, SetupError } from '../scripts/install.mjs';

/** @typedef {import('../src/headless/bridge.ts').HeadlessBridge} HeadlessBridge */
/** @typedef {import('../src/headless/bridge.ts').Report} Report */
/** @typedef {import('../src/headless/bridge.ts').FilePiece} FilePiece */

/** Bytes of a file sent to the page at once: a multiple of 3, so that only the last piece is padded. */
const PIECE_BYTES = 3 * 2 ** 20;

/**
 * @typedef {object} App
 * @property {import('playwright').Page} page Its `window.espalier` is the bridge.
 * @property {Promise<never>} crashed Rejects, in words, when the page dies.
 * @property {() => Promise<void>} close
 */

/**
 * @param {object} options
 * @param {boolean} options.gpu
 * @param {(message: string) => void} options.say Told what takes long, and what the page complains about.
 * @param {(report: Report) => void} options.onReport
 * @returns {Promise<App>}
 */
export async function openApp({ gpu, say, onReport }) {
  checkNode();
  installPackages();
  ensureBuilt(say);
  const { chromium } = await import('playwright');
  const { findChromium, launchOptions, REMEDY } = await import('../scripts/chromium.mjs');
  const { serve } = await import('../scripts/serve.mjs');
  if (!findChromium()) throw new SetupError(REMEDY);
  const server = await serve();
  const browser = await chromium
    // Ctrl-C must reach us first: the page saves before the browser goes.
    .launch({ ...launchOptions({ gpu }), handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false })
    .catch(async (error) => {
      await server.close();
      throw new SetupError(`Chromium could not be started: ${firstLine(error)}\n${REMEDY}`);
    });
  const page = await browser.newPage();
  page.on('pageerror', (error) => say(`The page reports: ${error.message}`));
  const crashed = new Promise((_, reject) => {
    page.once('crash', () => reject(new Error('The page crashed; it may have run out of memory.')));
    browser.once('disconnected', () => reject(new Error('The browser ended unexpectedly.')));
  });
  // Whoever does not wait for it must not be stopped by it.
  crashed.catch(() => {});
  await page.exposeFunction('espalierReport', (/** @type {Report[]} */ reports) => reports.forEach(onReport));
  await page.goto(new URL('headless.html', server.url).href);
  await page.waitForFunction(() => 'espalier' in window);
  return {
    page,
    crashed: /** @type {Promise<never>} */ (crashed),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * Sends a file to the page.
 *
 * @param {App} app
 * @param {string} path
 * @param {Uint8Array} bytes
 */
export async function sendFile({ page }, path, bytes) {
  let start = 0;
  do {
    const end = Math.min(start + PIECE_BYTES, bytes.length);
    const data = Buffer.from(bytes.subarray(start, end)).toString('base64');
    await page.evaluate((piece) => window.espalier.receive(piece), { path, data, last: end === bytes.length });
    start = end;
  } while (start < bytes.length);
}

/** @param {unknown} error */
function firstLine(error) {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
