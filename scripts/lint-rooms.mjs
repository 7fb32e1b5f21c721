/** `node scripts/lint-rooms.mjs`: holds every file under `src/` against the import table of `rooms.mjs`. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { violations } from './rooms.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** AssemblyScript: compiled by its own compiler, imports nothing of ours. */
const skipped = join(root, 'src/model/engines/wasm/assembly');

const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.startsWith(skipped))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

const found = files.flatMap((file) =>
  violations(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')),
);
for (const line of found) console.error(line);
console.log(`${files.length} files held against the import table: ${found.length} violations.`);
process.exitCode = found.length > 0 ? 1 : 0;
