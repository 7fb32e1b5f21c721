/** The app's own TypeScript modules in Node, for commands that need its data and pure functions but no page. */
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT } from './install.mjs';

/**
 * Imports a module with everything that it imports, transformed by Vite.
 *
 * @param {string} path relative to the repository
 * @returns {Promise<unknown>}
 */
export async function importSource(path) {
  const { NODE_ENV } = process.env;
  const { module } = await runnerImport(join(ROOT, path), { root: ROOT, configFile: false, logLevel: 'error' });
  // Vite has set it to development, and an app that is built after that would be built for development.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  return module;
}
