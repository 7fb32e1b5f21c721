/** Serves the built app on localhost with the headers of `vite.config.ts`. It must be built. */
import { preview } from 'vite';
import { ROOT, SetupError } from './install.mjs';

/**
 * @typedef {object} Served
 * @property {string} url With a slash at the end.
 * @property {() => Promise<void>} close
 */

/**
 * @param {{ port?: number, strict?: boolean, open?: boolean }} [options] `port`: this one, or the next free one unless
 *   `strict`
 * @returns {Promise<Served>}
 */
export async function serve({ port = 4300, strict = false, open = false } = {}) {
  try {
    const server = await preview({
      root: ROOT,
      logLevel: 'error',
      preview: { host: '127.0.0.1', port, strictPort: strict, open },
    });
    const url = server.resolvedUrls?.local[0];
    if (!url) throw new Error('The server has no address.');
    return { url, close: () => server.close() };
  } catch (error) {
    if (strict && error instanceof Error && /in use/i.test(error.message)) {
      throw new SetupError(`Port ${port} is in use. Choose another with --port, or leave it out to take a free one.`);
    }
    throw error;
  }
}
