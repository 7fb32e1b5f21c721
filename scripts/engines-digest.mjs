/** A name for the engines as they are in this build, so that what was measured of others is not believed of them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './install.mjs';

/** All that an engine's speed and numbers depend on, and how both are judged. */
const SOURCES = ['src/model', 'src/random', 'src/workers/engine-trial.ts', 'src/workers/engine-self-test.ts'];
/** Made from the sources. */
const MADE = /\.wasm$/;

/** Digest of the engines' sources: twelve hexadecimal digits. */
export function enginesDigest() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesOf))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 12);
}

/** @param {string} path a file, or a folder with all below it; relative, with forward slashes */
function filesOf(path) {
  if (path.endsWith('.ts')) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !MADE.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(ROOT.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
