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
  const { module } = await runnerImport(join(ROOT, path), { root: ROOT, configFile: false, logLevel: 'error' });
  return module;
}
