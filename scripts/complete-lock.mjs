/**
 * `node scripts/complete-lock.mjs`: completes package-lock.json after `npm install`. Where a registry does not carry the
 * binaries for other systems, npm leaves their entries out, and `npm ci` then refuses the file on every system. The
 * entries follow from the names and the exact versions that their parents ask for.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './install.mjs';

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {Record<string, string>} [optionalDependencies]
 */

/** Systems and processors as they occur in names, and what npm calls them. */
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/**
 * Optional dependencies that some entry asks for and that have no entry, with what they must say.
 *
 * @param {{ packages: Record<string, Entry> }} lock
 * @returns {Record<string, Entry & { os: string[], cpu: string[], libc?: string[] }>} by path in the lock file
 */
export function missingEntries(lock) {
  return Object.fromEntries(
    Object.entries(lock.packages).flatMap(([parent, entry]) =>
      Object.entries(entry.optionalDependencies ?? {})
        .filter(([name]) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${parent}/node_modules/${name}`])
        .map(([name, version]) => [`node_modules/${name}`, entryOf(name, version, entry.dev ?? false)]),
    ),
  );
}

/**
 * @param {string} name
 * @param {string} version
 * @param {boolean} dev
 */
function entryOf(name, version, dev) {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length !== 1 || !/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error(`${name}@${version} has no entry in package-lock.json, and its name does not tell its system.`);
  }
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : /-gnu/.test(name) ? 'glibc' : null;
  return { version, cpu, ...(dev ? { dev } : {}), ...(libc ? { libc: [libc] } : {}), optional: true, os };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = join(ROOT, 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingEntries(lock);
  const packages = { ...lock.packages, ...missing };
  // Code units, as npm sorts.
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} entries were missing.`);
}
