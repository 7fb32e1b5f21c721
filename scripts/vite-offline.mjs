/** Vite plugin: fills the built service worker with the names of all built files and a version of their contents. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const WORKER = 'service-worker.js';
/** What the page never asks for. */
const NOT_KEPT = [/^headless/, /^assets\/headless-/, new RegExp(`^${WORKER}$`), /^\./];

/** @returns {import('vite').Plugin} */
export function offline() {
  let dist = '';
  return {
    name: 'espalier-offline',
    apply: 'build',
    configResolved(config) {
      dist = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const files = readdirSync(dist, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .filter((file) => !NOT_KEPT.some((pattern) => pattern.test(file)))
        .sort();
      const hash = createHash('sha256');
      for (const file of files)
        hash
          .update(file)
          .update('\0')
          .update(readFileSync(join(dist, file)));
      // The page is asked for by its folder.
      const kept = ['./', ...files.map((file) => `./${file}`)];
      const worker = join(dist, WORKER);
      const source = readFileSync(worker, 'utf8');
      const filled = source
        .replace('const FILES = [];', `const FILES = ${JSON.stringify(kept)};`)
        .replace("const VERSION = 'unbuilt';", `const VERSION = '${hash.digest('hex').slice(0, 16)}';`);
      if (filled === source) throw new Error(`public/${WORKER} has lost the lines that the build fills in.`);
      writeFileSync(worker, filled);
    },
  };
}
