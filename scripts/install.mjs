/**
 * Installs what is missing before the app or its tests can run: npm packages and, for tests and the command line, a
 * Chromium. Imports Node's own modules only, since it runs before there are others. Every failure is a `SetupError`
 * that says what to do.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Something that the user can put right; the message says how. */
export class SetupError extends Error {}

/**
 * Whether a version is at least another; both as `major.minor.patch`.
 *
 * @param {string} version
 * @param {string} least
 */
export function atLeast(version, least) {
  const a = version.split('.').map(Number);
  const b = least.split('.').map(Number);
  for (let i = 0; i < 3; i++) if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) > (b[i] ?? 0);
  return true;
}

/** Throws when this Node is older than package.json asks for. */
export function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const least = engines.node.replace(/^>=/, '');
  if (atLeast(process.versions.node, least)) return;
  throw new SetupError(
    `This is Node ${process.versions.node}; ${least} or newer is needed. Install it from https://nodejs.org, or with a ` +
      'version manager: nvm install 20',
  );
}

/**
 * What npm has installed against what the lock file asks for: names of packages that are missing or of another
 * version. Optional ones (binaries for other systems) may be absent.
 *
 * @param {{ packages: Record<string, { version?: string, optional?: boolean }> }} lock
 * @param {{ packages: Record<string, { version?: string }> }} installed
 */
export function outdated(lock, installed) {
  return Object.entries(lock.packages)
    .filter(([name, wanted]) => {
      if (name === '') return false;
      const found = installed.packages[name];
      return found ? found.version !== wanted.version : !wanted.optional;
    })
    .map(([name]) => name.replace(/^.*node_modules\//, ''));
}

/** Runs `npm ci` when `node_modules` is missing or differs from the lock file. */
export function installPackages() {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const hidden = join(ROOT, 'node_modules/.package-lock.json');
  if (existsSync(hidden) && outdated(lock, JSON.parse(readFileSync(hidden, 'utf8'))).length === 0) return;
  console.log('Installing npm packages …');
  if (npm(['ci', '--include=dev']) === 0) return;
  throw new SetupError(
    'npm could not install the packages; its own message is above. Check the network connection, then try again. Only ' +
      'this first step needs a network.',
  );
}

/**
 * Installs a Chromium when there is none: Debian's when root there, else the one that Playwright downloads. Packages
 * must be installed. `ESPALIER_CHROMIUM` is never overridden.
 */
export async function installChromium() {
  const { findChromium, REMEDY } = await import('./chromium.mjs');
  if (findChromium()) return;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log('Installing Chromium with apt-get …');
    run('apt-get', ['update']);
    run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
    if (findChromium()) return;
  }
  console.log('Downloading a Chromium for Playwright …');
  run(process.execPath, [join(ROOT, 'node_modules/playwright/cli.js'), 'install', 'chromium']);
  if (!findChromium()) throw new SetupError(REMEDY);
}

/**
 * Runs npm and waits; its exit status, non-zero when it could not even be started.
 *
 * @param {readonly string[]} args
 * @param {'stdout' | 'stderr'} [output] where what it prints goes
 */
export function npm(args, output = 'stdout') {
  const own = process.env.npm_execpath;
  if (own?.endsWith('.js')) return run(process.execPath, [own, ...args], output);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, output);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {'stdout' | 'stderr'} [output]
 */
function run(command, args, output = 'stdout') {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', output === 'stdout' ? 1 : 2, 2],
    shell: command.endsWith('.cmd'),
  });
  return status ?? 1;
}
