/** A name for the engines as they are in this build, so that what was measured of others is not believed of them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './install.mjs';

/** All that an engine's speed and numbers depend on, and how both are judged. */
const SOURCES = ['src/model', 'src/random', 'src/workers/engine-trial.ts', 'src/workers/engine-self-test.ts'];
/** Made from the sources. */
const MADE = /\.wasm(\.\d+)?$/;

/**
 * Digest of the engines' sources: twelve hexadecimal digits.
 *
 * @param {string} [root] where `src/` lies
 */
export function enginesDigest(root = ROOT) {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesOf(root, source))) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/**
 * @param {string} root
 * @param {string} path a file, or a folder with all below it; relative, with forward slashes
 */
function filesOf(root, path) {
  if (path.endsWith('.ts')) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !MADE.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
