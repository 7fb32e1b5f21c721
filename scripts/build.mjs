/**
 * Builds `dist/` when it is missing or no longer what the sources would give. A digest of everything that goes into
 * the build lies in it, so checking costs milliseconds and switching branches is noticed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { npm, ROOT, SetupError } from './install.mjs';

/** Files and folders that determine the build. */
const INPUTS = [
  'src',
  'public',
  'index.html',
  'headless.html',
  'reports',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
  'scripts/build-wasm.mjs',
  'scripts/engines-digest.mjs',
  'scripts/vite-offline.mjs',
];
/** Made by the build itself. */
const MADE = /\.wasm(\.\d+)?$/;

/** The built app. */
const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.inputs');

/** Digest of the names and contents of all inputs, as hexadecimal. */
function digestInputs() {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap((input) => filesOf(join(ROOT, input)))) {
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path a file or a folder; may be missing
 * @returns {string[]}
 */
function filesOf(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => !MADE.test(entry.name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return [path];
    throw error;
  }
}

/** Whether `dist/` is what the sources give now. */
function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digestInputs();
}

/**
 * Builds if needed. The build's output goes to stderr, because a command's own results may go to stdout.
 *
 * @param {(message: string) => void} [say]
 */
export function ensureBuilt(say = () => {}) {
  if (isBuilt()) return;
  say('Building the app …');
  const digest = digestInputs();
  if (npm(['run', 'build', '--silent'], 'stderr') !== 0) {
    throw new SetupError('The build failed; its message is above. Correct it and try again, or run: npm run build');
  }
  writeFileSync(STAMP, digest);
}
